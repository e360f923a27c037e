package formsapi

import (
	"slices"
	"time"
)

// Access says who is received at the counter without more ado.
type Access string

// The kinds there are.
const (
	AccessOpenDoor      Access = "open-door"      // whoever comes; the default
	AccessByAppointment Access = "by-appointment" // who has called, or has an appointment
)

// Accesses lists the kinds there are.
var Accesses = []Access{AccessOpenDoor, AccessByAppointment}

// MediatorPresence is when mediators or interpreters of some languages are at
// the counter.
type MediatorPresence struct {
	Weekday   time.Weekday
	Languages []string // BCP 47
	Hours     Interval // zero: as long as the office receives people
}

// An Absence is a stretch of wall time in which nobody who speaks these
// languages is at the counter, whatever the week says.
type Absence struct {
	Languages   []string // BCP 47
	From, Until WallTime // the first minute of it, and the first after it
}

// LanguagesDuring are the languages that somebody at the counter speaks for the
// whole of a stretch of one day, sorted.
func (o Office) LanguagesDuring(from, until WallTime) []string {
	var all []string
	for _, m := range o.Mediators {
		if m.Weekday == from.Weekday() && m.during(from.TimeOfDay(), TimeOfDay(until-from.Midnight())) {
			all = append(all, m.Languages...)
		}
	}
	for _, a := range o.Absences {
		if a.From < until && from < a.Until {
			all = slices.DeleteFunc(all, func(l string) bool { return SpokenAmong(a.Languages, l) })
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func (m MediatorPresence) during(from, until TimeOfDay) bool {
	return m.Hours == Interval{} || m.Hours.Opens <= from && until <= m.Hours.Closes
}

// SpokenLanguages are the languages that somebody at the counter speaks on some
// day, by code.
func (o Office) SpokenLanguages() []string {
	var all []string
	for _, m := range o.Mediators {
		all = append(all, m.Languages...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// BuildingFeature is something about a building that decides whether somebody
// can come. It is a key: the words are in i18n.
type BuildingFeature string

// The features there are.
const (
	BuildingStepFree          BuildingFeature = "step-free"          // from the street to the counter
	BuildingLift              BuildingFeature = "lift"               // to the floor of the counter
	BuildingAccessibleToilet  BuildingFeature = "accessible-toilet"  // for people in a wheelchair
	BuildingAccessibleParking BuildingFeature = "accessible-parking" // reserved, nearby
	BuildingHearingLoop       BuildingFeature = "hearing-loop"       // at the counter
	BuildingPrivateRoom       BuildingFeature = "private-room"       // to speak without being heard
)

// BuildingFeatures lists the features in the order a page shows them.
var BuildingFeatures = []BuildingFeature{
	BuildingStepFree, BuildingLift, BuildingAccessibleToilet, BuildingAccessibleParking, BuildingHearingLoop, BuildingPrivateRoom,
}

// Building says which features a building has, and which it has not. What is not
// in it nobody knows.
type Building map[BuildingFeature]bool

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

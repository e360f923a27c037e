package formsapi

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// A Misfit is why an appointment no longer suits the facts. It is a key: the
// words are the desk's.
type Misfit string

// The misfits there are.
const (
	MisfitOffice      Misfit = "office"      // the catalogue has the office no more
	MisfitClosed      Misfit = "closed"      // a closure or a holiday lies on it
	MisfitHours       Misfit = "hours"       // the office does not receive people then
	MisfitDesks       Misfit = "desks"       // there are more people at once than desks
	MisfitService     Misfit = "service"     // the office does not offer the service any more, or nobody does for now
	MisfitInterpreter Misfit = "interpreter" // who speaks the person's language is not there then
)

// Misfits lists the misfits there are.
var Misfits = []Misfit{MisfitOffice, MisfitClosed, MisfitHours, MisfitDesks, MisfitService, MisfitInterpreter}

// A MisfitRow is an appointment that somebody must look at: the facts changed
// under it. None is dropped by itself.
type MisfitRow struct {
	InboxRow
	Misfits []Misfit
}

// Misfits lists the coming appointments of an office that the facts no longer
// suit, in the order of time; nothing of an office that is not the reader's.
func (u *WorkAppointments) Misfits(ctx context.Context, by Staff, office string) ([]MisfitRow, error) {
	if !by.May(ReadRequests, office) {
		return nil, nil
	}
	from, until := u.Now(), u.Now().Add(ChangeHorizon)
	coming, err := u.Store.AppointmentsStarting(ctx, office, from, until, Requested, Proposed, Confirmed)
	if err != nil || len(coming) == 0 {
		return nil, wrapped("reading what is to come at "+office, err)
	}
	taken, err := u.Store.TakenPlaces(ctx, office, UnitAt(from), UnitAt(until))
	if err != nil {
		return nil, wrapped("reading the places of "+office, err)
	}
	together := map[Unit]int{}
	for _, p := range taken {
		together[p.Unit]++
	}
	var rows []MisfitRow
	for _, a := range coming {
		d, err := OpenDetails(u.Sealer, a)
		if why := u.misfits(a, d, together[UnitAt(a.Start.At)]); len(why) > 0 {
			rows = append(rows, MisfitRow{InboxRow{Appointment: a, Name: d.Name, Unreadable: err}, why})
		}
	}
	return rows, nil
}

func wrapped(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, err)
}

// misfits says what of an appointment the facts do not suit; together is how
// many desks are taken when it begins.
func (u *WorkAppointments) misfits(a Appointment, d Details, together int) []Misfit {
	o, known := u.Catalogue.Office(a.Office)
	if !known {
		return []Misfit{MisfitOffice}
	}
	var why []Misfit
	wall := WallTimeAt(a.Start.At, o.Zone)
	end := wall + WallTime(max(1, a.Minutes))
	if len(o.ClosuresBetween(wall, end)) > 0 {
		why = append(why, MisfitClosed)
	} else if o.isAwayDuring(a) || o.givesNoTime(a, wall) {
		why = append(why, MisfitHours)
	}
	if together > o.mostDesksAt(wall) {
		why = append(why, MisfitDesks)
	}
	if s, known := u.Catalogue.Service(a.Service); !known || s.Status != ServiceActive || !o.Offers(a.Service) {
		why = append(why, MisfitService)
	}
	if o.lacksInterpreter(a, d, wall) {
		why = append(why, MisfitInterpreter)
	}
	return why
}

// isAwayDuring says whether some of an appointment is outside the hours.
func (o Office) isAwayDuring(a Appointment) bool {
	for minute := 0; minute < max(1, a.Minutes); minute += UnitMinutes {
		if _, outside := o.outsideHours(a.Start.At.Add(time.Duration(minute) * time.Minute)); outside {
			return true
		}
	}
	return false
}

// givesNoTime says whether somebody has from the site a time that is in none of the
// intervals in which the office gives appointments by now.
func (o Office) givesNoTime(a Appointment, wall WallTime) bool {
	rule := o.Rule(a.Service)
	if a.Channel != IntakeWeb || rule.Intervals.Empty() {
		return false
	}
	return !slices.ContainsFunc(rule.Intervals[wall.Weekday()], func(i BookableInterval) bool { return i.contains(wall.TimeOfDay()) })
}

// mostDesksAt is how many desks the office has at a wall time, for whichever service.
func (o Office) mostDesksAt(w WallTime) int {
	most := o.desksAt(o.Booking.Rule, w)
	for _, rule := range o.Booking.Services {
		most = max(most, o.desksAt(rule, w))
	}
	return most
}

// lacksInterpreter says whether a language that the person needs, and that
// somebody speaks at this office, is not spoken then. Who did not ask for an
// interpreter counts on one if they were to be there at the time they have.
func (o Office) lacksInterpreter(a Appointment, d Details, wall WallTime) bool {
	end := wall + WallTime(max(1, a.Minutes))
	if slices.Contains(o.LanguagesDuring(wall, end), d.SpokenLanguage) {
		return false
	}
	if d.Interpreter {
		return slices.Contains(o.SpokenLanguages(), d.SpokenLanguage)
	}
	o.Absences = nil
	return slices.Contains(o.LanguagesDuring(wall, end), d.SpokenLanguage)
}

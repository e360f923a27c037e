package formsapi

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
)

// A Misfit is why an appointment no longer suits the facts. It is a key: the
// words are the desk's.
type Misfit string

// The misfits there are.
const (
	MisfitOffice   Misfit = "office"           // the catalogue has the office no more
	MisfitClosed   Misfit = "closed"           // a closure or a holiday lies on it
	MisfitHours    Misfit = "hours"            // the office does not receive people then
	MisfitDesks    Misfit = "desks"            // there are more people at once than desks
	MisfitService  Misfit = "service"          // the office does not offer the service any more, or nobody does for now
	MisfitAbsent   Misfit = "absent-mediator"  // who speaks the person's language was to be there then, and is absent
	MisfitLanguage Misfit = "without-language" // the person needs a mediator, and none of their language comes at that time
)

// Misfits lists the misfits there are.
var Misfits = []Misfit{MisfitOffice, MisfitClosed, MisfitHours, MisfitDesks, MisfitService, MisfitAbsent, MisfitLanguage}

// A MisfitRow is an appointment that somebody must look at: the facts changed
// under it. None is dropped by itself.
type MisfitRow struct {
	InboxRow
	Misfits []Misfit
}

// Misfits lists the coming appointments of the reader's offices that the facts no
// longer suit, office by office in the order of time, from the one after a place
// on. If there are more, they come after the place next; otherwise it is zero.
func (u *WorkAppointments) Misfits(ctx context.Context, by Staff, after QueuePlace) (rows []MisfitRow, next QueuePlace, err error) {
	offices, err := u.officesFrom(ctx, by, &after)
	if err != nil {
		return nil, next, err
	}
	var listed []misfit
	for _, office := range offices {
		found, err := u.misfitsOf(ctx, office)
		if err != nil {
			return nil, next, err
		}
		for _, m := range found {
			if m.behind(after) && len(listed) <= queueRows {
				listed = append(listed, m)
			}
		}
		after = QueuePlace{}
	}
	if len(listed) > queueRows {
		listed = listed[:queueRows]
		next = listed[queueRows-1].place() // its row is missing if it is erased at this moment
	}
	rows, err = u.misfitRows(ctx, listed)
	return rows, next, err
}

// CountMisfits is how many those are. Of who may lack a mediator it opens what was
// not opened before: see misfitMemory.
func (u *WorkAppointments) CountMisfits(ctx context.Context, by Staff) (n int, err error) {
	offices, err := u.Offices(ctx, by)
	for _, office := range offices {
		if err != nil {
			break
		}
		var found []misfit
		found, err = u.misfitsOf(ctx, office)
		n += len(found)
	}
	return n, err
}

// FindMisfits looks through what is to come at each office, so that no page of the
// desk opens many requests at once to count these: after a start, what every one of
// an office with mediators speaks.
func (u *WorkAppointments) FindMisfits(ctx context.Context) error {
	offices, err := u.allOffices(ctx)
	for _, office := range offices {
		if err != nil {
			break
		}
		_, err = u.misfitsOf(ctx, office)
	}
	return err
}

// misfitRows opens what is listed. Who was erased meanwhile is not there.
func (u *WorkAppointments) misfitRows(ctx context.Context, listed []misfit) (rows []MisfitRow, err error) {
	ids := make([]uuid.UUID, len(listed))
	for i, m := range listed {
		ids[i] = m.ID
	}
	all, err := u.Store.AppointmentsOf(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("reading what the facts no longer suit: %w", err)
	}
	for _, m := range listed {
		if n := slices.IndexFunc(all, func(a Appointment) bool { return a.ID == m.ID && a.Start != nil }); n >= 0 {
			d, err := OpenDetails(u.Sealer, all[n])
			rows = append(rows, MisfitRow{inboxRow(all[n], d, err), m.why})
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

// misfits says what the facts of an office do not suit in an appointment to come.
func (f misfitFacts) misfits(a Coming, need spokenTo) []Misfit {
	if !f.known {
		return []Misfit{MisfitOffice}
	}
	o, why := f.office, []Misfit(nil)
	wall, end := a.during(o.Zone)
	if len(o.ClosuresBetween(wall, end)) > 0 {
		why = append(why, MisfitClosed)
	} else if o.isAwayDuring(a.Appointment) || o.givesNoTime(a.Appointment, wall) {
		why = append(why, MisfitHours)
	}
	if a.Together > o.mostDesksAt(wall) {
		why = append(why, MisfitDesks)
	}
	if f.status[a.Service] != ServiceActive || !o.Offers(a.Service) {
		why = append(why, MisfitService)
	}
	switch {
	case need.language == "" || !o.lacksInterpreter(need, wall, end):
	case o.usuallySpoken(need.language, wall, end):
		why = append(why, MisfitAbsent)
	default:
		why = append(why, MisfitLanguage)
	}
	return why
}

// isAwayDuring says whether some of an appointment is outside the hours.
func (o Office) isAwayDuring(a Appointment) bool {
	_, outside := o.outsideHours(a.Start.At, a.Minutes)
	return outside
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

// during is from when until when an appointment is on the clock of a zone.
func (a Appointment) during(zone *time.Location) (from, until WallTime) {
	from = WallTimeAt(a.Start.At, zone)
	return from, from + WallTime(max(1, a.Minutes))
}

// lacksInterpreter says whether a language that the person needs, and that
// somebody speaks at this office, is not spoken then. Who did not ask for an
// interpreter counts on one if they were to be there at the time they have.
func (o Office) lacksInterpreter(need spokenTo, from, until WallTime) bool {
	if slices.Contains(o.LanguagesDuring(from, until), need.language) {
		return false
	}
	if need.interpreter {
		return slices.Contains(o.SpokenLanguages(), need.language)
	}
	return o.usuallySpoken(need.language, from, until)
}

// usuallySpoken says whether a language would be spoken then if nobody were absent.
func (o Office) usuallySpoken(language string, from, until WallTime) bool {
	o.Absences = nil
	return slices.Contains(o.LanguagesDuring(from, until), language)
}

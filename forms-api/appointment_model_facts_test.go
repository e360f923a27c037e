package formsapi_test

import (
	"slices"
	"time"

	formsapi "sportello/forms-api"
)

// italy is the zone of the walk's office. The walk begins in the week before the
// clocks go forward, and goes on over Easter.
var (
	italy    = must(time.LoadLocation("Europe/Rome"))
	walkFrom = time.Date(2026, 3, 23, 7, 0, 0, 0, italy)
)

// A walkService is how the office gives appointments for a service, in minutes.
type walkService struct {
	id                 string
	slot, buffer       int
	instant, perPerson bool
	notice, hold       int
	ahead              int // days
	perContact         int
}

// Each walk has two services of different length at the same two desks, in modes
// of their own.
var walkServices = [][2]walkService{
	{{"advice", 30, 0, false, false, 60, 480, 30, 0}, {"papers", 45, 15, true, true, 120, 480, 10, 2}},
	{{"advice", 20, 10, true, false, 0, 120, 21, 2}, {"papers", 60, 0, false, true, 60, 180, 30, 0}},
	{{"advice", 25, 5, false, true, 90, 300, 14, 2}, {"papers", 50, 10, true, false, 60, 480, 30, 0}},
}

const walkDesks = 2

// walkHours are the hours of every day from Monday to Friday: when the office
// receives people, and gives appointments.
var (
	walkHours = []string{"09:00-12:00", "14:00-16:30"}
	walkClock = [][2]int{{9 * 60, 12 * 60}, {14 * 60, 16*60 + 30}} // the same, in minutes since midnight
)

// walkHolidays are those of the walk's weeks, as a calendar on the wall has them.
var walkHolidays = []string{"2026-04-05", "2026-04-06", "2026-04-25", "2026-05-01"}

// walkMediators are there for as long as the office receives people.
var walkMediators = map[time.Weekday][]string{time.Tuesday: {"ar", "ti"}, time.Thursday: {"ar"}}

// office is the town's office as the program reads it: with the closures and
// absences that the catalogue has read by now.
func (w *walk) facts(o *formsapi.Office) {
	week, bookable := formsapi.Week{}, formsapi.BookableWeek{}
	for day := time.Monday; day <= time.Friday; day++ {
		for _, text := range walkHours {
			hours := must(formsapi.ParseInterval(text))
			week[day] = append(week[day], hours)
			bookable[day] = append(bookable[day], formsapi.BookableInterval{Interval: hours, Desks: walkDesks})
		}
	}
	o.Zone, o.Holidays = italy, formsapi.HolidayCalendar{National: true}
	o.CounterHours = must(formsapi.NewOpeningHours(italy, week, nil)).Observing(o.Holidays)
	for _, day := range []time.Weekday{time.Tuesday, time.Thursday} {
		o.Mediators = append(o.Mediators, formsapi.MediatorPresence{Weekday: day, Languages: walkMediators[day]})
	}
	o.Services, o.Booking.Services = nil, map[string]formsapi.BookingRule{}
	for _, s := range w.services {
		o.Services = append(o.Services, s.id)
		o.Booking.Services[s.id] = s.rule(bookable)
	}
	for _, c := range w.read.closures {
		*o = o.Closed(c)
	}
	o.Absences = slices.Clone(w.read.absences)
}

func (s walkService) rule(week formsapi.BookableWeek) formsapi.BookingRule {
	mode := formsapi.ModeRequest
	if s.instant {
		mode = formsapi.ModeInstant
	}
	return formsapi.BookingRule{
		Mode: mode, Intervals: week, Slot: s.slot, Buffer: s.buffer, Ahead: s.ahead, Notice: s.notice, Hold: s.hold,
		PerContact: s.perContact, PerPerson: s.perPerson,
	}
}

// The same facts as the model reads them: minute by minute, from a clock and a
// calendar.

// stretch is a time on the wall in which the office is closed.
type stretch struct{ from, until time.Time }

func (s stretch) covers(t time.Time) bool { return !t.Before(s.from) && t.Before(s.until) }

// wallClock is a wall time of the facts as an instant.
func wallClock(w formsapi.WallTime) time.Time {
	return must(time.ParseInLocation(formsapi.LocalMinute, w.String(), italy))
}

func stretches(closures []formsapi.Closure) (all []stretch) {
	for _, c := range closures {
		all = append(all, stretch{wallClock(c.From), wallClock(c.Until)})
	}
	return all
}

func midnight(t time.Time) time.Time {
	y, m, d := t.In(italy).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, italy)
}

// clockOn is when the clock on the wall shows so many minutes after midnight on the
// day of an instant.
func clockOn(t time.Time, minutes int) time.Time {
	y, m, d := t.In(italy).Date()
	return time.Date(y, m, d, 0, minutes, 0, 0, italy)
}

// workday says whether the office opens on the day of an instant at all.
func workday(t time.Time) bool {
	return !weekend(t) && !slices.Contains(walkHolidays, t.In(italy).Format(time.DateOnly))
}

func weekend(t time.Time) bool {
	day := t.In(italy).Weekday()
	return day == time.Saturday || day == time.Sunday
}

// attended says whether the office receives people in the minute of an instant.
func attended(t time.Time, closed []stretch) bool {
	local := t.In(italy)
	clock := local.Hour()*60 + local.Minute()
	within := func(h [2]int) bool { return h[0] <= clock && clock < h[1] }
	return slices.ContainsFunc(walkClock, within) && workday(t) &&
		!slices.ContainsFunc(closed, func(s stretch) bool { return s.covers(t) })
}

// grid are the rows of slots of a service on the day of an instant: those of a row
// follow each other, so that a group can go on in the next.
func (s walkService) grid(day time.Time, closed []stretch) (rows [][]time.Time) {
	for _, h := range walkClock {
		var row []time.Time
		for clock := h[0]; clock < h[1]; clock += s.slot + s.buffer {
			at := clockOn(day, clock)
			whole := true
			for n := range s.slot {
				whole = whole && attended(at.Add(time.Duration(n)*time.Minute), closed)
			}
			if whole {
				row = append(row, at)
			} else if len(row) > 0 {
				rows, row = append(rows, row), nil
			}
		}
		if len(row) > 0 {
			rows = append(rows, row)
		}
	}
	return rows
}

// rowFrom are the slots from the one that begins at an instant to the end of its
// row; none if none begins then.
func (s walkService) rowFrom(at time.Time, closed []stretch) []time.Time {
	for _, row := range s.grid(at, closed) {
		if n := slices.IndexFunc(row, at.Equal); n >= 0 {
			return row[n:]
		}
	}
	return nil
}

package formsapi

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// OpeningHours says when a counter or a telephone is attended: a week of local
// wall times, the dated closures and the holidays that interrupt it, and the zone
// whose clock hangs on the wall. It is immutable, and safe for concurrent use. The zero value
// is hours that nobody knows.
//
// The clock on the wall decides, also on the two days a year when it is changed:
// an office is attended at an instant if that clock, at that instant, shows a
// time within the day's hours. So in Europe/Rome
//
//   - on 29 March 2026, when 02:00 to 03:00 is skipped, 01:30-02:30 ends as the
//     clock jumps, 02:30-04:00 begins as it jumps (at 03:00), and 02:00-03:00
//     does not come at all;
//   - on 25 October 2026, when 02:00 to 03:00 comes twice, 02:00-02:30 is
//     attended twice, and 01:00-04:00 lasts four hours.
type OpeningHours struct {
	known    bool
	week     Week
	closures []Closure // by From
	holidays HolidayCalendar
	zone     *time.Location
}

// NewOpeningHours are known hours. It refuses intervals of a day that overlap or
// that close before they open, and a closure that ends before it begins.
func NewOpeningHours(zone *time.Location, week Week, closures []Closure) (OpeningHours, error) {
	tidy, err := week.tidy()
	if err != nil {
		return OpeningHours{}, err
	}
	h, err := UnknownHours(zone, closures)
	if err != nil {
		return OpeningHours{}, err
	}
	h.known, h.week = true, tidy
	return h, nil
}

// UnknownHours are hours that nobody knows, of an office that may all the same
// have announced closures.
func UnknownHours(zone *time.Location, closures []Closure) (OpeningHours, error) {
	if zone == nil {
		return OpeningHours{}, errors.New("opening hours need a time zone")
	}
	for _, c := range closures {
		if c.Until <= c.From {
			return OpeningHours{}, fmt.Errorf("the closure from %s until %s ends before it begins", c.From, c.Until)
		}
	}
	sorted := slices.Clone(closures)
	slices.SortStableFunc(sorted, func(a, b Closure) int { return int(a.From - b.From) })
	return OpeningHours{zone: zone, closures: sorted}, nil
}

// Observing is the same hours, interrupted by the holidays of a calendar.
func (h OpeningHours) Observing(holidays HolidayCalendar) OpeningHours {
	h.holidays = holidays
	return h
}

// Known says whether anybody knows the hours. Where nobody does, OpenAt and
// NextChange have nothing to say: show the telephone instead.
func (h OpeningHours) Known() bool { return h.known }

// DayHours are the hours of one day of the week; no intervals: closed.
type DayHours struct {
	Weekday   time.Weekday
	Intervals []Interval
}

// Days are the seven days from Monday to Sunday, each in order of opening,
// closures left aside. Unknown hours have no days.
func (h OpeningHours) Days() []DayHours {
	if !h.known {
		return nil
	}
	days := make([]DayHours, 0, 7)
	for n := range 7 {
		day := time.Weekday((n + 1) % 7)
		days = append(days, DayHours{Weekday: day, Intervals: slices.Clone(h.week[day])})
	}
	return days
}

// onDay are the intervals of a weekday, closures left aside.
func (h OpeningHours) onDay(day time.Weekday) []Interval { return slices.Clone(h.week[day]) }

// ClosureAt is the closure or the holiday in force at an instant, if there is
// one. A dated closure comes first: its reason is nearer to the truth.
func (h OpeningHours) ClosureAt(instant time.Time) (Closure, bool) {
	if h.zone == nil {
		return Closure{}, false
	}
	return h.closureAt(WallTimeAt(instant, h.zone))
}

func (h OpeningHours) closureAt(w WallTime) (Closure, bool) {
	for _, c := range h.closures {
		if c.covers(w) {
			return c, true
		}
	}
	return h.holidays.closureOn(w)
}

// OpenAt says whether the hours are known and the clock on the wall shows, at
// this instant, a time within them that no closure covers.
func (h OpeningHours) OpenAt(instant time.Time) bool {
	return h.known && h.openAt(WallTimeAt(instant, h.zone))
}

func (h OpeningHours) openAt(w WallTime) bool {
	return slices.ContainsFunc(h.attendedOn(w), func(i Interval) bool { return i.contains(w.TimeOfDay()) })
}

// has says whether the week has hours at w, closures left aside.
func (h OpeningHours) has(w WallTime) bool {
	return slices.ContainsFunc(h.week[w.Weekday()], func(i Interval) bool {
		return i.contains(w.TimeOfDay())
	})
}

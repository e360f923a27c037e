package formsapi

import (
	"cmp"
	"slices"
	"time"
)

// Reception is a stretch of time in which an office receives people. Until is
// zero if its end is further away than ChangeHorizon.
type Reception struct {
	From, Until time.Time
	State       OfficeState
}

// NextReception is the reception under way at an instant, or else the first one
// after it, within ChangeHorizon. One that is under way begins today at the
// earliest. There is none where nobody knows the hours.
func (o Office) NextReception(t time.Time) (Reception, bool) { return o.counter().reception(t) }

// NextTelephoneReception is the same of the telephone.
func (o Office) NextTelephoneReception(t time.Time) (Reception, bool) {
	return o.telephone().reception(t)
}

func (a attendance) reception(t time.Time) (Reception, bool) {
	if !slices.ContainsFunc(a.hours, OpeningHours.Known) {
		return Reception{}, false
	}
	limit := t.Add(ChangeHorizon)
	for from := StartOfDay(t, a.zone, 0); !from.After(limit); {
		state, until, _, changes := a.at(from)
		if state.Receives() && (!changes || until.After(t)) {
			return Reception{From: from, Until: until, State: state}, true
		}
		if !changes {
			break
		}
		from = until
	}
	return Reception{}, false
}

// StartOfDay is the first instant of the day that is so many days after the one
// that a zone's calendar shows at t.
func StartOfDay(t time.Time, zone *time.Location, days int) time.Time {
	y, m, d := t.In(zone).Date()
	return time.Date(y, m, d+days, 0, 0, 0, 0, zone)
}

// DaysAhead is how many days before they come closures and holidays are shown,
// and how many days after its own a page knows the states of an office.
const DaysAhead = 14

// ClosuresBetween are the dated closures and the holidays that touch the wall
// times from one up to, but not including, another; by their beginning. A holiday
// within one dated closure says nothing new and is left out.
func (o Office) ClosuresBetween(from, until WallTime) []Closure {
	var all []Closure
	for _, c := range o.Closures {
		if c.From < until && from < c.Until {
			all = append(all, c)
		}
	}
	dated := len(all)
	for day := from.Midnight(); day < until; day += minutesPerDay {
		holiday, ok := o.Holidays.closureOn(day)
		within := func(c Closure) bool { return c.From <= holiday.From && holiday.Until <= c.Until }
		if ok && !slices.ContainsFunc(all[:dated], within) {
			all = append(all, holiday)
		}
	}
	slices.SortStableFunc(all, func(a, b Closure) int { return cmp.Compare(a.From, b.From) })
	return all
}

// Affects says whether a closure takes away hours of the counter or of the
// telephone; where nobody knows either, every closure may.
func (o Office) Affects(c Closure) bool {
	weeks := []OpeningHours{o.CounterHours, o.AppointmentHours, o.TelephoneHours}
	known := func(h OpeningHours) bool { return h.known }
	loses := func(h OpeningHours) bool { return h.loses(c) }
	return !slices.ContainsFunc(weeks, known) || slices.ContainsFunc(weeks, loses)
}

// loses says whether the week has hours within a closure. The first day may be
// cut off, the seven after it are a whole week.
func (h OpeningHours) loses(c Closure) bool {
	day := c.From.Midnight()
	for n := 0; n < 8 && day < c.Until; n++ {
		for _, i := range h.week[day.Weekday()] {
			if c.From < day+WallTime(i.Closes) && day+WallTime(i.Opens) < c.Until {
				return true
			}
		}
		day += minutesPerDay
	}
	return false
}

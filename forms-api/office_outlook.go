package formsapi

import (
	"slices"
	"time"
)

// Outlook is an instant, the state that holds from then on, why, and what can be
// acted on next: while somebody receives people, the next change; otherwise when
// somebody receives people again, within ChangeHorizon.
type Outlook struct {
	StateChange
	Closure Closure     // in force; zero unless temporarily closed
	Next    StateChange // zero: nothing comes, or nobody knows when
}

// Outlooks are what is to be said of the counter from one instant on, until
// another. A closure that follows upon another is an outlook of its own.
func (o Office) Outlooks(from, until time.Time) []Outlook { return o.counter().outlooks(from, until) }

// TelephoneOutlooks are the same of the telephone.
func (o Office) TelephoneOutlooks(from, until time.Time) []Outlook {
	return o.telephone().outlooks(from, until)
}

func (a attendance) outlooks(from, until time.Time) []Outlook {
	all := []Outlook{a.outlook(from, WallTimeAt(from, a.zone))}
	for at, w := range edges(from, a.zone, a.nextWallEdge) {
		if !at.Before(until) {
			break
		}
		last, next := all[len(all)-1], a.outlook(at, w)
		if next.State != last.State || next.Closure != last.Closure {
			all = append(all, next)
		}
	}
	for n := range all {
		all[n].Next = a.next(all[n].StateChange)
	}
	return all
}

func (a attendance) outlook(at time.Time, w WallTime) Outlook {
	closure, _ := a.hours[0].closureAt(w)
	return Outlook{StateChange: StateChange{at.In(a.zone), a.state(w)}, Closure: closure}
}

func (a attendance) next(now StateChange) StateChange {
	if now.State.Receives() {
		if _, at, next, ok := a.at(now.At); ok && next != OfficeUnknown {
			return StateChange{at, next}
		}
		return StateChange{}
	}
	r, _ := a.reception(now.At)
	return StateChange{r.From, r.State}
}

// OfficeDay is what one day at a counter or a telephone comes to, for a page that
// is read at any hour of it.
type OfficeDay struct {
	State    OfficeState // names the day
	Closure  Closure     // why, if that is temporarily closed
	Received []Reception // cut off where the day ends
	Next     StateChange // the next reception, if it begins after the day; zero: none is known
}

// DayAt is the counter's day at an instant; what comes next is seen from there.
func (o Office) DayAt(t time.Time) OfficeDay { return o.counter().day(t) }

// TelephoneDayAt is the telephone's.
func (o Office) TelephoneDayAt(t time.Time) OfficeDay { return o.telephone().day(t) }

func (a attendance) day(t time.Time) OfficeDay {
	end := StartOfDay(t, a.zone, 1)
	outlooks := a.outlooks(StartOfDay(t, a.zone, 0), end)
	var d OfficeDay
	for n, o := range outlooks {
		until := end
		if n+1 < len(outlooks) {
			until = outlooks[n+1].At
		}
		if o.State.Receives() {
			d.Received = append(d.Received, Reception{o.At, until, o.State})
		}
	}
	if len(d.Received) > 0 {
		d.State = d.Received[0].State
	} else {
		d.State, d.Closure = a.nameOfDay(outlooks)
	}
	if r, ok := a.reception(t); ok && !r.From.Before(end) {
		d.Next = StateChange{r.From, r.State}
	}
	return d
}

// nameOfDay is the state that names a day on which nobody is received: that of a
// closure only if it takes hours away, or lasts all day. A Sunday is closed, also
// if a closure begins at its end.
func (a attendance) nameOfDay(day []Outlook) (OfficeState, Closure) {
	first := map[OfficeState]Outlook{}
	for _, o := range slices.Backward(day) {
		first[o.State] = o
	}
	weekday := WallTimeAt(day[0].At, a.zone).Weekday()
	hours := slices.ContainsFunc(a.hours, func(h OpeningHours) bool { return len(h.week[weekday]) > 0 })
	_, closed := first[OfficeClosed]
	shut, temporarily := first[OfficeTemporarilyClosed]
	switch {
	case temporarily && (hours || !closed):
		return OfficeTemporarilyClosed, shut.Closure
	case closed:
		return OfficeClosed, Closure{}
	}
	return OfficeUnknown, Closure{}
}

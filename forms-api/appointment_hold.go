package formsapi

import (
	"context"
	"slices"
	"time"
)

// holdUntil is until when a place is held for who has not been answered: so many
// minutes in which the office is open, and so never to a moment at which it is
// closed; but no longer than somebody else could still take it, be the office open
// then or not; where that is over already, until halfway to the start.
func (o Office) holdUntil(r BookingRule, from, start time.Time) time.Time {
	end := o.afterOpenMinutes(from, r.Hold)
	last := start.Add(-r.lastAnswer())
	if !last.After(from) {
		last = from.Add(start.Sub(from) / 2)
	}
	if last.Before(end) {
		return last
	}
	return end
}

// answerUntil is until when the place of a request is held: as holdUntil, but
// staff answer while the office is open, so if that ends it while the office is
// closed, then until it last was open. An offer waits for the person, at any hour.
func (o Office) answerUntil(r BookingRule, from, start time.Time) time.Time {
	until := o.holdUntil(r, from, start)
	h, open := o.answeringHours(), time.Time{}
	if !h.Known() {
		return until
	}
	for at := from; at.Before(until); {
		next, _, ok := h.NextChange(at)
		if !ok || next.After(until) {
			next = until
		}
		if h.OpenAt(at) {
			open = next
		}
		at = next
	}
	if open.IsZero() { // staff asked, or the office was closed meanwhile
		return until
	}
	return open
}

// holdIn is until when a request, or an offer, that takes its place at an instant
// holds it; zero for what has been answered.
func (o Office) holdIn(state State, r BookingRule, from, start time.Time) time.Time {
	switch state {
	case Requested:
		return o.answerUntil(r, from, start).UTC().Truncate(time.Millisecond)
	case Proposed:
		return o.holdUntil(r, from, start).UTC().Truncate(time.Millisecond)
	}
	return time.Time{}
}

// answeringHours are when staff are there to answer: those of the counter, or
// where it never opens, those of who receives by appointment.
func (o Office) answeringHours() OpeningHours {
	if h := o.CounterHours; h.Known() && len(slices.Concat(h.week[:]...)) > 0 {
		return h
	}
	return o.AppointmentHours
}

// afterOpenMinutes is when the office will have been open for so many minutes,
// no later than ChangeHorizon. Where nobody knows the hours, minutes are counted
// as on a working day of eight hours, closures left out.
func (o Office) afterOpenMinutes(from time.Time, minutes int) time.Time {
	h := o.answeringHours()
	left := time.Duration(minutes) * time.Minute
	if !h.Known() {
		const workingDay = 8 * 60
		return o.afterUnclosed(from, left*minutesPerDay/workingDay)
	}
	for at := from; ; {
		open := h.OpenAt(at)
		next, _, ok := h.NextChange(at)
		switch {
		case open && (!ok || next.Sub(at) >= left): // it may never close
			return at.Add(left)
		case !ok:
			return from.Add(ChangeHorizon)
		case open:
			left -= next.Sub(at)
		}
		at = next
	}
}

// afterUnclosed is when so much time will have passed in which no closure and no
// holiday was in force.
func (o Office) afterUnclosed(from time.Time, left time.Duration) time.Time {
	for at := from; ; {
		wall := WallTimeAt(at, o.Zone)
		closure, closed := o.CounterHours.closureAt(wall)
		edge := o.CounterHours.nextWallEdge(wall)
		if closed {
			edge = closure.Until
		}
		next := edge.instant(o.Zone)
		if !next.After(at) { // the clocks are put forward over the edge
			next = at.Add(time.Hour)
		}
		if !closed && next.Sub(at) >= left {
			return at.Add(left)
		}
		if !closed {
			left -= next.Sub(at)
		}
		at = next
	}
}

// heldUntil is when a hold ends by the facts of now: where the office was closed
// after it was set, it ends later. It stays as it was set where the catalogue has
// the office no more.
func heldUntil(ctx context.Context, catalogue Catalogue, store AppointmentStore, a Appointment) (time.Time, error) {
	office, known := catalogue.Office(a.Office)
	if !known || a.Start == nil || a.HoldUntil.IsZero() {
		return a.HoldUntil, nil
	}
	placed, err := placedBy(ctx, store, a)
	if err != nil || placed.At.IsZero() {
		return a.HoldUntil, err
	}
	s := step{before: a, office: office}
	until := office.holdIn(a.State, s.rule(), placed.At, a.Start.At)
	if until.Before(a.HoldUntil) { // what was promised is kept
		return a.HoldUntil, nil
	}
	return until, nil
}

package formsapi

import "time"

// unknownPromise is by when a request is due at an office that the catalogue has no more.
const unknownPromise = 7 * 24 * time.Hour

// worked is the work on an appointment after an event of the state table; a is as
// the event leaves it, with the work as it was before.
func worked(a Appointment, event Event, words HistoryDetails, office Office, now time.Time) Casework {
	c := a.Casework
	effect, known := workEffects[event][a.State]
	if !known { // the person corrected how they are reached: perhaps they were asked to
		c.AwaitsPerson = c.AwaitsPerson && a.State == Proposed
		return c
	}
	c.DueAt = effect.due.at(a, office, now)
	switch effect.turn {
	case turnDesk:
		c.AwaitsPerson = false
	case turnPerson:
		c.AwaitsPerson = true
	}
	if effect.answered {
		c.answer(now)
	}
	c.reopen()
	if effect.finishes != nil {
		if outcome := effect.finishes(words); outcome != "" {
			c.finish(outcome, now)
		}
	}
	return c
}

// at is by when the desk should have looked after an appointment.
func (d due) at(a Appointment, office Office, now time.Time) time.Time {
	switch {
	case d == dueHold && !a.HoldUntil.IsZero():
		return a.HoldUntil
	case d == dueOver && a.Start != nil:
		return a.Start.At.Add(time.Duration(a.Minutes) * time.Minute)
	case d == dueStays:
		return a.DueAt
	}
	return office.promise(a.Service, now)
}

// promise is by when an office answers who asks now: when it will have been open for
// as long as it holds a place.
func (o Office) promise(service string, now time.Time) time.Time {
	if o.Zone == nil {
		return now.Add(unknownPromise).UTC().Truncate(time.Millisecond)
	}
	rule := o.Booking.Rule
	if o.Offers(service) {
		rule = o.Rule(service)
	}
	return o.afterOpenMinutes(now, rule.Hold).UTC().Truncate(time.Millisecond)
}

// work closes what the step does to the work, and writes both sides of it into its
// words: what verify compares the row with, and what an undo goes back to.
func (s *step) work() {
	if !s.row.Event.MovesWork() {
		after := s.after()
		after.Casework = s.before.Casework
		s.Casework = worked(after, s.row.Event, s.words, s.office, s.now)
	}
	after := s.Casework
	s.words.Work = &after
	if s.row.By == ActorStaff && s.row.Event.undoable() {
		s.words.Before = standingBefore(s.before)
	}
}

// begun starts the work on a new request, and adds it to the words of the event with
// which the request came.
func (a *Appointment) begun(sealer Sealer, d Details, e HistoryEntry, words HistoryDetails, office Office) HistoryDetails {
	a.Casework = Casework{Urgency: UrgencyNormal}
	a.Casework = worked(*a, e.Event, words, office, e.At)
	a.Person, a.Indexed = PersonOf(sealer, d), IndexRules
	after := a.Casework
	words.Work = &after
	return words
}

// Before is how a request stood before a step that may be undone.
type Before struct {
	Start     *Start    `json:"start,omitempty"`
	Minutes   int       `json:"minutes,omitzero"`
	HoldUntil time.Time `json:"until,omitzero"`
	Assignee  string    `json:"assignee,omitempty"` // a staff id
	ClosedAt  time.Time `json:"closed,omitzero"`
	Work      Casework  `json:"work"`
}

func standingBefore(a Appointment) *Before {
	b := &Before{Start: a.Start, Minutes: a.Minutes, HoldUntil: a.HoldUntil, ClosedAt: a.ClosedAt, Work: a.Casework}
	if a.Assignee != [16]byte{} {
		b.Assignee = a.Assignee.String()
	}
	return b
}

package formsapi_test

import (
	"time"

	formsapi "sportello/forms-api"
)

// byPerson tries an event of a person, whether it can be or not.
func (w *walk) byPerson() {
	m := w.someone()
	if m == nil {
		return
	}
	event := w.something(m, person, "request", "wait", "accept", "accept", "refuse", "cancel", "correct")
	p := formsapi.PersonStep{Reference: m.ref, Event: event}
	if w.random.IntN(5) == 0 {
		p.Version = 1 + w.random.IntN(m.version)
	}
	at := time.Time{}
	if event == "request" {
		at = w.someSlot(w.rules(m))
		p.Slot, event = at.Format(time.RFC3339), w.asking(m)
	}
	details := m.details
	if event == "correct" {
		w.correction(m, &p)
		details = putRight(m.details, p)
	}
	w.note("person: %s at %s of %s, version %d of %d", event, p.Slot, m.state, p.Version, m.version)
	if !w.expect(w.personMay(m, p, event, at, details), func() error { return w.follow.Step(w.t.Context(), p) }) {
		w.offersInstead(m, person)
		return
	}
	m.details = details
	w.passed(m, event, person, at, w.closedNow())
}

// personMay is what a person's step should be answered.
func (w *walk) personMay(m *modelled, p formsapi.PersonStep, event formsapi.Event, at time.Time, details formsapi.Details) outcome {
	_, can := leads(m.state, event, person)
	begun := toCome(m.state) && !m.start.IsZero() && !m.start.After(w.now) && event != "correct"
	over := event == "accept" && !m.hold.IsZero() && w.heldNow(m).Before(w.now)
	switch {
	case m.didAlready(p, event, at):
		return already
	case p.Version != formsapi.AnyVersion && m.changedSince(p.Version), begun, over, !can:
		return conflict
	case event == "correct":
		return w.mayCorrect(m, p, details)
	case event == "wait" && !live(m.state) && w.tooManyOf(m, m.details):
		return tooMany
	case at.IsZero():
		return done
	}
	if asks := w.asksFor(m, at); asks != done {
		return asks
	}
	if !live(m.state) && w.tooManyOf(m, m.details) {
		return tooMany
	}
	return w.finds(m, at)
}

// didAlready says of a step that repeats what is so that nothing need be done.
func (m *modelled) didAlready(p formsapi.PersonStep, event formsapi.Event, at time.Time) bool {
	switch event {
	case "request", "book":
		return (m.state == "requested" || m.state == "confirmed") && m.start.Equal(at)
	case "cancel":
		return m.state == "cancelled-by-person"
	case "refuse", "wait":
		return m.state == "waiting"
	case "accept":
		said := m.lastThatCounts()
		if p.Version > 0 && p.Version < len(m.happened) {
			said = m.happened[p.Version]
		} else if p.Version > 0 {
			return false
		}
		return m.state == "confirmed" && said == "accept"
	}
	return false
}

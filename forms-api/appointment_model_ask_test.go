package formsapi_test

import (
	"fmt"
	"time"

	formsapi "sportello/forms-api"
)

// ask has somebody ask for an appointment on the site.
func (w *walk) ask() {
	s := w.services[w.random.IntN(2)]
	m := &modelled{service: s.id, people: w.people(), details: w.contact(), aside: w.random.IntN(40) == 0}
	m.asked = formsapi.AppointmentRequest{
		Office: "desk", Service: s.id, People: m.people, Language: "it", Consent: true, Details: m.details,
		IdempotencyKey: fmt.Sprintf("%036d", w.random.Uint64()),
	}
	event, want, at := formsapi.EventWait, done, time.Time{}
	if w.random.IntN(6) > 0 {
		at = w.someSlot(s)
		m.asked.Slot, event = at.Format(time.RFC3339), w.asking(m)
		if want = w.asksFor(m, at); want == done {
			want = w.finds(m, at)
		}
	}
	if m.aside {
		m.asked.Honeypot = "x"
	}
	if want != invalid && w.tooManyOf(m, m.details) {
		want = tooMany
	}
	w.note("%s %s for %d at %s", event, s.id, m.people, m.asked.Slot)
	var ref formsapi.Reference
	if !w.expect(want, func() (err error) {
		ref, err = w.request.Request(w.t.Context(), m.asked)
		return err
	}) {
		w.offersInstead(m, person)
		return
	}
	w.added(m, ref, event, person, at)
}

// asking is what asking for a time is: where the office confirms at once, it is
// booking, unless a program seems to ask.
func (w *walk) asking(m *modelled) formsapi.Event {
	if w.rules(m).instant && !m.aside {
		return "book"
	}
	return "request"
}

// asksFor is what is wrong with a slot that somebody chose, whoever has taken it;
// done if nothing is.
func (w *walk) asksFor(m *modelled, at time.Time) outcome {
	s := w.rules(m)
	early := !at.After(w.now) || at.Before(w.now.Add(time.Duration(s.notice)*time.Minute))
	far := !midnight(at).Before(midnight(w.now).AddDate(0, 0, s.ahead+1))
	row := s.rowFrom(at, w.closedNow())
	if early || far || !s.canAnswer(w.now, at, w.closedNow()) || len(row) == 0 || s.perPerson && len(row)*walkDesks < m.people {
		return invalid
	}
	return done
}

// askAgain sends what was sent before: the same changes nothing, and is answered
// as it was; something else with the same key is refused.
func (w *walk) askAgain() {
	m := w.someone()
	if m == nil || m.asked.IdempotencyKey == "" {
		return
	}
	again, want := m.asked, already
	if w.random.IntN(3) == 0 {
		again.Reason, want = "altro", reused
	}
	w.note("again %s", m.id)
	var ref formsapi.Reference
	w.expect(want, func() (err error) {
		ref, err = w.request.Request(w.t.Context(), again)
		return err
	})
	if want == already && ref != m.ref {
		w.t.Errorf("the repetition of %s is answered %s", m.ref, ref)
	}
}

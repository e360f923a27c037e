package formsapi_test

import (
	"fmt"
	"time"

	formsapi "sportello/forms-api"
)

// passed moves the model along an event that happened; at is the time that came
// with it, in an office with these closures.
func (w *walk) passed(m *modelled, event formsapi.Event, by formsapi.Actor, at time.Time, closed []stretch) {
	from, was := m.state, m.start
	to, can := leads(from, event, by)
	if movesWork(event) {
		to, can = from, true
	}
	if !can {
		w.t.Fatalf("%s by %s happened in %q, which nobody at the desk has heard of", event, by, from)
	}
	m.state, m.version, m.happened = to, m.version+1, append(m.happened, event)
	w.met[fmt.Sprint(by, " ", event)]++
	switch {
	case !at.IsZero():
		w.sit(m, at, closed)
		m.placed, m.hold = placed{w.now, by}, time.Time{}
		if to == "requested" || to == "proposed" {
			m.hold = w.rules(m).heldUntil(to, w.now, at, closed)
		}
	case event == "accept":
		m.hold = time.Time{}
	case event == "attend" && from == "confirmed": // they sit there
		m.hold = time.Time{}
	case event == "correct" || movesWork(event):
	default:
		w.stand(m)
		if m.hold = (time.Time{}); !remembers(to) || event == "record" {
			m.start, m.minutes = time.Time{}, 0
		}
	}
	switch {
	case live(to):
		m.closed = time.Time{}
	case m.closed.IsZero():
		m.closed = w.now
	}
	if !movesWork(event) {
		w.works(m, event, by, at, closed)
		w.tell(m, from, event, by, was)
	}
	w.compareTold(m)
}

// added puts a new request into the model, which the program has stored.
func (w *walk) added(m *modelled, ref formsapi.Reference, event formsapi.Event, by formsapi.Actor, at time.Time) {
	a := must(w.store.AppointmentByIndex(w.t.Context(), w.ring.Index(formsapi.IndexReference, string(ref))))
	m.id, m.ref = a.ID, ref
	w.all, w.byID[m.id] = append(w.all, m), m
	if m.people > 1 {
		w.met["group"]++
	}
	w.passed(m, event, by, at, w.closedNow())
}

// seated says what becomes of who wants to sit down at a start: done, or taken.
func (w *walk) finds(m *modelled, at time.Time) outcome {
	if _, _, ok := w.sitting(m, at, w.closedNow(), true); !ok {
		return taken
	}
	return done
}

// tooManyOf says whether somebody's telephone or e-mail has as many other requests
// to come as it may have for a service.
func (w *walk) tooManyOf(m *modelled, d formsapi.Details) bool {
	most := w.rules(m).perContact
	phones, emails := 0, 0
	for _, other := range w.all {
		if other == m || !live(other.state) || !other.start.IsZero() && !other.start.After(w.now) {
			continue
		}
		if d.Phone != "" && other.details.Phone == d.Phone {
			phones++
		}
		if d.Email != "" && other.details.Email == d.Email {
			emails++
		}
	}
	return most > 0 && max(phones, emails) >= most
}

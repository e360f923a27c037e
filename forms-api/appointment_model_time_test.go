package formsapi_test

import (
	"time"
)

// heldNow is until when a place is held, as the office is closed by now: never
// shorter than it was promised.
func (w *walk) heldNow(m *modelled) time.Time {
	if until := w.rules(m).heldUntil(m.state, m.placed.at, m.start, w.closedNow()); until.After(m.hold) {
		return until
	}
	return m.hold
}

// passTime lets some hours go by, and ends what is held too long.
func (w *walk) passTime() {
	w.now = w.now.Add(time.Duration(1+w.random.IntN(9)) * time.Hour)
	w.note("time")
	var over []*modelled
	for _, m := range w.all {
		if m.hold.IsZero() || m.hold.After(w.now) {
			continue
		}
		if until := w.heldNow(m); until.After(w.now) {
			m.putOff(until)
			w.met["put off"]++
			continue
		}
		over = append(over, m)
	}
	n, err := w.time.Expire(w.t.Context())
	if err != nil || n != len(over) {
		w.t.Errorf("%d holds ended (%v), and in the model %d", n, err, len(over))
	}
	for _, m := range over {
		w.passed(m, "expire", nobody, time.Time{}, nil)
	}
}

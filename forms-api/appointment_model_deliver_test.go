package formsapi_test

import (
	"cmp"
	"slices"
	"time"

	formsapi "sportello/forms-api"
)

// deliver sends what is due, as the deliverer does: what is not so any more is
// dropped, and some cannot be delivered at all.
func (w *walk) deliver() {
	w.note("deliver")
	for {
		leased := must(w.store.Lease(w.t.Context(), w.now, w.now.Add(time.Minute), 50))
		if len(leased) == 0 {
			break
		}
		for _, q := range leased {
			w.deliverOne(q)
		}
	}
	for _, m := range w.all {
		w.lastTold(m)
	}
}

func (w *walk) deliverOne(q formsapi.QueuedMessage) {
	said := must(formsapi.OpenMessage(w.ring, q))
	m := w.byID[q.Appointment]
	n := slices.IndexFunc(m.told, func(t tale) bool {
		return t.notice == q.Notice && t.version == said.Sequence && !t.sent && !t.dead
	})
	if n < 0 {
		w.t.Fatalf("%s of version %d leaves, and is not in the model: %+v", q.Notice, said.Sequence, m.told)
	}
	for _, older := range m.told[:n] {
		if !older.sent && !older.dead && older.channel != "call" && !older.due.After(w.now) {
			w.t.Errorf("%s leaves before %s", q.Notice, older.notice)
		}
	}
	if t := m.told[n]; said.State != t.state || said.Minutes != t.minutes || !begins(said.Start).Equal(t.start) || !begins(said.Was).Equal(t.was) {
		w.t.Errorf("%s says %+v, and in the model %+v", q.Notice, said, t)
	}
	holds := m.told[n].version == m.version || m.told[n].state == m.state && m.told[n].start.Equal(m.start)
	if said.Superseded(must(w.store.Appointment(w.t.Context(), m.id))) == holds {
		w.t.Errorf("%s of version %d is superseded: %t, and in the model it holds: %t", q.Notice, said.Sequence, !holds, holds)
	}
	w.leave(q, m, n, holds)
}

// leave notes what becomes of a message that was taken to be sent.
func (w *walk) leave(q formsapi.QueuedMessage, m *modelled, n int, holds bool) {
	var err error
	switch ctx := w.t.Context(); {
	case !holds || m.channel() != q.Channel:
		err = w.store.Drop(ctx, q.ID)
		m.drop(n)
		w.met["dropped"]++
	case w.random.IntN(10) == 0:
		err = w.store.Failed(ctx, q.ID, w.now, time.Time{}, "no such address")
		m.told[n].dead = true
	default:
		err = w.store.Sent(ctx, q.ID, w.now)
		m.told[n].sent = true
		w.met["delivered"]++
	}
	if err != nil {
		w.t.Error(err)
	}
}

// drop takes a message out that is not so any more. What stands for it leaves as
// early as it would have.
func (m *modelled) drop(n int) {
	for later := n + 1; later < len(m.told); later++ {
		t := &m.told[later]
		if t.notice != "reminder" && t.notice != "experience" && t.channel != "call" && !t.sent && !t.dead && m.told[n].due.Before(t.due) {
			t.due = m.told[n].due
		}
	}
	m.told = slices.Delete(m.told, n, n+1)
}

// lastTold wants whoever is told by e-mail or SMS, and has nothing to wait for, to
// have been told last of how things stand.
func (w *walk) lastTold(m *modelled) {
	waits := slices.ContainsFunc(m.told, func(t tale) bool { return !t.sent && t.notice != "reminder" && t.notice != "experience" })
	if c := m.channel(); waits || len(m.told) == 0 || c != "email" && c != "sms" || slices.Contains(m.happened, "correct") {
		return
	}
	if m.state == "attended" || m.state == "not-attended" {
		return
	}
	last := slices.MaxFunc(m.told, func(a, b tale) int { return cmp.Compare(a.version, b.version) })
	if last.state != m.state || !last.start.Equal(m.start) {
		w.t.Errorf("who is %s at %s was told last of %s at %s", m.state, m.start, last.state, last.start)
	}
}

// begins is when a start is; zero for none.
func begins(s *formsapi.Start) time.Time {
	if s == nil {
		return time.Time{}
	}
	return s.At
}

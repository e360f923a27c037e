package formsapi_test

import (
	"slices"
	"time"

	formsapi "sportello/forms-api"
)

// copied is a request as it is now.
func (m *modelled) copied() modelled {
	before := *m
	before.chairs, before.told = slices.Clone(m.chairs), slices.Clone(m.told)
	return before
}

// perhapsUndo has a colleague take back what they have just done: soon, or too late.
// Meanwhile messages leave, and somebody else may ask for the place.
func (w *walk) perhapsUndo(m *modelled, before modelled) {
	if w.random.IntN(3) > 0 {
		return
	}
	stepped := w.now
	if len(before.chairs) > 0 && len(m.chairs) == 0 {
		w.wanted = before.start
		defer func() { w.wanted = time.Time{} }()
	}
	for range w.random.IntN(3) {
		w.ask()
	}
	w.now = w.now.Add(time.Duration(w.random.IntN(14)) * time.Second)
	defer func() { w.now = w.now.Add(time.Minute).Truncate(time.Minute) }()
	if w.random.IntN(2) == 0 {
		w.deliver()
	}
	want := w.mayUndo(m, before, stepped)
	w.note("staff: undo of version %d of %s after %s", m.version, m.state, w.now.Sub(stepped))
	d := formsapi.Decision{ID: m.id, Version: m.version, Event: formsapi.EventUndo}
	if !w.expect(want, func() error { return w.work.Decide(w.t.Context(), coordinator, d) }) {
		return
	}
	w.met["undone"]++
	w.goBack(m, before, stepped)
}

// mayUndo is what becomes of taking a step back.
func (w *walk) mayUndo(m *modelled, before modelled, stepped time.Time) outcome {
	if w.now.Sub(stepped) >= 10*time.Second {
		w.met["undone too late"]++
		return conflict
	}
	for _, c := range before.chairs {
		if who := w.seated[c]; who != nil && who != m {
			w.met["undone in vain"]++
			return taken
		}
	}
	return done
}

// goBack has the model stand as it stood before a step; what waited to be told then
// waits for as long as the step could be undone.
func (w *walk) goBack(m *modelled, before modelled, stepped time.Time) {
	told := m.told
	happened, version, work := m.happened, m.version, m.happened[len(m.happened)-1]
	w.stand(m)
	*m = before
	m.happened, m.version = append(slices.Clone(happened), "undo"), version+1
	for _, c := range m.chairs {
		w.seated[c] = m
	}
	if movesWork(work) { // it told nobody anything
		m.told = told
	} else {
		m.holdBack(stepped.Add(10 * time.Second))
	}
	w.sensible(m)
	w.compareTold(m)
}

// changedSince says whether anything happened since a version that concerns the person.
func (m *modelled) changedSince(version int) bool {
	return slices.ContainsFunc(m.happened[min(version, len(m.happened)):], func(e formsapi.Event) bool { return !movesWork(e) || e == "undo" })
}

// lastThatCounts is what happened last between the person and the office.
func (m *modelled) lastThatCounts() (last formsapi.Event) {
	var left []formsapi.Event
	for _, e := range m.happened {
		if e == "undo" {
			left = left[:len(left)-1]
			continue
		}
		left = append(left, e)
	}
	for _, e := range left {
		if !movesWork(e) {
			last = e
		}
	}
	return last
}

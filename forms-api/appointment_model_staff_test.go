package formsapi_test

import (
	"fmt"
	"slices"
	"time"

	formsapi "sportello/forms-api"
)

// byStaff tries an event of staff, whether it can be or not.
func (w *walk) byStaff() {
	m := w.someone()
	if m == nil {
		return
	}
	if w.random.IntN(6) == 0 { // also what is done with
		m = w.all[w.random.IntN(len(w.all))]
	}
	event := w.something(m, staff, "confirm", "propose", "propose", "move", "decline", "cancel", "withdraw", "attend", "attend", "miss", "assign", "urgency", "due", "finish", "finish", "reopen")
	if !live(m.state) && m.work.finished == 0 && w.random.IntN(2) == 0 {
		event = "finish"
	}
	d := formsapi.Decision{ID: m.id, Version: m.version, Event: event, Outside: w.random.IntN(3) > 0}
	if w.random.IntN(10) == 0 {
		d.Version = w.random.IntN(m.version + 2)
	}
	if event == "decline" && w.random.IntN(5) > 0 {
		d.Reason = "no-capacity"
	}
	w.drawWork(&d)
	at := time.Time{}
	if takesTime(event) {
		at = w.someTime(w.rules(m))
		d.Start = at.In(italy).Format(formsapi.LocalMinute)
	}
	if event == "confirm" && !m.start.IsZero() && w.random.IntN(2) == 0 { // at the time that is held
		d.Start, at = "", m.start
	}
	w.note("staff: %s at %q of %s at %s, version %d of %d, outside %t", event, d.Start, m.state, m.start.In(italy).Format(formsapi.LocalMinute), d.Version, m.version, d.Outside)
	if !w.expect(w.staffMay(m, d, at), func() error { return w.work.Decide(w.t.Context(), coordinator, d) }) {
		w.offersInstead(m, staff)
		return
	}
	before := m.copied()
	if event == "finish" && waits(m.state) {
		event = "record"
	}
	m.said = d.Outcome
	w.passed(m, event, staff, at, w.closedNow())
	w.workOn(m, d)
	w.perhapsUndo(m, before)
}

// staffMay is what a decision of staff should be answered.
func (w *walk) staffMay(m *modelled, d formsapi.Decision, at time.Time) outcome {
	_, can := leads(m.state, d.Event, staff)
	marks := d.Event == "attend" || d.Event == "miss"
	switch {
	case d.Version != m.version, !can && !movesWork(d.Event):
		return conflict
	case movesWork(d.Event):
		return m.mayWork(d)
	case marks && !m.start.IsZero() && midnight(m.start).After(midnight(w.now)): // their day has not come
		return conflict
	case d.Event == "decline" && d.Reason == "":
		return invalid
	case at.IsZero():
		return done
	case m.state == "confirmed" && d.Event != "propose" && at.Equal(m.start): // no news
		return invalid
	}
	return w.agrees(m, at, d.Outside)
}

// agrees is what becomes of a time on which staff agree with somebody.
func (w *walk) agrees(m *modelled, at time.Time, outside bool) outcome {
	suits := func(minutes int) bool { return !w.shuts(at, minutes) && (outside || w.receives(at, minutes)) }
	if !at.After(w.now) || !suits(w.lasts(m, at)) {
		return invalid
	}
	if _, minutes, ok := w.sitting(m, at, w.closedNow(), true); ok && !suits(minutes) { // one after the other takes longer
		w.met["too long together"]++
		return invalid
	}
	if !w.rules(m).onGrid(at, w.closedNow()) {
		w.met["off the grid"]++
	}
	return w.finds(m, at)
}

// lasts is how many minutes an appointment takes if nobody else comes.
func (w *walk) lasts(m *modelled, at time.Time) int {
	alone := &walk{t: w.t, services: w.services}
	_, minutes, _ := alone.sitting(m, at, w.closedNow(), true)
	return minutes
}

// receives says whether the office receives people for so many minutes.
func (w *walk) receives(at time.Time, minutes int) bool {
	for n := range minutes {
		if !attended(at.Add(time.Duration(n)*time.Minute), w.closedNow()) {
			return false
		}
	}
	return true
}

// shuts says whether a closure or a holiday lies on some of so many minutes: then
// nobody receives, whatever staff say.
func (w *walk) shuts(at time.Time, minutes int) bool {
	for n := range minutes {
		minute := at.Add(time.Duration(n) * time.Minute)
		if slices.ContainsFunc(w.closedNow(), func(s stretch) bool { return s.covers(minute) }) {
			return true
		}
	}
	return slices.Contains(walkHolidays, at.In(italy).Format(time.DateOnly))
}

// recordContact has staff note a telephone call or somebody at the counter, who is
// helped there and then, waits, or is given a time.
func (w *walk) recordContact() {
	s := w.services[w.random.IntN(2)]
	m := &modelled{service: s.id, people: w.people(), details: w.contact()}
	if w.random.IntN(4) == 0 { // nobody asked for a name
		m.details = formsapi.Details{}
	}
	c := formsapi.Contact{
		Office: "desk", Service: s.id, Channel: formsapi.IntakeCounter, Language: "it", People: m.people, Details: m.details,
		Outside: w.random.IntN(3) > 0, Key: fmt.Sprintf("%036d", w.random.Uint64()),
	}
	event, want, at := formsapi.EventRecord, done, time.Time{}
	switch w.random.IntN(3) {
	case 0:
		event, c.Wait = formsapi.EventWait, true
	case 1:
		event, at = formsapi.EventBook, w.someTime(s)
		c.Start = at.In(italy).Format(formsapi.LocalMinute)
		want = w.agrees(m, at, c.Outside)
	}
	if m.details.Contact == "" {
		m.details.Contact = "none"
	}
	w.note("staff: %s %s for %d at %q, outside %t", event, s.id, m.people, c.Start, c.Outside)
	var got formsapi.Recorded
	record := func() (err error) {
		got, err = w.record.Record(w.t.Context(), coordinator, c)
		return err
	}
	if !w.expect(want, record) {
		w.offersInstead(m, staff)
		return
	}
	w.added(m, got.Reference, event, staff, at)
	if first := got; at.IsZero() || at.After(w.now) && w.random.IntN(2) == 0 { // the button is pressed twice
		if w.expect(already, record); got != first {
			w.t.Errorf("a contact that is sent twice is %v and %v", first, got)
		}
	}
}

package formsapi_test

import (
	"slices"
	"strings"
	"time"

	formsapi "sportello/forms-api"
)

// casework is the work on a request as somebody at the desk would have it on a
// list: instants in milliseconds since 1970, 0 for none.
type casework struct {
	urgency                 int
	due, answered, finished int64
	awaits                  bool
	outcome                 string
}

// movesWork says of an event whether it is among colleagues only.
func movesWork(event formsapi.Event) bool {
	return strings.Contains("assign urgency due finish reopen undo", string(event))
}

// waits says of a state whether the person still waits for an answer.
func waits(s formsapi.State) bool { return strings.Contains("requested proposed waiting", string(s)) }

// works notes what an event leaves to do, and by when.
func (w *walk) works(m *modelled, event formsapi.Event, by formsapi.Actor, at time.Time, closed []stretch) {
	c, now := &m.work, millis(w.now)
	if len(m.happened) == 1 {
		c.urgency = 1
	}
	c.awaits = m.state == "proposed"
	if event == "correct" {
		return
	}
	if c.answered == 0 && (by == staff && m.state != "waiting" || event == "book") {
		c.answered = now
	}
	if c.outcome = m.cameOf(event); c.outcome != "" {
		c.finished, c.due = now, 0
		return
	}
	c.finished = 0
	if event != "expire" { // then it is late
		c.due = millis(w.dueAfter(m, at, closed))
	}
}

// cameOf is what an event says came of it all; empty if it goes on.
func (m *modelled) cameOf(event formsapi.Event) string {
	switch event {
	case "decline":
		return "nothing-available" // for want of capacity: the walk knows no other reason
	case "withdraw":
		return "withdrew"
	case "cancel":
		if m.state == "cancelled-by-person" {
			return "withdrew"
		}
	case "miss":
		return "did-not-come"
	case "attend":
		return string(m.said)
	case "record":
		if m.said == "" {
			return "helped"
		}
		return string(m.said)
	}
	return ""
}

// dueAfter is by when somebody should look at a request.
func (w *walk) dueAfter(m *modelled, at time.Time, closed []stretch) time.Time {
	switch {
	case m.state == "requested" || m.state == "proposed":
		return m.hold
	case m.state == "confirmed" && !at.IsZero(): // should nobody be in the way
		return m.start.Add(time.Duration(w.lasts(m, at)) * time.Minute)
	case m.state == "confirmed", m.state == "attended" && !m.start.IsZero():
		return m.start.Add(time.Duration(m.minutes) * time.Minute)
	}
	return w.rules(m).heldUntil("proposed", w.now, w.now.AddDate(0, 0, 90), closed)
}

// putOff lets a hold end later, and what was promised until then.
func (m *modelled) putOff(until time.Time) {
	if m.work.due == millis(m.hold) {
		m.work.due = millis(until)
	}
	m.hold = until
}

// drawWork draws what staff say of the work; some of it is wrong.
func (w *walk) drawWork(d *formsapi.Decision) {
	switch d.Event {
	case "urgency":
		d.Urgency = []string{"low", "normal", "urgent", ""}[w.random.IntN(4)]
	case "due":
		d.Due = []string{"", w.now.AddDate(0, 0, 2).In(italy).Format(formsapi.LocalMinute)}[w.random.IntN(2)]
	case "finish", "attend":
		d.Outcome = []formsapi.Outcome{"", "helped", "informed", "did-not-come"}[w.random.IntN(4)]
	}
}

// mayWork is what a step of work should be answered.
func (m *modelled) mayWork(d formsapi.Decision) outcome {
	finished := m.work.finished > 0
	switch d.Event {
	case "urgency":
		if d.Urgency == "" {
			return invalid
		}
	case "due":
		if finished {
			return conflict
		}
	case "reopen":
		if !finished {
			return conflict
		}
	case "finish":
		switch {
		case m.state == "confirmed" || finished:
			return conflict
		case d.Outcome == "", waits(m.state) && d.Outcome == "did-not-come":
			return invalid
		}
	}
	return done
}

// workOn moves the model along a step of work that happened.
func (w *walk) workOn(m *modelled, d formsapi.Decision) {
	c := &m.work
	switch d.Event {
	case "urgency":
		c.urgency = slices.Index([]string{"low", "normal", "urgent"}, d.Urgency)
	case "due":
		if c.due = 0; d.Due != "" {
			c.due = millis(must(time.ParseInLocation(formsapi.LocalMinute, d.Due, italy)))
		}
	case "reopen":
		c.outcome, c.finished = "", 0
		c.due = millis(w.rules(m).heldUntil("proposed", w.now, w.now.AddDate(0, 0, 90), w.closedNow()))
	case "finish":
		if m.happened[len(m.happened)-1] == "finish" {
			c.outcome, c.finished, c.due, c.awaits = string(d.Outcome), millis(w.now), 0, false
		}
	}
	w.sensible(m)
}

// sensible wants of the work what anybody at the desk would.
func (w *walk) sensible(m *modelled) {
	c := m.work
	for what, so := range map[string]bool{
		"it is finished, or has no outcome":         (c.finished > 0) == (c.outcome != ""),
		"what is to come is not finished":           !live(m.state) || c.finished == 0,
		"who waits for the office awaits no answer": m.state != "requested" && m.state != "waiting" || !c.awaits,
		"who was offered a time has an answer":      m.state != "proposed" || c.answered > 0 && c.awaits,
	} {
		if !so {
			w.t.Errorf("in the model not: %s: %s, %+v", what, m.state, c)
		}
	}
}

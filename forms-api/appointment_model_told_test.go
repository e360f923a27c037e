package formsapi_test

import (
	"database/sql"
	"fmt"
	"slices"
	"time"

	formsapi "sportello/forms-api"
)

// A tale is a message as the model has it: what somebody is told.
type tale struct {
	notice     formsapi.Notice
	channel    formsapi.Channel
	due        time.Time
	sent, dead bool

	version int // of the request, which it tells of
	state   formsapi.State
	start   time.Time
	minutes int
	was     time.Time // that was given up; zero for none
}

// channel is how somebody wants to be told; empty for not at all.
func (m *modelled) channel() formsapi.Channel {
	d := m.details
	if d.Phone == "" && d.Email == "" {
		return ""
	}
	return map[string]formsapi.Channel{"email": "email", "message": "sms", "call": "call"}[d.Contact]
}

// tell puts into the outbox what there is to tell after an event, and takes out
// what is not so any more.
func (w *walk) tell(m *modelled, from formsapi.State, event formsapi.Event, by formsapi.Actor, was time.Time) {
	corrected, reminded := event == "correct", 0
	soonest := w.now
	if by == staff && from != "" { // it may be undone: nothing leaves meanwhile
		soonest = w.now.Add(10 * time.Second)
		m.holdBack(soonest)
	}
	m.told = slices.DeleteFunc(m.told, func(t tale) bool {
		old := !t.sent && (t.notice == "reminder" && (corrected || !t.dead) || t.notice == "experience" && !t.dead && !corrected || t.channel == "call" && !corrected)
		if old && t.notice == "reminder" {
			reminded++
		}
		return old
	})
	knows := by == person || from == "" || event == "withdraw"
	if m.channel() == "" || m.channel() == "call" && knows {
		return
	}
	told := soonest
	if notice := news(from, event, by); notice != "" {
		told = awake(soonest, w.now, m.start, was)
		m.say(notice, told, was)
	}
	if m.channel() == "call" {
		return
	}
	if late := !m.start.IsZero() && w.now.Sub(m.start) > 14*24*time.Hour; m.state == "attended" && !m.aside && !m.details.Discreet && !late {
		m.say("experience", clockOn(midnight(w.now).AddDate(0, 0, 1), 10*60), was)
	}
	if m.state != "confirmed" {
		return
	}
	switch early := m.start.Add(-48 * time.Hour); {
	case early.After(told):
		m.say("reminder", awake(early, early, m.start), was)
	case corrected && reminded > 0 && m.start.After(w.now): // it may have gone astray
		m.say("reminder", awake(w.now, w.now, m.start), was)
	}
}

// holdBack lets nothing leave before an instant.
func (m *modelled) holdBack(soonest time.Time) {
	for i := range m.told {
		if t := &m.told[i]; !t.sent && !t.dead && t.channel != "call" && t.due.Before(soonest) {
			t.due = soonest
		}
	}
}

func (m *modelled) say(notice formsapi.Notice, due, was time.Time) {
	if was.Equal(m.start) {
		was = time.Time{}
	}
	m.told = append(m.told, tale{
		notice: notice, channel: m.channel(), due: due,
		version: m.version, state: m.state, start: m.start, minutes: m.minutes, was: was,
	})
}

// awake is when a message leaves that is due: not in the night, from nine in the
// evening until eight, unless it is about something within a day.
func awake(due, now time.Time, about ...time.Time) time.Time {
	for _, t := range about {
		if t.After(now) && t.Before(now.Add(24*time.Hour)) {
			return due
		}
	}
	switch hour := due.In(italy).Hour(); {
	case hour >= 21:
		return clockOn(midnight(due).AddDate(0, 0, 1), 8*60)
	case hour < 8:
		return clockOn(due, 8*60)
	}
	return due
}

// line is a message as text.
func (t tale) line() string {
	return fmt.Sprintf("%s by %s, due %s, sent %t, dead %t", t.notice, t.channel, t.due.In(italy).Format(formsapi.LocalMinute), t.sent, t.dead)
}

// compareTold holds the messages of a request against the model's.
func (w *walk) compareTold(m *modelled) {
	w.t.Helper()
	stored := rows(w, `SELECT notice, channel, due_at, sent_at IS NOT NULL, dead_at IS NOT NULL FROM outbox WHERE appointment = ?`, func(r *sql.Rows) (string, error) {
		var t tale
		var due int64
		err := r.Scan(&t.notice, &t.channel, &due, &t.sent, &t.dead)
		t.due = time.UnixMilli(due)
		return t.line(), err
	}, m.id[:])
	var want []string
	for _, t := range m.told {
		want = append(want, t.line())
	}
	slices.Sort(stored)
	slices.Sort(want)
	if !slices.Equal(stored, want) {
		w.t.Errorf("the outbox of who is %s has %q, and in the model %q", m.state, stored, want)
	}
}

// compareAll holds everybody's messages against the model's.
func (w *walk) compareAll() {
	for _, m := range w.all {
		w.compareTold(m)
	}
}

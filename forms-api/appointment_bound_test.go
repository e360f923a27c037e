package formsapi_test

import (
	"database/sql"
	"slices"
	"strings"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// tampered runs SQL on the database behind the program's back.
func (s *service) tampered(t *testing.T, query string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+s.path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), query); err != nil {
		t.Fatal(err)
	}
}

// findings are what a verification says.
func (s *service) findings(t *testing.T) []string {
	t.Helper()
	report, err := s.store.Verify(t.Context(), s.ring)
	if err != nil {
		t.Fatal(err)
	}
	return report.Findings
}

// onMondays gives an office two desks on Monday mornings, a place for each person.
func onMondays(o *formsapi.Office) {
	o.Booking.Rule.PerPerson = true
	o.Booking.Rule.Intervals[time.Monday] = []formsapi.BookableInterval{{Interval: formsapi.Interval{Opens: 9 * 60, Closes: 12 * 60}, Desks: 2}}
}

// Given a group that has to go on in a second slot, since somebody sits at one of
// the desks, what it is told and what its history says is how long it really
// takes: when it asks, and when it is moved.
func TestAGroupIsToldHowLongItTakes(t *testing.T) {
	s := begin(t)
	s.desk = onMondays
	alone := asking("")
	alone.Slot, alone.People = "2026-03-09T09:00:00Z", 1
	s.asked(t, alone)
	group := asking("")
	group.Slot, group.People = "2026-03-09T09:00:00Z", 2
	group.Email, group.Contact = "amina@example.org", formsapi.ContactEmail
	a := s.asked(t, group)
	s.told(t, a, formsapi.NoticeRequested, 60)

	d := formsapi.Decision{ID: a.ID, Version: a.Version, Event: formsapi.EventConfirm, Start: "2026-03-09T10:30"}
	if err := s.work.Decide(t.Context(), coordinator, d); err != nil {
		t.Fatal(err)
	}
	s.told(t, a, formsapi.NoticeConfirmed, 30)
	d = formsapi.Decision{ID: a.ID, Version: a.Version + 1, Event: formsapi.EventMove, Start: "2026-03-09T09:00"}
	if err := s.work.Decide(t.Context(), coordinator, d); err != nil {
		t.Fatal(err)
	}
	s.told(t, a, formsapi.NoticeMoved, 60)
	if found := s.findings(t); len(found) > 0 {
		t.Errorf("%q is wrong with it", found)
	}
	s.tampered(t, `UPDATE appointment SET minutes = 30 WHERE minutes = 60`)
	if found := s.findings(t); !slices.ContainsFunc(found, func(f string) bool { return strings.HasSuffix(f, "history says: minutes.") }) {
		t.Errorf("made shorter: found %q", found)
	}
}

// told wants the latest message of a kind to say how long an appointment takes.
func (s *service) told(t *testing.T, a formsapi.Appointment, notice formsapi.Notice, minutes int) {
	t.Helper()
	all, err := s.store.MessagesOf(t.Context(), a.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range all {
		if m.Notice != notice {
			continue
		}
		if d, err := formsapi.OpenMessage(s.ring, m); err != nil || d.Minutes != minutes {
			t.Errorf("%s says %d minutes (%v), want %d", notice, d.Minutes, err, minutes)
		}
		return
	}
	t.Errorf("there is no message %s among %d", notice, len(all))
}

// Given a hold that was put off because the office closed meanwhile, that is in
// order; a hold that somebody else has made longer or shorter is found.
func TestAHoldThatWasChangedIsFound(t *testing.T) {
	s := begin(t)
	s.desk = onMondays
	r := asking("")
	r.Slot = "2026-03-23T09:00:00Z"
	a := s.asked(t, r)
	s.desk = func(o *formsapi.Office) {
		onMondays(o)
		o.Booking.Rule.Hold *= 2
	}
	s.now = a.HoldUntil
	if n, err := s.time.Expire(t.Context()); err != nil || n != 0 {
		t.Fatalf("%d holds ended (%v), want the one to be put off", n, err)
	}
	if found := s.findings(t); len(found) > 0 {
		t.Errorf("%q is wrong with a hold that was put off", found)
	}
	for _, by := range []string{"+ 60000", "- 60000"} {
		s.tampered(t, `UPDATE appointment SET hold_until = hold_until `+by)
		if found := s.findings(t); len(found) != 1 || !strings.HasSuffix(found[0], "history says: hold_until.") {
			t.Errorf("%s: found %q", by, found)
		}
		s.tampered(t, `UPDATE appointment SET hold_until = hold_until - (0 `+by+`)`)
	}
}

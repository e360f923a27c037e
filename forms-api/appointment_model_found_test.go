package formsapi_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// What the walk of TestRandomEventsKeepPlacesAndStates has found, each on its own.

// Given an office that closes at noon for all of the day, who came in the morning
// and was not marked yet is told nothing.
func TestClosingIsNotForWhoHasBegun(t *testing.T) {
	s := begin(t)
	s.desk = tuesdays
	s.now = time.Date(2026, 3, 3, 8, 30, 0, 0, time.UTC)
	morning := must(s.record.Record(t.Context(), coordinator, noted("2026-03-03T09:00"))).ID
	late := must(s.record.Record(t.Context(), coordinator, noted("2026-03-03T11:30"))).ID
	s.now = time.Date(2026, 3, 3, 11, 0, 0, 0, time.UTC)
	if report := must(s.closing(t).Close(t.Context(), coordinator, aTuesday())); report.Offered != 1 {
		t.Errorf("the report is %+v", report)
	}
	for id, want := range map[string]formsapi.State{morning.String(): formsapi.Confirmed, late.String(): formsapi.Proposed} {
		for _, a := range must(s.store.Appointments(t.Context(), formsapi.AppointmentFilter{})) {
			if a.ID.String() == id && a.State != want {
				t.Errorf("who had %s is %s, want %s", a.Start.Local, a.State, want)
			}
		}
	}
}

// Given a closure that the catalogue has not read yet, who loses their time to a
// second one is not offered a time in the first.
func TestNobodyIsOfferedATimeInAnotherClosure(t *testing.T) {
	s := begin(t)
	s.desk = tuesdays
	id := must(s.record.Record(t.Context(), coordinator, noted("2026-03-03T09:00"))).ID
	u, first := s.closing(t), aTuesday()
	first.Closure.From, first.Closure.Until = first.Closure.From.AddDays(1), first.Closure.Until.AddDays(7)
	must(u.Close(t.Context(), coordinator, first))
	s.now = s.now.Add(time.Second)
	must(u.Close(t.Context(), coordinator, aTuesday()))
	if a := must(s.store.Appointment(t.Context(), id)); a.State != formsapi.Proposed || a.Start.Local < "2026-03-11" {
		t.Errorf("they are %s at %v", a.State, a.Start)
	}
}

// Given staff who agree on a time between two fives, the appointment is as long as
// any other; of a group with one desk, each sits down after the one before.
func TestATimeBetweenTwoFives(t *testing.T) {
	s := begin(t)
	bookable(s, func(r *formsapi.BookingRule) { r.PerPerson = true })
	c := noted("2026-03-04T09:07")
	id := must(s.record.Record(t.Context(), coordinator, c)).ID
	if a := must(s.store.Appointment(t.Context(), id)); a.Minutes != formsapi.DefaultSlot {
		t.Errorf("one takes %d minutes, want %d", a.Minutes, formsapi.DefaultSlot)
	}
	c.Start, c.People = "2026-03-05T09:07", 2
	id = must(s.record.Record(t.Context(), coordinator, c)).ID
	if a := must(s.store.Appointment(t.Context(), id)); a.Minutes != 63 { // until 09:37, and from 09:40 on
		t.Errorf("two take %d minutes, want 63", a.Minutes)
	}
	report, err := s.store.Verify(t.Context(), s.ring)
	if err != nil || len(report.Findings) > 0 {
		t.Errorf("the database: %q, %v", report.Findings, err)
	}
}

// Given people who book early in the morning for the day after tomorrow, whose
// reminder has come due as well when something leaves at last, they are told of
// the appointment first.
func TestTheReminderIsNotFirst(t *testing.T) {
	s := begin(t)
	bookable(s, func(r *formsapi.BookingRule) { r.Intervals[time.Wednesday][0].Desks = 8 })
	s.now = time.Date(2026, 3, 2, 7, 0, 0, 0, time.UTC)
	for n := range 8 {
		c := noted("2026-03-04T10:00")
		c.Email, c.Contact = fmt.Sprintf("person%d@example.org", n), formsapi.ContactEmail
		must(s.record.Record(t.Context(), coordinator, c))
	}
	s.now = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	leased := must(s.store.Lease(t.Context(), s.now, s.now.Add(time.Minute), 50))
	if len(leased) != 8 {
		t.Errorf("%d messages leave, want one to each", len(leased))
	}
	for _, m := range leased {
		if m.Notice != formsapi.NoticeConfirmed {
			t.Errorf("the first to leave is %s", m.Notice)
		}
	}
}

// Given a telephone that may have one appointment, who asks for another one after
// the office cancelled the first cannot go on waiting with that one too.
func TestWaitingAgainCounts(t *testing.T) {
	s := begin(t)
	s.mode = formsapi.ModeInstant
	bookable(s, func(r *formsapi.BookingRule) { r.PerContact = 1 })
	first := s.asked(t, at(wednesdayTen))
	if err := s.work.Decide(t.Context(), coordinator, formsapi.Decision{ID: first.ID, Version: 1, Event: formsapi.EventCancel}); err != nil {
		t.Fatal(err)
	}
	s.asked(t, at(wednesdayTen))
	d := must(formsapi.OpenDetails(s.ring, first))
	err := s.follow.Step(t.Context(), formsapi.PersonStep{Reference: d.Reference, Event: formsapi.EventWait})
	if !errors.Is(err, formsapi.ErrTooManyOfContact) {
		t.Errorf("the answer is %v, want %v", err, formsapi.ErrTooManyOfContact)
	}
}

// Given a slot that begins this very minute, it is not shown: nobody could take it.
func TestWhatBeginsNowIsNotOffered(t *testing.T) {
	s := begin(t)
	bookable(s, func(r *formsapi.BookingRule) { r.Notice = 0 })
	s.now = wednesdayTen
	for _, staff := range []bool{false, true} {
		next := must(s.slots.Soonest(t.Context(), formsapi.SlotQuery{Office: "desk", Service: "advice", Staff: staff}, 1))
		if len(next) != 1 || !next[0].Start.Equal(wednesdayTen.Add(30*time.Minute)) {
			t.Errorf("at ten the next slot is %v (staff: %t)", startsOf(next), staff)
		}
	}
}

package formsapi_test

import (
	"fmt"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// Given a booking that was under way while the office was being closed, and one
// that staff made there knowing of the closure, the next round moves the first
// on, and leaves the second; then nothing is left.
func TestWhoBookedMeanwhileIsMovedOn(t *testing.T) {
	s := begin(t)
	s.mode, s.desk = formsapi.ModeInstant, tuesdays
	u := s.closing(t)
	s.record.Now = u.Now
	if moved := must(u.MoveOn(t.Context())); moved != 0 {
		t.Fatalf("without a closure %d are moved on", moved)
	}
	must(s.record.Record(t.Context(), coordinator, noted("2026-03-03T09:00")))
	s.now = s.now.Add(time.Minute)
	must(u.Close(t.Context(), coordinator, aTuesday()))
	s.now = s.now.Add(time.Minute)
	late := s.asked(t, slot(fmt.Sprintf("%036d", 1), "2026-03-03T09:30:00Z"))
	meant := must(s.record.Record(t.Context(), coordinator, noted("2026-03-03T10:30"))).ID
	if moved := must(u.MoveOn(t.Context())); moved != 1 {
		t.Errorf("%d are moved on, want the one who booked late", moved)
	}
	if a := must(s.store.Appointment(t.Context(), late.ID)); a.State != formsapi.Proposed || a.Start.Local < "2026-03-04" {
		t.Errorf("who booked late is %s at %v", a.State, a.Start)
	}
	if a := must(s.store.Appointment(t.Context(), meant)); a.State != formsapi.Confirmed || a.Start.Local != "2026-03-03T10:30" {
		t.Errorf("who staff put there is %s at %v", a.State, a.Start)
	}
	if moved := must(u.MoveOn(t.Context())); moved != 0 {
		t.Errorf("a second round moves %d on", moved)
	}
}

// Given a closure whose people are only told, who booked meanwhile is told too and
// offered nothing; closed once more, with an offer, the next one is offered a time.
func TestWhoBookedMeanwhileIsTreatedAsTheOthers(t *testing.T) {
	s := begin(t)
	s.mode, s.desk = formsapi.ModeInstant, tuesdays
	u := s.closing(t)
	closing := aTuesday()
	for n, c := range []struct {
		offer bool
		want  formsapi.State
	}{{false, formsapi.CancelledByOffice}, {true, formsapi.Proposed}, {false, formsapi.CancelledByOffice}} {
		closing.Offer = c.offer
		must(u.Close(t.Context(), coordinator, closing))
		s.now = s.now.Add(time.Minute)
		late := s.asked(t, slot(fmt.Sprintf("%036d", n), "2026-03-03T09:30:00Z"))
		if moved := must(u.MoveOn(t.Context())); moved != 1 {
			t.Errorf("%d are moved on, want the one who booked late", moved)
		}
		if a := must(s.store.Appointment(t.Context(), late.ID)); a.State != c.want {
			t.Errorf("offering is %t, and who booked late is %s, want %s", c.offer, a.State, c.want)
		}
		s.now = s.now.Add(time.Minute)
	}
}

// Given people whom closing did not get to, since their seals did not open then,
// it says so, and the next round moves them on.
func TestWhoWasNotReachedIsMovedOnLater(t *testing.T) {
	s := begin(t)
	s.desk = tuesdays
	must(s.record.Record(t.Context(), coordinator, noted("2026-03-03T09:00")))
	s.now = s.now.Add(time.Minute)
	u := s.closing(t)
	u.Sealer = begin(t).ring
	report := must(u.Close(t.Context(), coordinator, aTuesday()))
	if report.Failed != 1 || report.Failures == nil {
		t.Fatalf("the report is %+v", report)
	}
	u.Sealer = s.ring
	if moved := must(u.MoveOn(t.Context())); moved != 1 {
		t.Errorf("%d are moved on, want the one that was left", moved)
	}
}

package formsapi_test

import (
	"fmt"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// Given a hold during which the office is closed at short notice, the time that
// the office loses is given to it again.
func TestAHoldIsPutOffWhileTheOfficeIsClosed(t *testing.T) {
	s := begin(t)
	s.desk = func(o *formsapi.Office) { tuesdays(o); o.Booking.Rule.Hold = 60 }
	held := s.asked(t, slot(fmt.Sprintf("%036d", 1), "2026-03-17T09:00:00Z"))
	if want := time.Date(2026, 3, 3, 10, 0, 0, 0, time.UTC); !held.HoldUntil.Equal(want) {
		t.Fatalf("it is held until %s, want %s", held.HoldUntil, want)
	}
	s.desk = func(o *formsapi.Office) {
		tuesdays(o)
		o.Booking.Rule.Hold = 60
		*o = o.Closed(aTuesday().Closure)
	}
	s.now = held.HoldUntil
	if expired := must(s.time.Expire(t.Context())); expired != 0 {
		t.Fatalf("%d expired while the office was closed", expired)
	}
	a := must(s.store.Appointment(t.Context(), held.ID))
	if !a.HoldUntil.After(s.now) || a.State != formsapi.Requested {
		t.Fatalf("it is %s, held until %s", a.State, a.HoldUntil)
	}
	s.now = a.HoldUntil
	if expired := must(s.time.Expire(t.Context())); expired != 1 {
		t.Errorf("%d expired when the hold was over", expired)
	}
}

// Given more requests that cannot be read than are looked at in one go, the
// place of one that can be read is given back all the same.
func TestWhatCannotBeReadDoesNotStopTheOthers(t *testing.T) {
	s := begin(t)
	s.desk = func(o *formsapi.Office) {
		tuesdays(o)
		o.Booking.Rule.Intervals[time.Tuesday] = []formsapi.BookableInterval{{
			Interval: must(formsapi.ParseInterval("09:00-12:00")), Desks: formsapi.MaxDesks,
		}}
	}
	ours := s.request.Sealer
	s.request.Sealer = begin(t).ring
	for n := range 101 {
		if _, err := s.request.Request(t.Context(), slot(fmt.Sprintf("%036d", n), "2026-03-03T11:00:00Z")); err != nil {
			t.Fatal(err)
		}
	}
	s.request.Sealer = ours
	s.now = s.now.Add(time.Second)
	s.asked(t, slot(fmt.Sprintf("%036d", 1000), "2026-03-03T11:00:00Z"))
	s.now = s.now.Add(26 * time.Hour)
	if expired, err := s.time.Expire(t.Context()); expired != 1 || err == nil {
		t.Errorf("%d expired (%v), want the one that can be read", expired, err)
	}
}

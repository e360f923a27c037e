package formsapi_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// Given a request on Monday at nine, its place is held for so many minutes in which
// the office is open, and never to a moment at which it is closed; where nobody
// knows the hours, three times as long, closures and holidays left out.
func TestAHoldEndsWhileTheOfficeIsOpen(t *testing.T) {
	unknown := func(closures ...formsapi.Closure) func(*formsapi.Office) {
		return func(o *formsapi.Office) {
			tuesdays(o)
			o.Booking.Rule.Intervals[time.Tuesday] = []formsapi.BookableInterval{{Interval: must(formsapi.ParseInterval("09:00-12:00")), Desks: 1}}
			o.CounterHours = must(formsapi.UnknownHours(time.UTC, closures)).Observing(formsapi.HolidayCalendar{National: true})
			o.AppointmentHours = formsapi.OpeningHours{}
		}
	}
	const near, far = "2026-03-17T09:00:00Z", "2026-03-31T09:00:00Z"
	wall := func(day int, hour formsapi.TimeOfDay) formsapi.WallTime {
		return formsapi.NewWallTime(2026, time.March, day, hour*60)
	}
	for name, c := range map[string]struct {
		office  func(*formsapi.Office)
		minutes int
		start   string // of the time that is asked for
		want    string
	}{
		"to closing time":             {tuesdays, 180, far, "2026-03-03T12:00:00Z"},
		"over a closure":              {tuesdays, 240, far, "2026-03-17T10:00:00Z"},
		"by an unknown clock":         {unknown(), 60, near, "2026-03-02T12:00:00Z"},
		"over an unannounced hour":    {unknown(formsapi.Closure{From: wall(2, 10), Until: wall(5, 8)}), 60, near, "2026-03-05T10:00:00Z"},
		"from within a closure":       {unknown(formsapi.Closure{From: wall(2, 8), Until: wall(3, 8)}), 20, near, "2026-03-03T09:00:00Z"},
		"over two closures in a row":  {unknown(formsapi.Closure{From: wall(2, 10), Until: wall(3, 8)}, formsapi.Closure{From: wall(3, 7), Until: wall(4, 8)}), 40, near, "2026-03-04T09:00:00Z"},
		"until the start, if near":    {unknown(), 8 * 60 * 20, near, "2026-03-17T08:00:00Z"},
		"until it closes before that": {tuesdays, 300, near, "2026-03-03T12:00:00Z"},
		"a closure that touches only": {unknown(formsapi.Closure{From: wall(2, 12), Until: wall(5, 8)}), 60, near, "2026-03-02T12:00:00Z"},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t)
			s.desk = func(o *formsapi.Office) { c.office(o); o.Booking.Rule.Hold = c.minutes }
			if got := s.asked(t, slot(fmt.Sprintf("%036d", 1), c.start)).HoldUntil.Format(time.RFC3339); got != c.want {
				t.Errorf("it is held until %s, want %s", got, c.want)
			}
		})
	}
}

// Given an offer that would end on a day on which the office closes at short
// notice, it holds on until the office was open for as long: the page says so, and
// the person can accept it also before the hold is put off.
func TestAnOfferThatIsAboutToBePutOffIsAccepted(t *testing.T) {
	s := begin(t)
	closed := false
	s.desk = func(o *formsapi.Office) {
		tuesdays(o)
		if o.Booking.Rule.Hold = 60; closed {
			*o = o.Closed(aTuesday().Closure)
		}
	}
	offered := func(key string, start string) formsapi.Reference {
		ref, err := s.request.Request(t.Context(), asking(key))
		if err != nil {
			t.Fatal(err)
		}
		a := must(s.store.AppointmentByIndex(t.Context(), s.ring.Index(formsapi.IndexReference, string(ref))))
		if err := s.work.Decide(t.Context(), coordinator, formsapi.Decision{ID: a.ID, Version: 1, Event: formsapi.EventPropose, Start: start}); err != nil {
			t.Fatal(err)
		}
		return ref
	}
	quick, slow := offered(fmt.Sprintf("%036d", 1), "2026-03-24T09:00"), offered(fmt.Sprintf("%036d", 2), "2026-03-24T09:30")
	set := must(s.follow.Follow(t.Context(), quick)).HoldUntil
	if want := time.Date(2026, 3, 3, 10, 0, 0, 0, time.UTC); !set.Equal(want) {
		t.Fatalf("the offer holds until %s, want %s", set, want)
	}
	closed = true
	s.now = set.Add(time.Second)
	followed := must(s.follow.Follow(t.Context(), quick))
	if want := time.Date(2026, 3, 17, 10, 0, 0, 0, time.UTC); !followed.HoldUntil.Equal(want) {
		t.Errorf("the page says %s, want %s", followed.HoldUntil, want)
	}
	if err := s.follow.Step(t.Context(), formsapi.PersonStep{Reference: quick, Event: formsapi.EventAccept}); err != nil {
		t.Errorf("accepting before it is put off: %v", err)
	}
	s.now = followed.HoldUntil.Add(time.Second)
	err := s.follow.Step(t.Context(), formsapi.PersonStep{Reference: slow, Event: formsapi.EventAccept})
	if p, _ := errors.AsType[*formsapi.Problem](err); p == nil || p.Key != "error-offer-expired" {
		t.Errorf("accepting when it is over: %v", err)
	}
}

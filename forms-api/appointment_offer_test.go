package formsapi_test

import (
	"errors"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// Given an offer whose hold has just ended, and that no job has ended yet, it can be
// accepted at that moment and not a minute later.
func TestAnOfferIsOverBeforeTheJobComes(t *testing.T) {
	for late, want := range map[time.Duration]string{0: "", time.Minute: "error-offer-expired"} {
		s := begin(t)
		bookable(s, func(*formsapi.BookingRule) {})
		a := s.asked(t, asking(""))
		offer := formsapi.Decision{ID: a.ID, Version: 1, Event: formsapi.EventPropose, Start: "2026-03-05T10:00", Outside: true}
		if err := s.work.Decide(t.Context(), coordinator, offer); err != nil {
			t.Fatal(err)
		}
		a = must(s.store.Appointment(t.Context(), a.ID))
		s.now = a.HoldUntil.Add(late)
		ref := must(formsapi.OpenDetails(s.ring, a)).Reference
		err := s.follow.Step(t.Context(), formsapi.PersonStep{Reference: ref, Event: formsapi.EventAccept})
		var p *formsapi.Problem
		if got := errors.As(err, &p); got != (want != "") || got && p.Key != want {
			t.Errorf("%s after its end: %v, want %q", late, err, want)
		}
	}
}

package formsapi_test

import (
	"fmt"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// Given an offer and a request whose holds would end while the office is closed at
// short notice, the closing puts them off: the desk reads the end that the page says.
func TestClosingPutsHoldsOff(t *testing.T) {
	s := begin(t)
	s.desk = func(o *formsapi.Office) { tuesdays(o); o.Booking.Rule.Hold = 60 }
	var refs []formsapi.Reference
	for n, at := range []string{"2026-03-24T09:00:00Z", "2026-03-24T10:00:00Z"} {
		refs = append(refs, must(s.request.Request(t.Context(), slot(fmt.Sprintf("%036d", n), at))))
	}
	kept := func(ref formsapi.Reference) formsapi.Appointment {
		return must(s.store.AppointmentByIndex(t.Context(), s.ring.Index(formsapi.IndexReference, string(ref))))
	}
	offer := formsapi.Decision{ID: kept(refs[0]).ID, Version: 1, Event: formsapi.EventPropose, Start: "2026-03-24T09:30"}
	if err := s.work.Decide(t.Context(), coordinator, offer); err != nil {
		t.Fatal(err)
	}
	if report := must(s.closing(t).Close(t.Context(), coordinator, aTuesday())); report != (formsapi.ClosingReport{}) {
		t.Fatalf("the report is %+v", report)
	}
	closed := s.office().Closed(aTuesday().Closure)
	s.desk = func(o *formsapi.Office) { *o = closed } // the catalogue reads it
	for _, ref := range refs {
		page, want := must(s.follow.Follow(t.Context(), ref)).HoldUntil, time.Date(2026, 3, 17, 10, 0, 0, 0, time.UTC)
		if stored := kept(ref).HoldUntil; !stored.Equal(want) || !page.Equal(want) {
			t.Errorf("the %s is held until %s at the desk and %s on the page, want %s", kept(ref).State, stored, page, want)
		}
	}
	if found := s.findings(t); len(found) > 0 {
		t.Errorf("verify finds %v", found)
	}
}

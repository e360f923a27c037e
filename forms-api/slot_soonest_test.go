package formsapi_test

import (
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// Given an office that gives no times for three months, the next one is found from
// any day on.
func TestTheNextSlotIsFoundBeyondAGap(t *testing.T) {
	s := begin(t)
	bookable(s, func(r *formsapi.BookingRule) { r.Ahead = 200 })
	open := s.desk
	gap := formsapi.Closure{From: formsapi.WallTimeAt(monday.AddDate(0, 0, 7), time.UTC).Midnight(), Until: formsapi.WallTimeAt(monday.AddDate(0, 0, 97), time.UTC).Midnight(), WholeDays: true, Reason: formsapi.ClosedForOther}
	s.desk = func(o *formsapi.Office) {
		open(o)
		hours, err := formsapi.NewOpeningHours(time.UTC, formsapi.Week{}, []formsapi.Closure{gap})
		if err != nil {
			t.Fatal(err)
		}
		o.CounterHours = hours
	}
	q := formsapi.SlotQuery{Office: "desk", Service: "advice"}
	for from, want := range map[string]string{
		"": "2026-03-02T10:00:00Z", "2026-02-01": "2026-03-02T10:00:00Z", "2026-03-08": "2026-03-08T09:00:00Z",
		"2026-03-09": "2026-06-07T09:00:00Z", "2026-05-01": "2026-06-07T09:00:00Z", "2026-09-30": "",
	} {
		q.From = formsapi.Date(from)
		next, some, err := s.slots.Next(t.Context(), q)
		if got := next.Start.Format(time.RFC3339); err != nil || some != (want != "") || some && got != want {
			t.Errorf("from %q the next one is %s, %t, %v, want %s", from, got, some, err, want)
		}
	}
	q.From = "soon"
	if _, _, err := s.slots.Next(t.Context(), q); formsapi.CodeOf(err) != formsapi.CodeInvalid {
		t.Errorf("from soon: %v", err)
	}
}

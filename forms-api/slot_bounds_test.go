package formsapi_test

import (
	"slices"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// Given a notice of two hours and three days ahead, a person can choose exactly
// what is shown: not what is nearer or farther by a slot.
func TestWhatIsShownCanBeChosen(t *testing.T) {
	s := begin(t)
	bookable(s, func(r *formsapi.BookingRule) { r.Notice, r.Ahead = 120, 3 })
	s.now = time.Date(2026, 3, 4, 8, 0, 0, 0, time.UTC)
	shown := startsOf(must(s.slots.Free(t.Context(), formsapi.SlotQuery{Office: "desk", Service: "advice", Days: 10})))
	if first, last := "2026-03-04T10:00:00Z", "2026-03-07T11:30:00Z"; shown[0] != first || shown[len(shown)-1] != last {
		t.Errorf("from %s to %s is shown, want %s to %s", shown[0], shown[len(shown)-1], first, last)
	}
	for start := s.now.AddDate(0, 0, -1); start.Before(s.now.AddDate(0, 0, 6)); start = start.Add(30 * time.Minute) {
		r := at(start)
		wrong := s.request.Validate(&r)
		if can := len(wrong) == 0; can != slices.Contains(shown, start.Format(time.RFC3339)) {
			t.Errorf("%s can be chosen: %t (%v)", start.Format(formsapi.LocalMinute), can, wrong)
		}
	}
}

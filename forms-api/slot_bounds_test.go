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

// Given staff who are there on Tuesdays from nine to noon, who asks on Monday is
// shown, and can choose, only what staff can answer in half an hour of theirs, an
// hour before the start: not the next morning's first times. Such a request is
// answered while they are there. Where the site books at once, or staff give the
// time, or nobody knows the hours, the next day's first time is free.
func TestNobodyAsksForWhatNobodyCanAnswer(t *testing.T) {
	for name, c := range map[string]struct {
		now, first string
		mode       formsapi.BookingMode
		staff      bool
		hours      formsapi.OpeningHours
		until      string
	}{
		"the day before":         {"2026-03-02T09:00:00Z", "2026-03-03T10:30:00Z", formsapi.ModeRequest, false, formsapi.OpeningHours{}, "2026-03-03T09:30:00Z"},
		"the week before":        {"2026-02-24T11:00:00Z", "2026-03-03T09:00:00Z", formsapi.ModeRequest, false, formsapi.OpeningHours{}, "2026-02-24T12:00:00Z"},
		"just before they go":    {"2026-02-24T11:31:00Z", "2026-03-03T10:01:00Z", formsapi.ModeRequest, false, formsapi.OpeningHours{}, "2026-03-03T09:30:00Z"},
		"booked at once":         {"2026-03-02T09:00:00Z", "2026-03-03T09:00:00Z", formsapi.ModeInstant, false, formsapi.OpeningHours{}, ""},
		"given by staff":         {"2026-03-02T09:00:00Z", "2026-03-03T09:00:00Z", formsapi.ModeRequest, true, formsapi.OpeningHours{}, ""},
		"nobody knows the hours": {"2026-03-02T09:00:00Z", "2026-03-03T09:00:00Z", formsapi.ModeRequest, false, must(formsapi.UnknownHours(time.UTC, nil)), ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t)
			s.mode, s.now = c.mode, must(time.Parse(time.RFC3339, c.now))
			s.desk = func(o *formsapi.Office) {
				tuesdays(o)
				o.Booking.Rule.Intervals[time.Tuesday] = []formsapi.BookableInterval{{Interval: must(formsapi.ParseInterval("09:00-12:00")), Desks: 1}}
				if o.AppointmentHours = (formsapi.OpeningHours{}); name == "nobody knows the hours" {
					o.CounterHours = c.hours
				}
			}
			first := must(time.Parse(time.RFC3339, c.first))
			shown := must(s.slots.Soonest(t.Context(), formsapi.SlotQuery{Office: "desk", Service: "advice", Staff: c.staff}, 1))
			if len(shown) == 0 || shown[0].Start.Before(first) || shown[0].Start.Sub(first) >= 30*time.Minute {
				t.Fatalf("the first time is %v, want the first from %s on", startsOf(shown), c.first)
			}
			before := at(shown[0].Start.Add(-30 * time.Minute))
			if wrong := s.request.Validate(&before); len(wrong) == 0 && !c.staff {
				t.Errorf("%s can be chosen", before.Slot)
			}
			if c.until == "" {
				return
			}
			if a := s.asked(t, at(shown[0].Start)); a.HoldUntil.Format(time.RFC3339) != c.until {
				t.Errorf("they answer until %s, want %s", a.HoldUntil, c.until)
			}
		})
	}
}

// Given an office that never closes, staff are there at any hour: half an hour is
// enough, and a hold ends after as many minutes as it has.
func TestAnOfficeThatNeverClosesAnswersAtAnyHour(t *testing.T) {
	s := begin(t)
	s.desk = func(o *formsapi.Office) {
		week := formsapi.Week{}
		for day := range week {
			week[day] = []formsapi.Interval{{Opens: 0, Closes: 24 * 60}}
		}
		o.CounterHours = must(formsapi.NewOpeningHours(time.UTC, week, nil))
	}
	shown := must(s.slots.Soonest(t.Context(), formsapi.SlotQuery{Office: "desk", Service: "advice"}, 1))
	if want := monday.Add(90 * time.Minute); len(shown) == 0 || !shown[0].Start.Equal(want) {
		t.Fatalf("the first time is %v, want %s", startsOf(shown), want)
	}
	if a := s.asked(t, at(monday.AddDate(0, 0, 2))); !a.HoldUntil.Equal(monday.Add(formsapi.DefaultHold * time.Minute)) {
		t.Errorf("it is held until %s", a.HoldUntil)
	}
}

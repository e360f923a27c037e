package formsapi_test

import (
	"errors"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// mondaysUntilNoon are onMondays at an office that receives until noon, and is on
// strike from then on.
func mondaysUntilNoon(closed bool) func(o *formsapi.Office) {
	return func(o *formsapi.Office) {
		onMondays(o)
		var week formsapi.Week
		week[time.Monday] = []formsapi.Interval{{Opens: 9 * 60, Closes: 12 * 60}}
		noon := formsapi.NewWallTime(2026, time.March, 9, 12*60)
		var closures []formsapi.Closure
		if closed {
			closures = []formsapi.Closure{{From: noon, Until: noon + 12*60, Reason: formsapi.ClosedForStrike}}
		}
		o.CounterHours = must(formsapi.NewOpeningHours(time.UTC, week, closures))
	}
}

// Given a group of two for whom one of two desks is left, so that they sit down one
// after the other: a time at which both at once would be done by the closure, or by
// the end of the hours, is refused all the same, and nothing is stored. At the end of
// the hours, staff can say that the office receives them.
func TestAGroupDoesNotRunIntoAClosure(t *testing.T) {
	const start = "2026-03-09T11:20"
	for name, c := range map[string]struct {
		closed, outside bool
		key             string
	}{
		"closure":            {true, false, "start-closure"},
		"closure, confirmed": {true, true, "start-closure"},
		"end":                {false, false, "start-runs-over"},
		"end, confirmed":     {false, true, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t)
			s.desk = mondaysUntilNoon(c.closed)
			alone := asking("")
			alone.Slot, alone.People = "2026-03-09T11:00:00Z", 1
			s.asked(t, alone)
			group := asking("")
			group.People, group.Phone = 2, "333 999 1234"
			a := s.asked(t, group)

			d := formsapi.Decision{ID: a.ID, Version: a.Version, Event: formsapi.EventConfirm, Start: start, Outside: c.outside}
			err := s.work.Decide(t.Context(), coordinator, d)
			assertRefused(t, err, c.key)
			after := must(s.store.Appointment(t.Context(), a.ID))
			if stays := after.Start == nil && after.Version == a.Version; stays != (c.key != "") {
				t.Errorf("it starts at %v in version %d, refused with %q", after.Start, after.Version, c.key)
			}
			if c.key == "" {
				return
			}
			n := noted(start)
			n.People, n.Outside = 2, c.outside
			_, err = s.record.Record(t.Context(), coordinator, n)
			assertRefused(t, err, c.key)
			if coming := must(s.store.Coming(t.Context(), "desk", s.now, s.now.AddDate(1, 0, 0))); len(coming) != 1 {
				t.Errorf("%d appointments, want only the other's", len(coming))
			}
		})
	}
}

// assertRefused wants one wrong field with a key, or no error without one.
func assertRefused(t *testing.T, err error, key string) {
	t.Helper()
	p, refused := errors.AsType[*formsapi.Problem](err)
	if key == "" && err == nil || refused && len(p.Fields) == 1 && p.Fields[0].Key == key {
		return
	}
	t.Errorf("answered %v, want %q", err, key)
}

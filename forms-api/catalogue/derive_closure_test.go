package catalogue

import (
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// Given closures of any shape, what begins at midnight is from that day on, and what
// ends at midnight is until the day that ends then, not until the next one.
func TestWhatEndsAtMidnightEndsWithTheDay(t *testing.T) {
	day := formsapi.NewWallTime(2026, time.November, 24, 0)
	for _, c := range []struct {
		from, until formsapi.WallTime
		whole       bool
		want        [2]string
	}{
		{day, day.AddDays(1), true, [2]string{"2026-11-24", "2026-11-24"}},
		{day, day.AddDays(1), false, [2]string{"2026-11-24", "2026-11-24"}},
		{day + 15*60, day.AddDays(1), false, [2]string{"2026-11-24T15:00:00", "2026-11-24"}},
		{day + 15*60, day.AddDays(3), false, [2]string{"2026-11-24T15:00:00", "2026-11-26"}},
		{day + 15*60, day + 17*60, false, [2]string{"2026-11-24T15:00:00", "2026-11-24T17:00:00"}},
		{day, day + 12*60, false, [2]string{"2026-11-24", "2026-11-24T12:00:00"}},
	} {
		from, until := closureEnds(formsapi.Closure{From: c.from, Until: c.until, WholeDays: c.whole})
		if got := [2]string{from, until}; got != c.want {
			t.Errorf("from %s until %s is %v, want %v", c.from, c.until, got, c.want)
		}
	}
}

package formsapi_test

import (
	"cmp"
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// takenAtRandom is an office of which most is taken.
type takenAtRandom struct {
	seed  uint64
	share float64
}

func (o takenAtRandom) TakenPlaces(_ context.Context, _ string, from, until formsapi.Unit) (taken []formsapi.Place, err error) {
	const slot = formsapi.Unit(formsapi.DefaultSlot / formsapi.UnitMinutes)
	for u := from - from%slot; u < until; u += slot {
		if rand.New(rand.NewPCG(o.seed, uint64(u))).Float64() < o.share {
			taken = append(taken, formsapi.Place{Unit: u})
		}
	}
	return taken, nil
}

// Nearest looks near first. It must find what looking at everything finds.
func TestTheNearestSlotsAreThoseOfAll(t *testing.T) {
	s := begin(t)
	s.desk = func(o *formsapi.Office) {
		always := []formsapi.BookableInterval{{Interval: formsapi.Interval{Opens: 0, Closes: 24 * 60}, Desks: 1}}
		o.Booking.Rule.Intervals = formsapi.BookableWeek{always, always, always, always, always, always, always}
	}
	q := formsapi.SlotQuery{Office: "desk", Service: "advice"}
	for seed := range uint64(60) {
		s.slots.Store = takenAtRandom{seed: seed, share: []float64{0.5, 0.98, 0.998}[seed%3]}
		to := monday.AddDate(0, 0, int(seed%25)).Add(time.Duration(seed%48) * 30 * time.Minute)
		got, err := s.slots.Nearest(t.Context(), q, to)
		if err != nil {
			t.Fatal(err)
		}
		everything := q
		everything.Days = 62
		all, err := s.slots.Free(t.Context(), everything)
		if err != nil {
			t.Fatal(err)
		}
		if want := nearestOf(all, to); !slices.EqualFunc(got, want, func(a, b formsapi.Slot) bool { return a.Start.Equal(b.Start) }) {
			t.Errorf("seed %d: nearest to %s are %v, want %v", seed, to, startsOf(got), startsOf(want))
		}
	}
}

// nearestOf is Nearest as its contract says it: of three weeks around, the three
// nearest; of two as near, the earlier.
func nearestOf(all []formsapi.Slot, to time.Time) []formsapi.Slot {
	midnight := to.Truncate(24 * time.Hour)
	near := slices.DeleteFunc(all, func(s formsapi.Slot) bool {
		return s.Start.Equal(to) || s.Start.Before(midnight.AddDate(0, 0, -21)) || !s.Start.Before(midnight.AddDate(0, 0, 21))
	})
	slices.SortStableFunc(near, func(a, b formsapi.Slot) int {
		return cmp.Compare(a.Start.Sub(to).Abs(), b.Start.Sub(to).Abs())
	})
	near = near[:min(len(near), formsapi.MaxAlternatives)]
	slices.SortFunc(near, func(a, b formsapi.Slot) int { return a.Start.Compare(b.Start) })
	return near
}

func startsOf(slots []formsapi.Slot) (all []string) {
	for _, s := range slots {
		all = append(all, s.Start.Format(time.RFC3339))
	}
	return all
}

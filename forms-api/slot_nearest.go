package formsapi

import (
	"cmp"
	"context"
	"slices"
	"time"
)

// MaxAlternatives is how many other times are offered for one that is taken.
const MaxAlternatives = 3

// alternativeDays is how far around a taken time other ones are looked for: near
// first, since whoever comes too late is often one of many.
var alternativeDays = []WallTime{2, 7, 21}

// Nearest are the free slots nearest to a time, in the order of time.
func (u *Slots) Nearest(ctx context.Context, q SlotQuery, to time.Time) (slots []Slot, err error) {
	office, rule, _, err := u.check(&q)
	if err != nil {
		return nil, err
	}
	day := WallTimeAt(to, office.Zone).Midnight()
	for _, days := range alternativeDays {
		from, until := day-days*minutesPerDay, day+days*minutesPerDay
		if slots, err = u.suiting(ctx, q, office, rule, from, until); err != nil {
			return nil, err
		}
		slots = nearest(slots, to)
		within := min(to.Sub(from.instant(office.Zone)), until.instant(office.Zone).Sub(to))
		if len(slots) == MaxAlternatives && distance(slots[MaxAlternatives-1].Start, to) < within {
			break // nothing farther away can be nearer
		}
	}
	slices.SortFunc(slots, func(a, b Slot) int { return a.Start.Compare(b.Start) })
	return slots, nil
}

// nearest are MaxAlternatives slots, by their distance from a time, which is not
// among them.
func nearest(slots []Slot, to time.Time) []Slot {
	slots = slices.DeleteFunc(slots, func(s Slot) bool { return s.Start.Equal(to) })
	slices.SortStableFunc(slots, func(a, b Slot) int { return cmp.Compare(distance(a.Start, to), distance(b.Start, to)) })
	return slots[:min(len(slots), MaxAlternatives)]
}

func distance(a, b time.Time) time.Duration { return a.Sub(b).Abs() }

// taken is the answer to who wanted a place that somebody else has.
func (u *Slots) taken(ctx context.Context, q SlotQuery, at time.Time) error {
	others, err := u.Nearest(ctx, q, at)
	if err != nil {
		return err
	}
	return &Problem{
		Code: CodeConflict, Alternatives: others,
		Fields: []FieldError{{Field: "slot", Key: ErrPlaceTaken.Key}},
	}
}

package formsapi

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// A PlaceStore knows which places are taken.
type PlaceStore interface {
	// TakenPlaces are the places of an office that somebody has, from one unit
	// until just before another.
	TakenPlaces(ctx context.Context, office string, from, until Unit) ([]Place, error)
}

// Slots is the use case of whoever looks for a free time.
type Slots struct {
	Catalogue Catalogue
	Store     PlaceStore
	Now       func() time.Time
}

// Free lists the slots that can still be had, in order. A *Problem with
// CodeInvalid says which part of the question is wrong. Offices and services
// that take no requests on the site have none.
func (u *Slots) Free(ctx context.Context, q SlotQuery) ([]Slot, error) {
	office, rule, from, err := u.check(&q)
	if err != nil {
		return nil, err
	}
	return u.suiting(ctx, q, office, rule, from, from+WallTime(q.Days)*minutesPerDay)
}

// suiting are those of between at which somebody speaks the language of a question.
func (u *Slots) suiting(ctx context.Context, q SlotQuery, o Office, r BookingRule, from, until WallTime) ([]Slot, error) {
	slots, err := u.between(ctx, o, r, q.People, from, until)
	if q.Language == "" || err != nil {
		return slots, err
	}
	return slices.DeleteFunc(slots, func(s Slot) bool { return !SpokenAmong(s.Languages, q.Language) }), nil
}

// between are the free slots of the days from one midnight until another.
func (u *Slots) between(ctx context.Context, o Office, r BookingRule, people int, from, until WallTime) ([]Slot, error) {
	today := WallTimeAt(u.Now(), o.Zone).Midnight()
	from, until = max(from, today), min(until, today+WallTime(r.Ahead+1)*minutesPerDay)
	if !r.Mode.Online() || from >= until {
		return nil, nil
	}
	days := o.beginnings(r, from, until, u.Now())
	occupied, err := u.occupied(ctx, o, slices.Concat(days...))
	if err != nil {
		return nil, err
	}
	var all []Slot
	for _, grid := range days {
		for n := range grid {
			if s, ok := o.freeSlot(r, people, grid[n:], occupied); ok {
				all = append(all, s)
			}
		}
	}
	return all, nil
}

// beginnings are, day by day, the times of the grid at which an appointment may
// still begin.
func (o Office) beginnings(r BookingRule, from, until WallTime, now time.Time) (days [][]gridSlot) {
	earliest := o.earliest(r, now)
	for day := from; day < until; day += minutesPerDay {
		days = append(days, slices.DeleteFunc(o.grid(r, day), func(g gridSlot) bool {
			return g.start.Before(earliest) || !g.start.After(now) // as personClaim and parseStart
		}))
	}
	return days
}

// occupied reads which places are taken in the stretch of some slots.
func (u *Slots) occupied(ctx context.Context, o Office, slots []gridSlot) (Occupancy, error) {
	if len(slots) == 0 {
		return Occupancy{}, nil
	}
	from, until := slots[0].seat.From, slots[0].seat.Until
	for _, s := range slots[1:] {
		from, until = min(from, s.seat.From), max(until, s.seat.Until)
	}
	taken, err := u.Store.TakenPlaces(ctx, o.ID, from, until)
	if err != nil {
		return Occupancy{}, fmt.Errorf("reading the places of %s: %w", o.ID, err)
	}
	return NewOccupancy(from, until, taken), nil
}

// earliest is when the next slot may begin: after the notice and, where staff
// confirm, so late that they have AnswerTime for it. Where nobody knows when they
// are there, they are left to it.
func (o Office) earliest(r BookingRule, now time.Time) time.Time {
	noticed := now.Add(time.Duration(r.Notice) * time.Minute)
	if r.Mode != ModeRequest || !o.answeringHours().Known() {
		return noticed
	}
	return o.afterOpenMinutes(now, AnswerTime).Add(r.lastAnswer())
}

func (o Office) freeSlot(r BookingRule, people int, row []gridSlot, occupied Occupancy) (Slot, bool) {
	got, ok := o.claim(r, people, row).Allocate(occupied)
	if !ok {
		return Slot{}, false
	}
	free := len(occupied.freeDesks(row[0].seat, row[0].seat.Desks))
	return Slot{
		Start: row[0].start, Minutes: got.Minutes, Free: free,
		Languages: o.LanguagesDuring(row[0].wall, row[0].wall+WallTime(r.Slot)),
	}, true
}

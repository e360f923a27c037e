package formsapi

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"time"

	"github.com/google/uuid"
)

// mostRenewed is how many changed appointments are looked at one by one: after more of
// them all that is to come is gone through again.
const mostRenewed = 50

// farthest is how far ahead anything is looked for.
const farthest = 100 * 365 * 24 * time.Hour

// renewedMisfits is what is known of an office as it is now: nothing is known of one
// that nobody has asked about.
func (u *WorkAppointments) renewedMisfits(ctx context.Context, office string, known *officeMisfits) (*officeMisfits, error) {
	most := mostRenewed
	if known == nil {
		known, most = &officeMisfits{last: -1}, 0
	}
	facts := u.misfitFacts(office)
	changed, last, err := u.Store.ChangedSince(ctx, office, known.last, most) // before the appointments are read
	if err != nil {
		return nil, fmt.Errorf("asking which appointments of %s have changed: %w", office, err)
	}
	fresh := known
	switch {
	case known.last < 0 || len(changed) == mostRenewed || !reflect.DeepEqual(known.facts, facts):
		fresh = &officeMisfits{facts: facts, day: map[uuid.UUID]Date{}, spoken: map[uuid.UUID]spokenTo{}}
		err = u.findMisfits(ctx, office, fresh, known.spoken, u.Now(), u.Now().Add(farthest))
	case len(changed) > 0:
		fresh, err = u.findAgain(ctx, office, known, changed)
	}
	if err != nil {
		return nil, err
	}
	fresh.last = last
	return fresh, nil
}

// findMisfits adds what is found at an office in a stretch of time, in clear.
func (u *WorkAppointments) findMisfits(ctx context.Context, office string, to *officeMisfits, spoken map[uuid.UUID]spokenTo, from, until time.Time) error {
	coming, err := u.Store.Coming(ctx, office, from, until)
	if err != nil {
		return wrapped("reading what is to come at "+office, err)
	}
	opened, err := u.spokenTo(ctx, to.facts, coming, spoken)
	if err != nil {
		return err
	}
	maps.Copy(to.spoken, opened)
	for _, a := range coming {
		to.day[a.ID] = to.facts.dayOf(a.Start.At)
		if why := to.facts.misfits(a, opened[a.ID]); len(why) > 0 {
			to.found = append(to.found, misfit{a, why})
		}
	}
	return nil
}

// findAgain goes through the days on which changed appointments were, and are: others
// on these days may have more or fewer desks beside them. What is known stays as it is.
func (u *WorkAppointments) findAgain(ctx context.Context, office string, known *officeMisfits, changed []uuid.UUID) (*officeMisfits, error) {
	now, err := u.Store.AppointmentsOf(ctx, changed)
	if err != nil {
		return nil, wrapped("reading what has changed at "+office, err)
	}
	days := map[Date]bool{}
	for _, id := range changed {
		if day, came := known.day[id]; came {
			days[day] = true
		}
	}
	for _, a := range now {
		if a.Start != nil {
			days[known.facts.dayOf(a.Start.At)] = true
		}
	}
	fresh := known.without(days)
	for day := range days {
		begins := day.begins(known.facts.zone())
		from := begins
		if now := u.Now(); from.Before(now) {
			from = now
		}
		if err := u.findMisfits(ctx, office, fresh, known.spoken, from, begins.AddDate(0, 0, 1)); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(fresh.found, func(a, b misfit) int {
		if c := a.Start.At.Compare(b.Start.At); c != 0 {
			return c
		}
		return bytes.Compare(a.ID[:], b.ID[:])
	})
	return fresh, nil
}

// without is what is known of all other days.
func (k *officeMisfits) without(days map[Date]bool) *officeMisfits {
	fresh := &officeMisfits{facts: k.facts, day: map[uuid.UUID]Date{}, spoken: map[uuid.UUID]spokenTo{}}
	for id, day := range k.day {
		if days[day] {
			continue
		}
		fresh.day[id] = day
		if spoken, opened := k.spoken[id]; opened {
			fresh.spoken[id] = spoken
		}
	}
	for _, m := range k.found {
		if !days[k.day[m.ID]] {
			fresh.found = append(fresh.found, m)
		}
	}
	return fresh
}

// dayOf is the office's day of an instant.
func (f misfitFacts) dayOf(at time.Time) Date { return DateOf(at.In(f.zone())) }

// zone is UTC for an office that the catalogue has no more.
func (f misfitFacts) zone() *time.Location { return cmp.Or(f.office.Zone, time.UTC) }

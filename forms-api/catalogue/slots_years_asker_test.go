package catalogue_test

import (
	"context"
	"math/rand/v2"
	"time"

	formsapi "sportello/forms-api"
)

// An asker wants a time for some people, at a moment, where others have been before.
type asker struct {
	model           slotModel
	office, service string
	random          *rand.Rand
	people          int
	now             time.Time
	others          taken
}

// taken are the places that others have: of a desk, each five minutes since 1970.
type taken map[formsapi.Place]bool

func (o taken) TakenPlaces(_ context.Context, _ string, from, until formsapi.Unit) (places []formsapi.Place, err error) {
	for p := range o {
		if from <= p.Unit && p.Unit < until {
			places = append(places, p)
		}
	}
	return places, nil
}

// draw chooses who asks, when, and what is taken in the week that begins at an
// instant: stretches of any length, with room between them.
func (a *asker) draw(week time.Time) {
	a.people = []int{1, 2, 5, 12}[a.random.IntN(4)]
	a.now = week.Add(time.Duration(a.random.IntN(5*24*60)-3*24*60) * time.Minute)
	a.others = taken{}
	for desk := range 3 {
		unit, end := formsapi.UnitAt(week), formsapi.UnitAt(week.AddDate(0, 0, 8))
		for unit < end {
			unit += formsapi.Unit(a.random.IntN(60))
			for range a.random.IntN(12) {
				a.others[formsapi.Place{Desk: desk, Unit: unit}] = true
				unit++
			}
		}
	}
}

// free is what the model has free in the week whose minutes are those until end.
func (a *asker) free(minutes []minute, end int) (lines []string) {
	starts := a.model.slots(minutes, end)
	today := a.now.Format(time.DateOnly)
	y, m, d := a.now.Date()
	last := time.Date(y, m, d+a.model.ahead, 12, 0, 0, 0, time.UTC).Format(time.DateOnly)
	for n, s := range starts {
		soon := !s.at.After(a.now) || s.at.Before(a.now.Add(time.Duration(a.model.notice)*time.Minute))
		if day := s.at.Format(time.DateOnly); soon || !a.model.answered(a.now, s.at) || day < today || last < day {
			continue
		}
		if long, ok := a.sitDown(starts[n:]); ok {
			lines = append(lines, line(s.at, long, a.desks(s)))
		}
	}
	return lines
}

// sitDown has the people come at the first of some slots: as many at once as
// desks are free, the others in the slots that follow without a break. It tells
// how many minutes the last of them is done after the first has begun.
func (a *asker) sitDown(starts []slotStart) (minutes int, ok bool) {
	waiting := 1
	if a.model.perPerson {
		waiting = a.people
	}
	step := time.Duration(a.model.slot+a.model.buffer) * time.Minute
	for n, s := range starts {
		if follows := n == 0 || s.row == starts[n-1].row && s.at.Equal(starts[n-1].at.Add(step)); !follows || a.desks(s) == 0 {
			return 0, false
		}
		if waiting -= a.desks(s); waiting <= 0 {
			return int(s.at.Sub(starts[0].at).Minutes()) + a.model.slot, true
		}
	}
	return 0, false
}

// desks are how many nobody sits at for all of a slot, and for the rest after it.
func (a *asker) desks(s slotStart) (free int) {
	for desk := range s.desks {
		whole := true
		for minute := 0; minute < a.model.slot+a.model.buffer; minute += 5 {
			whole = whole && !a.others[formsapi.Place{Desk: desk, Unit: formsapi.UnitAt(s.at.Add(time.Duration(minute) * time.Minute))}]
		}
		if whole {
			free++
		}
	}
	return free
}

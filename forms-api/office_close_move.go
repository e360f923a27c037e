package formsapi

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
)

// moving moves people on who have a time in a closure of an office.
type moving struct {
	stepper
	slots *Slots
	offer bool // another time; otherwise only cancel

	// Where the next free time is looked for. People come in the order of their
	// times, so nothing is free before the one that the last of them was offered.
	next map[sameTimes]WallTime
}

// sameTimes are requests that have the same free times.
type sameTimes struct {
	service string
	people  int
}

// moving takes the office as it will be once the catalogue has read the closure.
func (u *CloseOffice) moving(closed Office, offer bool) *moving {
	facts := withClosure{u.Catalogue, closed}
	return &moving{
		stepper: stepper{catalogue: facts, sealer: u.Sealer, store: u.Store, channels: u.Channels, now: u.Now, random: rand.Reader},
		slots:   &Slots{Catalogue: facts, Store: u.Store, Now: u.Now},
		offer:   offer,
		next:    map[sameTimes]WallTime{},
	}
}

// all moves on each of some appointments, which are in the order of time, in the
// name of who closed the office.
func (m *moving) all(ctx context.Context, by string, hit []Appointment) (report ClosingReport) {
	var failed []error
	for _, a := range hit {
		offered, err := m.one(ctx, by, a)
		switch {
		case err != nil:
			report.Failed++
			failed = append(failed, fmt.Errorf("moving %s on: %w", a.ID, err))
		case offered:
			report.Offered++
		default:
			report.Cancelled++
		}
	}
	report.Failures = errors.Join(failed...)
	return report
}

// one proposes the nearest free time that comes after the one that is lost, or
// cancels. Somebody may take the time that was just free: then the next is tried.
func (m *moving) one(ctx context.Context, by string, a Appointment) (offered bool, err error) {
	const attempts = 3
	for range attempts {
		next, found, err := m.nextFree(ctx, a)
		if err != nil {
			return false, err
		}
		if !found {
			break
		}
		s, err := m.begin(a, EventPropose, ActorStaff, by)
		if err != nil {
			return false, err
		}
		rule := s.rule()
		s.take(startAt(next.Start, s.office.Zone), s.office.staffClaim(rule, a.People, next.Start), rule)
		err = m.finish(ctx, s)
		if err == nil || !isTaken(err) {
			return err == nil, err
		}
	}
	return false, m.giveUp(ctx, by, a)
}

// giveUp tells a person that the office cannot keep the time. Who was not yet
// confirmed goes on waiting for another.
func (m *moving) giveUp(ctx context.Context, by string, a Appointment) error {
	event, actor := EventCancel, ActorStaff
	if a.State != Confirmed {
		event, actor, by = EventExpire, ActorTime, ByTime
	}
	s, err := m.begin(a, event, actor, by)
	if err != nil {
		return err
	}
	return m.finish(ctx, s)
}

// isTaken tells a place that somebody else has from other conflicts.
func isTaken(err error) bool {
	var p *Problem
	return errors.Is(err, ErrPlaceTaken) ||
		errors.As(err, &p) && slices.ContainsFunc(p.Fields, func(f FieldError) bool { return f.Key == ErrPlaceTaken.Key })
}

// nextFree is the first free slot after the time that an appointment has. It
// looks at a few days at a time: the next one is mostly near.
func (m *moving) nextFree(ctx context.Context, a Appointment) (Slot, bool, error) {
	office, known := m.catalogue.Office(a.Office)
	if !known || !m.offer || !office.Offers(a.Service) {
		return Slot{}, false, nil
	}
	rule := office.Rule(a.Service)
	rule.Mode = ModeInstant // staff may offer a time whichever way people ask for it, and answer nobody with it
	const stride = 3 * minutesPerDay
	same := sameTimes{a.Service, a.People}
	day := max(m.next[same], WallTimeAt(a.Start.At, office.Zone).Midnight())
	last := WallTimeAt(m.now(), office.Zone).Midnight() + WallTime(rule.Ahead+1)*minutesPerDay
	for ; day < last; day += stride {
		slots, err := m.slots.between(ctx, office, rule, a.People, day, day+stride)
		if err != nil {
			return Slot{}, false, err
		}
		slots = slices.DeleteFunc(slots, func(s Slot) bool { return !s.Start.After(a.Start.At) })
		if len(slots) > 0 {
			m.next[same] = WallTimeAt(slots[0].Start, office.Zone).Midnight()
			return slots[0], true, nil
		}
	}
	m.next[same] = max(m.next[same], last)
	return Slot{}, false, nil
}

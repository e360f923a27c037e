package formsapi_test

import (
	"math"
	"time"

	formsapi "sportello/forms-api"
)

// A chair is a desk for five minutes, counted from 1970.
type chair struct {
	desk int
	five int64
}

const fiveMinutes = 5 * 60

// taken says who sits where.
type seating map[chair]*modelled

// stand frees whatever chairs somebody has.
func (w *walk) stand(m *modelled) {
	for _, c := range m.chairs {
		delete(w.seated, c)
	}
	m.chairs = nil
}

// sitting finds the chairs of people who come together at a start: as many of
// them at once as desks are free, the others in the stretches that follow, the
// desks' rest between them. Where a stretch has no free desk, nobody sits down.
// It tells how many minutes the last of them is done after the first has begun.
func (w *walk) sitting(m *modelled, start time.Time, closed []stretch, own bool) (chairs []chair, minutes int, ok bool) {
	s := w.rules(m)
	waiting := 1
	if s.perPerson {
		waiting = m.people
	}
	desks := s.desks(start, waiting, closed)
	for _, at := range s.stretches(start, waiting, closed) {
		from := at.Unix() / fiveMinutes
		until := (at.Add(time.Duration(s.slot+s.buffer)*time.Minute).Unix() + fiveMinutes - 1) / fiveMinutes
		seats := 0
		for desk := 0; desk < desks && seats < waiting; desk++ {
			if w.freeDesk(m, desk, from, until, own) {
				seats++
				for five := from; five < until; five++ {
					chairs = append(chairs, chair{desk, five})
				}
			}
		}
		if waiting -= seats; seats == 0 {
			return nil, 0, false
		}
		minutes = int(at.Sub(start).Minutes()) + s.slot
		if waiting == 0 {
			return chairs, minutes, true
		}
	}
	return nil, 0, false
}

// freeDesk says whether nobody else sits at a desk; own tells whether one's own
// chairs count as free.
func (w *walk) freeDesk(m *modelled, desk int, from, until int64, own bool) bool {
	for five := from; five < until; five++ {
		if who := w.seated[chair{desk, five}]; who != nil && (who != m || !own) {
			return false
		}
	}
	return true
}

// stretches are when people who come at a start can sit down, one after the
// other: in the slots of its row, or, where staff agreed on another time or on more
// people than the row has room for, for as long as it takes.
func (s walkService) stretches(start time.Time, people int, closed []stretch) (all []time.Time) {
	if row := s.rowFrom(start, closed); len(row)*walkDesks >= people {
		return row
	}
	for at := start; len(all) < people; { // who is next at a desk sits down at a full five minutes
		all = append(all, at)
		for at = at.Add(time.Duration(s.slot+s.buffer) * time.Minute); at.Minute()%5 > 0; {
			at = at.Add(time.Minute)
		}
	}
	return all
}

// desks are at how many people can sit who come at a start: at all of them, or at
// one where it is somebody's day off when they come, or when the last of them goes.
func (s walkService) desks(start time.Time, people int, closed []stretch) int {
	last := start.Add(time.Duration(people*(s.slot+s.buffer)-1) * time.Minute)
	if len(s.rowFrom(start, closed))*walkDesks < people && (weekend(start) || weekend(last)) {
		return 1
	}
	return walkDesks
}

// onGrid says whether a slot begins at an instant.
func (s walkService) onGrid(at time.Time, closed []stretch) bool {
	return len(s.rowFrom(at, closed)) > 0
}

// sit has somebody take the place of a start.
func (w *walk) sit(m *modelled, start time.Time, closed []stretch) {
	chairs, minutes, ok := w.sitting(m, start, closed, true)
	if !ok {
		w.t.Errorf("in the model %s has no place at %s", m.id, start)
	}
	w.stand(m)
	m.start, m.minutes, m.chairs = start, minutes, chairs
	for _, c := range chairs {
		if w.seated[c] != nil {
			w.t.Errorf("in the model two sit on %v", c)
		}
		w.seated[c] = m
	}
}

// heldUntil is until when somebody who has not been answered keeps a place: when
// the office will have been open for long enough, looked at minute by minute, but
// so early that somebody else can still take it; where that is over, halfway. Who
// waits for the office, and not the office for them, keeps it no longer than the
// end of the last minute in which somebody is there to answer.
func (s walkService) heldUntil(state formsapi.State, from, start time.Time, closed []stretch) time.Time {
	last, left, there := start.Add(-time.Duration(max(s.notice, 60))*time.Minute), s.hold, time.Time{}
	if !last.After(from) {
		last = from.Add(start.Sub(from) / 2)
		left = math.MaxInt
	}
	for at := from; at.Before(last); at = at.Add(time.Minute) {
		if left == 0 {
			return at
		}
		if attended(at, closed) {
			left--
			if there = at.Add(time.Minute); there.After(last) {
				there = last
			}
		}
	}
	if state == "requested" && !there.IsZero() {
		return there
	}
	return last
}

// canAnswer says whether somebody at the office has half an hour to answer who asks
// now for a start: looked at minute by minute, until so early that somebody else
// can still take it.
func (s walkService) canAnswer(now, start time.Time, closed []stretch) bool {
	there := 0
	for at := start.Add(-time.Duration(max(s.notice, 60)+1) * time.Minute); !at.Before(now); at = at.Add(-time.Minute) {
		if attended(at, closed) {
			there++
		}
		if there == 30 {
			return true
		}
	}
	return s.instant
}

// closedNow is when the office is closed, as the catalogue has read it.
func (w *walk) closedNow() []stretch { return stretches(w.read.closures) }

package formsapi

import (
	"iter"
	"time"
)

// ChangeHorizon is how far NextChange looks ahead: a year and a day, so that
// each day of any calendar year is met.
const ChangeHorizon = 366 * 24 * time.Hour

// NextChange is the first instant later than after, and no later than
// ChangeHorizon from it, at which OpenAt answers differently from what it answers
// at after; opens is the new answer. The instant is in the office's zone. Hours
// that touch (08:00-12:00 and 12:00-14:00, or 24:00 and the next day's 00:00) are
// no change. ok is false if the hours are unknown or nothing changes.
func (h OpeningHours) NextChange(after time.Time) (at time.Time, opens, ok bool) {
	if !h.known {
		return time.Time{}, false, false
	}
	open, limit := h.OpenAt(after), after.Add(ChangeHorizon)
	for at, w := range edges(after, h.zone, h.nextWallEdge) {
		if at.After(limit) {
			break
		}
		if h.openAt(w) != open {
			return at, !open, true
		}
	}
	return time.Time{}, false, false
}

// edges are the instants later than after at which an answer about hours may
// change, and what the clock on the wall shows then: it reaches the next edge, or
// is itself put forward or back. They never end. The instants are in the zone.
func edges(after time.Time, zone *time.Location, next func(WallTime) WallTime) iter.Seq2[time.Time, WallTime] {
	return func(yield func(time.Time, WallTime) bool) {
		for more := true; more; {
			after, more = steadyEdges(after.In(zone), next, yield)
		}
	}
}

// steadyEdges are the edges until clocks are changed: looking that up is slow. It
// returns the change.
func steadyEdges(after time.Time, next func(WallTime) WallTime, yield func(time.Time, WallTime) bool) (jump time.Time, more bool) {
	_, offset := after.Zone()
	_, jump = after.ZoneBounds()
	for w := next(wallTime(after, offset)); ; w = next(w) {
		at := time.Unix(int64(w)*60-int64(offset), 0).In(after.Location())
		if !jump.IsZero() && !at.Before(jump) {
			return jump, yield(jump, WallTimeAt(jump, after.Location()))
		}
		if !yield(at, w) {
			return at, false
		}
	}
}

// nextWallEdge is the first wall time later than w at which an interval or a
// closure begins or ends, or else a midnight: another day, other hours.
func (h OpeningHours) nextWallEdge(w WallTime) WallTime {
	today := w.Midnight()
	next := h.nextMidnight(today)
	sooner := func(edge WallTime) {
		if w < edge && edge < next {
			next = edge
		}
	}
	for _, i := range h.week[w.Weekday()] {
		sooner(today + WallTime(i.Opens))
		sooner(today + WallTime(i.Closes))
	}
	for _, c := range h.closures {
		sooner(c.From)
		sooner(c.Until)
	}
	return next
}

// nextMidnight is the first midnight later than today's at which the hours may
// change. Between two quiet days nothing does: they are passed in one stride.
func (h OpeningHours) nextMidnight(today WallTime) WallTime {
	next, last := today+minutesPerDay, today+strideDays*minutesPerDay
	if !h.quiet(today) {
		return next
	}
	for next < last && h.quiet(next) {
		next += minutesPerDay
	}
	return next
}

// strideDays keeps the stride of hours that never change within ChangeHorizon.
const strideDays = 366

// quiet says whether a day is no holiday and has no hours.
func (h OpeningHours) quiet(day WallTime) bool {
	if len(h.week[day.Weekday()]) > 0 {
		return false
	}
	_, holiday := h.holidays.On(day)
	return !holiday
}

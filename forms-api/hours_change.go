package formsapi

import "time"

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
	for at = h.nextEdge(after); !at.After(limit); at = h.nextEdge(at) {
		if h.OpenAt(at) != open {
			return at, !open, true
		}
	}
	return time.Time{}, false, false
}

// nextEdge is the first instant later than after at which OpenAt may change its
// answer: the clock on the wall reaches an edge, or is itself put forward or back.
func (h OpeningHours) nextEdge(after time.Time) time.Time {
	local := after.In(h.zone)
	_, offset := local.Zone()
	wall := h.nextWallEdge(WallTimeAt(after, h.zone))
	edge := time.Unix(int64(wall)*60-int64(offset), 0).In(h.zone)
	if _, jump := local.ZoneBounds(); !jump.IsZero() && jump.Before(edge) {
		return jump.In(h.zone)
	}
	return edge
}

// nextWallEdge is the first wall time later than w at which an interval or a
// closure begins or ends, or else the next midnight: another day, other hours.
func (h OpeningHours) nextWallEdge(w WallTime) WallTime {
	today := w.Midnight()
	next := today + minutesPerDay
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

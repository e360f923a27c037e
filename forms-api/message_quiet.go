package formsapi

import "time"

// Nobody is woken up for what can wait: messages stay from quietFrom until
// quietUntil on the office's clock, unless they concern the next nextHours.
const (
	quietFrom  = 21 * 60
	quietUntil = 8 * 60
	nextHours  = 24 * time.Hour
)

// OutsideQuietHours is when something may be told that is due at an instant: then,
// or when the quiet hours are over. What concerns a time within a day from now
// does not wait; about are the times that it concerns, also one that is given up.
func OutsideQuietHours(due, now time.Time, zone *time.Location, about ...*Start) time.Time {
	for _, s := range about {
		if s != nil && s.At.After(now) && s.At.Sub(now) < nextHours {
			return due
		}
	}
	wall := WallTimeAt(due, zone)
	switch at := wall.TimeOfDay(); {
	case at >= quietFrom:
		wall = wall.Midnight() + minutesPerDay + quietUntil
	case at < quietUntil:
		wall = wall.Midnight() + quietUntil
	default:
		return due
	}
	if end, ok := wall.In(zone); ok {
		return end
	}
	return due
}

// same says whether two times are one.
func (s *Start) same(as *Start) bool {
	if s == nil || as == nil {
		return s == as
	}
	return s.At.Equal(as.At)
}

// Superseded says of what a message tells whether it is no longer so: a later
// change has left another state, or another time.
func (d MessageDetails) Superseded(by Appointment) bool {
	return d.Sequence < by.Version && (d.State != by.State || !d.Start.same(by.Start))
}

package catalogue_test

import "time"

// answered says whether staff who confirm have half an hour at their counter, or
// where it never opens, with those who have an appointment, between now and the
// last moment at which somebody else could still take a time: the clock is looked
// at minute by minute. Where nobody knows when they are there, they may have it.
func (m slotModel) answered(now, start time.Time) bool {
	where := "counter"
	if !m.opens(where) {
		where = "appointments"
	}
	if _, known := m.door.weeks[where]; !known || !m.asked {
		return true
	}
	there := 0
	for at := now; at.Before(start.Add(-time.Duration(max(m.notice, 60)) * time.Minute)); at = at.Add(time.Minute) {
		if clock := minuteOf(at); m.door.within(where, clock) && !m.door.shut(clock) && !m.holiday(clock) {
			there++
		}
		if there == 30 {
			return true
		}
	}
	return false
}

// opens says whether somebody is there on some day of the week.
func (m slotModel) opens(where string) bool {
	for _, day := range m.door.weeks[where] {
		if len(day) > 0 {
			return true
		}
	}
	return false
}

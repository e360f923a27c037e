package formsapi

import "slices"

// AttendedOn is what closures and holidays leave of the week's hours on the day
// of a wall time, in order of opening. Unknown hours have none.
func (h OpeningHours) AttendedOn(day WallTime) []Interval { return slices.Clone(h.attendedOn(day)) }

func (h OpeningHours) attendedOn(day WallTime) []Interval {
	midnight := day.Midnight()
	left := h.week[midnight.Weekday()]
	for _, c := range h.closures {
		left = without(left, c.From-midnight, c.Until-midnight)
	}
	if holiday, ok := h.holidays.closureOn(midnight); ok {
		left = without(left, holiday.From-midnight, holiday.Until-midnight)
	}
	return left
}

// without is what is left of a day's intervals if the minutes from one until just
// before another, which may be on other days, are taken out of them.
func without(day []Interval, from, until WallTime) []Interval {
	if minutesPerDay <= from || until <= 0 {
		return day
	}
	var left []Interval
	for _, i := range day {
		before := Interval{i.Opens, TimeOfDay(min(WallTime(i.Closes), from))}
		after := Interval{TimeOfDay(max(WallTime(i.Opens), until)), i.Closes}
		if until <= WallTime(i.Opens) || WallTime(i.Closes) <= from {
			before, after = i, Interval{}
		}
		for _, part := range []Interval{before, after} {
			if part.valid() {
				left = append(left, part)
			}
		}
	}
	return left
}

package catalogue

import formsapi "sportello/forms-api"

// DerivedHours are a week from Monday to Sunday; unknown hours have no days.
type DerivedHours struct {
	Known  bool          `json:"known"`
	Week   []DerivedDay  `json:"week"`
	Folded []DerivedDays `json:"folded"` // the same, with equal neighbours together
}

// DerivedDay is a row of the table of hours; without intervals it is closed.
type DerivedDay struct {
	ISOWeekday int               `json:"iso_weekday"` // 1 is Monday
	Day        string            `json:"day"`         // mon
	Intervals  []DerivedInterval `json:"intervals"`
}

// DerivedInterval is from when until when: 08:30, 12:00.
type DerivedInterval struct {
	Opens  string `json:"opens"`
	Closes string `json:"closes"`
}

// DerivedClosure is a closure as it was given: whole days by date, the last one
// included, or else until a time of day, 2026-08-14T12:00:00, excluded. A closure
// from a time of day on to the end of a day is until that day.
type DerivedClosure struct {
	From   string                 `json:"from"`
	Until  string                 `json:"until"`
	Reason formsapi.ClosureReason `json:"reason"`
}

func deriveHours(h formsapi.OpeningHours) DerivedHours {
	week := []DerivedDay{}
	for n, day := range h.Days() {
		week = append(week, DerivedDay{ISOWeekday: n + 1, Day: dayKeys[day.Weekday], Intervals: deriveIntervals(day.Intervals)})
	}
	return DerivedHours{Known: h.Known(), Week: week, Folded: foldWeek(week)}
}

func deriveIntervals(day []formsapi.Interval) []DerivedInterval {
	intervals := []DerivedInterval{}
	for _, i := range day {
		intervals = append(intervals, DerivedInterval{Opens: i.Opens.String(), Closes: i.Closes.String()})
	}
	return intervals
}

func deriveClosures(closures []formsapi.Closure, today formsapi.Date) []DerivedClosure {
	derived := []DerivedClosure{}
	for _, c := range closures {
		if c.LastDay() < today {
			continue
		}
		from, until := closureEnds(c)
		derived = append(derived, DerivedClosure{From: from, Until: until, Reason: c.Reason})
	}
	return derived
}

// closureEnds are dates, the last one still closed, or else local times. What begins
// or ends at midnight begins or ends with a day, and is named by that.
func closureEnds(c formsapi.Closure) (from, until string) {
	from, until = string(c.From.Date()), string(c.LastDay())
	if c.From.TimeOfDay() != 0 {
		from = localTime(c.From)
	}
	if c.Until.TimeOfDay() != 0 {
		until = localTime(c.Until)
	}
	return from, until
}

// localTime has seconds, because Hugo reads no local time without them.
func localTime(w formsapi.WallTime) string { return w.String() + ":00" }

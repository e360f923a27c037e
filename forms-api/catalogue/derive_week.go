package catalogue

import "slices"

// DerivedDays are days of the week, one after another, that have the same hours:
// Monday to Friday.
type DerivedDays struct {
	First     int               `json:"first"` // by ISO weekday: 1 is Monday
	Last      int               `json:"last"`  // the same as first for a single day
	Intervals []DerivedInterval `json:"intervals"`
}

// foldWeek puts neighbours with equal hours together. A week begins on Monday
// and ends on Sunday: Sunday and Monday are never folded.
func foldWeek(week []DerivedDay) []DerivedDays {
	folded := []DerivedDays{}
	for _, day := range week {
		if last := len(folded) - 1; last >= 0 && slices.Equal(folded[last].Intervals, day.Intervals) {
			folded[last].Last = day.ISOWeekday
			continue
		}
		folded = append(folded, DerivedDays{First: day.ISOWeekday, Last: day.ISOWeekday, Intervals: day.Intervals})
	}
	return folded
}

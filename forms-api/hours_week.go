package formsapi

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// TimeOfDay is a time on the clock in minutes after midnight, 0 to 1440: 24:00,
// the end of a day, is not the same as 00:00, its start.
type TimeOfDay int

// ParseTimeOfDay reads 00:00 to 24:00, always with two digits on either side.
func ParseTimeOfDay(s string) (TimeOfDay, error) {
	if s == "24:00" {
		return minutesPerDay, nil
	}
	t, err := time.Parse("15:04", s)
	if err != nil || len(s) != len("15:04") {
		return 0, fmt.Errorf("%q is not a time of day: write 00:00 to 24:00, with two digits for hours and for minutes", s)
	}
	return TimeOfDay(t.Hour()*60 + t.Minute()), nil
}

// String is t as the clock shows it: 08:30.
func (t TimeOfDay) String() string { return fmt.Sprintf("%02d:%02d", t/60, t%60) }

// Interval is a stretch of one day in which a counter or a telephone is
// attended: from Opens on, until just before Closes.
type Interval struct{ Opens, Closes TimeOfDay }

// ErrClosesFirst says that an interval ends before, or as, it begins. It is
// also how hours past midnight are met: those are two intervals, one a day.
var ErrClosesFirst = errors.New("it closes before it opens: put the opening time first, and write hours past midnight as two intervals, one until 24:00 and one from 00:00 on the next day")

// ParseInterval reads "08:30-12:00". The error says what is wrong and what to
// write; it wraps ErrClosesFirst if that is what is wrong.
func ParseInterval(s string) (Interval, error) {
	opens, closes, found := strings.Cut(s, "-")
	if !found {
		return Interval{}, fmt.Errorf("%q is not an interval: write it as 08:30-12:00", s)
	}
	from, err := ParseTimeOfDay(strings.TrimSpace(opens))
	if err != nil {
		return Interval{}, err
	}
	until, err := ParseTimeOfDay(strings.TrimSpace(closes))
	if err != nil {
		return Interval{}, err
	}
	i := Interval{Opens: from, Closes: until}
	if !i.valid() {
		return Interval{}, fmt.Errorf("%s: %w", i, ErrClosesFirst)
	}
	return i, nil
}

// String is i as the facts write it: 08:30-12:00.
func (i Interval) String() string { return i.Opens.String() + "-" + i.Closes.String() }

func (i Interval) valid() bool {
	return 0 <= i.Opens && i.Opens < i.Closes && i.Closes <= minutesPerDay
}

func (i Interval) contains(t TimeOfDay) bool { return i.Opens <= t && t < i.Closes }

// Week is the intervals of each day, indexed by time.Weekday (0 is Sunday).
type Week [7][]Interval

// Overlap finds two intervals of one day that share a minute. Intervals that
// only touch (08:00-12:00, 12:00-14:00) do not overlap.
func Overlap(day []Interval) (a, b Interval, found bool) {
	sorted := sortedIntervals(day)
	for n := 1; n < len(sorted); n++ {
		if sorted[n].Opens < sorted[n-1].Closes {
			return sorted[n-1], sorted[n], true
		}
	}
	return Interval{}, Interval{}, false
}

func sortedIntervals(day []Interval) []Interval {
	sorted := slices.Clone(day)
	slices.SortFunc(sorted, func(a, b Interval) int { return cmp.Compare(a.Opens, b.Opens) })
	return sorted
}

// tidy is the week with each day in order, or an error about its first
// impossible interval.
func (w Week) tidy() (Week, error) {
	for day, intervals := range w {
		for _, i := range intervals {
			if !i.valid() {
				return Week{}, fmt.Errorf("%s %s: %w", time.Weekday(day), i, ErrClosesFirst)
			}
		}
		if a, b, found := Overlap(intervals); found {
			return Week{}, fmt.Errorf("%s: %s and %s overlap", time.Weekday(day), a, b)
		}
		w[day] = sortedIntervals(intervals)
	}
	return w, nil
}

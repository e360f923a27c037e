package opendata

import (
	"slices"
	"time"

	formsapi "sportello/forms-api"
)

// HSDS has a week that repeats between two dates, and times of day at a fixed
// offset from UTC. It has no zone, no exceptions, and no closure. So hours are
// laid out day by day and gathered again: see hsds_schedule.go.

const minutesPerDay = 24 * 60

// span is a stretch of one day as HSDS writes it.
type span struct{ opens, closes string }

// day is what an office's clock and its closures leave of the week on one date.
type day struct {
	at     formsapi.WallTime // midnight
	spans  []span
	offset time.Duration // from UTC, at noon
	odd    bool          // other than the week says, or with a change of the clocks
}

// layout lays a week out.
type layout struct {
	hours    formsapi.OpeningHours
	week     map[time.Weekday][]formsapi.Interval
	closures []formsapi.Closure
	zone     *time.Location
}

// newLayout lays hours out over a horizon, holidays taken out like any closure.
func newLayout(o formsapi.Office, hours formsapi.OpeningHours, h horizon) layout {
	l := layout{
		hours:    hours,
		week:     map[time.Weekday][]formsapi.Interval{},
		closures: o.ClosuresBetween(h.first, h.last+minutesPerDay),
		zone:     o.Zone,
	}
	for _, d := range hours.Days() {
		l.week[d.Weekday] = d.Intervals
	}
	return l
}

func (l layout) day(midnight formsapi.WallTime) day {
	d := day{at: midnight, offset: offset(instant(midnight+minutesPerDay/2, l.zone))}
	from, until := instant(midnight, l.zone), instant(midnight+minutesPerDay, l.zone)
	if offset(from) != offset(until) {
		d.odd = len(l.week[midnight.Weekday()]) > 0
		d.spans = l.walk(from, until)
		return d
	}
	for _, i := range l.week[midnight.Weekday()] {
		whole := stretch{midnight + formsapi.WallTime(i.Opens), midnight + formsapi.WallTime(i.Closes)}
		left := whole.without(l.closures)
		d.odd = d.odd || !slices.Equal(left, []stretch{whole})
		for _, s := range left {
			d.spans = append(d.spans, newSpan(instant(s.from, l.zone), instant(s.until, l.zone), until))
		}
	}
	return d
}

// walk asks the hours themselves, from change to change: on a day on which the
// clocks change, a wall time may come twice or not at all.
func (l layout) walk(from, until time.Time) []span {
	var spans []span
	open := l.hours.OpenAt(from)
	for at := from; at.Before(until); open = !open {
		next, _, changes := l.hours.NextChange(at)
		if !changes || next.After(until) {
			next = until
		}
		if open {
			spans = append(spans, newSpan(at, next, until))
		}
		at = next
	}
	return spans
}

// newSpan is as HSDS wants it: 08:30+01:00. It has no 24:00; 23:59 is what its
// guide takes for the end of a day.
func newSpan(from, until, midnight time.Time) span {
	if until.Equal(midnight) {
		until = until.Add(-time.Minute)
	}
	const clock = "15:04-07:00"
	return span{from.Format(clock), until.Format(clock)}
}

// stretch is wall time from a minute on until just before another.
type stretch struct{ from, until formsapi.WallTime }

// without is what closures leave of a stretch. They come by their beginning.
func (s stretch) without(closures []formsapi.Closure) []stretch {
	var left []stretch
	for _, c := range closures {
		if c.Until <= s.from || s.until <= c.From {
			continue
		}
		if s.from < c.From {
			left = append(left, stretch{s.from, c.From})
		}
		s.from = min(c.Until, s.until)
	}
	if s.from < s.until {
		left = append(left, s)
	}
	return left
}

func offset(t time.Time) time.Duration {
	_, seconds := t.Zone()
	return time.Duration(seconds) * time.Second
}

// instant is when a zone's clock shows a wall time; where it never does, the
// clock has been put forward past it.
func instant(w formsapi.WallTime, zone *time.Location) time.Time {
	t := time.Unix(int64(w)*60, 0).UTC()
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), 0, 0, zone)
}

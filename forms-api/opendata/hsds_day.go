package opendata

import (
	"slices"
	"time"

	formsapi "sportello/forms-api"
)

// HSDS has a week that repeats between two dates, and times of day at a fixed
// offset from UTC. It has no zone, no exceptions, and no closure. So hours are
// laid out day by day and gathered again: see hsds_schedule.go.

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
	hours formsapi.OpeningHours
	week  formsapi.Week
	zone  *time.Location
}

func newLayout(hours formsapi.OpeningHours, zone *time.Location) layout {
	l := layout{hours: hours, zone: zone}
	for _, d := range hours.Days() {
		l.week[d.Weekday] = d.Intervals
	}
	return l
}

func (l layout) day(midnight formsapi.WallTime) day {
	from, until := instant(midnight, l.zone), instant(midnight.AddDays(1), l.zone)
	week, left := l.week[midnight.Weekday()], l.hours.AttendedOn(midnight)
	d := day{at: midnight, offset: offset(instant(midnight+noon, l.zone))}
	if offset(from) != offset(until) {
		d.odd = len(week) > 0
		d.spans = l.walk(from, until)
		return d
	}
	d.odd = !slices.Equal(week, left)
	for _, i := range left {
		opens, closes := midnight+formsapi.WallTime(i.Opens), midnight+formsapi.WallTime(i.Closes)
		d.spans = append(d.spans, newSpan(instant(opens, l.zone), instant(closes, l.zone), until))
	}
	return d
}

const noon = 12 * 60 // minutes after midnight

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

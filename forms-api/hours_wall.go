package formsapi

import "time"

// Date is a day of the calendar as ISO 8601 writes it, 2006-01-02, or empty
// when it is not known. Dates compare as text: a later date is greater.
type Date string

// DateOf is the date that t's own zone shows.
func DateOf(t time.Time) Date { return Date(t.Format(time.DateOnly)) }

// WallTime is what the calendar and the clock on an office's wall show, to the
// minute, without a zone: the minutes from 1970-01-01T00:00 on that same wall.
// Wall times compare as integers. On the day the clocks go forward some of them
// never come, on the day they go back some come twice.
type WallTime int64

const minutesPerDay = 24 * 60

// NewWallTime is the wall time on a day of the calendar at a time of day. Days
// and months out of range are normalised as time.Date does.
func NewWallTime(year int, month time.Month, day int, at TimeOfDay) WallTime {
	midnight := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	return WallTime(midnight.Unix()/60) + WallTime(at)
}

// WallTimeAt is the wall time in a zone at an instant; seconds are cut off.
func WallTimeAt(instant time.Time, zone *time.Location) WallTime {
	_, offset := instant.In(zone).Zone()
	return wallTime(instant, offset)
}

// instant is about when a zone's clock shows w; for a time that it skips, the
// instant at which it skips it, to the hour.
func (w WallTime) instant(zone *time.Location) time.Time {
	y, m, d := w.asUTC().Date()
	return time.Date(y, m, d, 0, int(w.TimeOfDay()), 0, 0, zone)
}

// wallTime is the wall time where clocks are so many seconds ahead of UTC.
func wallTime(instant time.Time, offset int) WallTime {
	return WallTime(floorDiv(instant.Unix()+int64(offset), 60))
}

// Midnight is the start of w's day.
func (w WallTime) Midnight() WallTime {
	return WallTime(floorDiv(int64(w), minutesPerDay)) * minutesPerDay
}

// AddDays is the same time of day so many days later.
func (w WallTime) AddDays(days int) WallTime { return w + WallTime(days)*minutesPerDay }

// TimeOfDay is the time that the clock shows at w.
func (w WallTime) TimeOfDay() TimeOfDay { return TimeOfDay(w - w.Midnight()) }

// Weekday is the day of the week at w.
func (w WallTime) Weekday() time.Weekday { return w.asUTC().Weekday() }

// Date is the date that the calendar shows at w.
func (w WallTime) Date() Date { return DateOf(w.asUTC()) }

// String is w as ISO 8601 writes it: 2006-01-02T15:04.
func (w WallTime) String() string { return w.asUTC().Format("2006-01-02T15:04") }

func (w WallTime) asUTC() time.Time { return time.Unix(int64(w)*60, 0).UTC() }

// floorDiv rounds towards the past, where Go's division rounds towards 1970.
func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

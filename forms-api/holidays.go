package formsapi

import "time"

// Holiday is why the calendar closes an office on a day of the year: a national
// holiday, or the day of its town's patron saint.
type Holiday struct {
	Key  string // of i18n, such as holiday-christmas; empty: no holiday
	Name string // of the patron saint, in Italian; empty for a national holiday
}

// The keys of the holidays, in the order of the year; HolidayPatronSaint is the
// town's own.
const (
	HolidayNewYear      = "holiday-new-year"
	HolidayEpiphany     = "holiday-epiphany"
	HolidayEaster       = "holiday-easter"
	HolidayEasterMonday = "holiday-easter-monday"
	HolidayLiberation   = "holiday-liberation"
	HolidayLabour       = "holiday-labour"
	HolidayRepublic     = "holiday-republic"
	HolidayAssumption   = "holiday-assumption"
	HolidayFrancis      = "holiday-francis"
	HolidayAllSaints    = "holiday-all-saints"
	HolidayImmaculate   = "holiday-immaculate"
	HolidayChristmas    = "holiday-christmas"
	HolidayStephen      = "holiday-stephen"
	HolidayPatronSaint  = "holiday-patron-saint"
)

// HolidayKeys lists every key that a Holiday can have.
var HolidayKeys = []string{
	HolidayNewYear, HolidayEpiphany, HolidayEaster, HolidayEasterMonday, HolidayLiberation, HolidayLabour, HolidayRepublic,
	HolidayAssumption, HolidayFrancis, HolidayAllSaints, HolidayImmaculate, HolidayChristmas, HolidayStephen, HolidayPatronSaint,
}

// YearDay is a day of every year.
type YearDay struct {
	Month time.Month
	Day   int
}

// fixedHolidays are the national holidays with a date of their own, as the laws
// 260/1949, 54/1977, 336/2000 and 151/2025 have them. The last one adds Saint
// Francis from 2026 on: years before that are not told right.
var fixedHolidays = map[YearDay]string{
	{time.January, 1}:   HolidayNewYear,
	{time.January, 6}:   HolidayEpiphany,
	{time.April, 25}:    HolidayLiberation,
	{time.May, 1}:       HolidayLabour,
	{time.June, 2}:      HolidayRepublic,
	{time.August, 15}:   HolidayAssumption,
	{time.October, 4}:   HolidayFrancis,
	{time.November, 1}:  HolidayAllSaints,
	{time.December, 8}:  HolidayImmaculate,
	{time.December, 25}: HolidayChristmas,
	{time.December, 26}: HolidayStephen,
}

// HolidayCalendar is the holidays that an office observes. The zero value is
// none. It compares with ==.
type HolidayCalendar struct {
	National bool
	Patron   PatronSaint
}

// PatronSaint is the saint whose day is a holiday in one town only. The zero
// value is none.
type PatronSaint struct {
	Day  YearDay
	Name string // in Italian
}

// On is the holiday that a day is. Where two meet (in 2038 Easter is on 25
// April) it is the one with a fixed date.
func (c HolidayCalendar) On(day WallTime) (Holiday, bool) {
	if c == (HolidayCalendar{}) {
		return Holiday{}, false
	}
	year, month, date := day.asUTC().Date()
	today := YearDay{month, date}
	if c.National {
		if key, ok := fixedHolidays[today]; ok {
			return Holiday{Key: key}, true
		}
		if key, ok := easterHoliday(year, today); ok {
			return Holiday{Key: key}, true
		}
	}
	if today == c.Patron.Day {
		return Holiday{Key: HolidayPatronSaint, Name: c.Patron.Name}, true
	}
	return Holiday{}, false
}

// closureOn is the holiday of w's day as a closure of the whole day.
func (c HolidayCalendar) closureOn(w WallTime) (Closure, bool) {
	h, ok := c.On(w)
	if !ok {
		return Closure{}, false
	}
	from := w.Midnight()
	return Closure{From: from, Until: from + minutesPerDay, WholeDays: true, Reason: ClosedForHoliday, Holiday: h}, true
}

func easterHoliday(year int, today YearDay) (string, bool) {
	if today.Month != time.March && today.Month != time.April {
		return "", false // most days are spared the reckoning
	}
	switch easter := Easter(year); today {
	case easter:
		return HolidayEaster, true
	case easter.next():
		return HolidayEasterMonday, true
	}
	return "", false
}

// next is the day after one in March or April, where Easter is: never later
// than 25 April.
func (d YearDay) next() YearDay {
	if d == (YearDay{time.March, 31}) {
		return YearDay{time.April, 1}
	}
	return YearDay{d.Month, d.Day + 1}
}

// Easter is Easter Sunday of a year of the Gregorian calendar, by the reckoning
// that Meeus gives in Astronomical Algorithms (chapter 8), after Butcher. The
// letters are theirs.
func Easter(year int) YearDay {
	a := year % 19
	b, c := year/100, year%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return YearDay{time.Month(n / 31), n%31 + 1}
}

package formsapi

import "time"

// A Period is a stretch of whole days of an office's calendar, both ends included.
type Period struct{ From, Until Date }

// A ReportQuery is what somebody asks a report of, as it was typed.
type ReportQuery struct {
	From, Until string // 2006-01-02
	Office      string // an id; empty: every office whose reports they read
}

// period reads what was typed. It answers CodeInvalid for what is no date, ends
// before it begins, or is longer than MaxReportDays.
func (q ReportQuery) period() (Period, error) {
	from, errFrom := time.Parse(time.DateOnly, q.From)
	until, errUntil := time.Parse(time.DateOnly, q.Until)
	switch {
	case errFrom != nil:
		return Period{}, wrongPeriod("from", &Problem{Code: CodeInvalid, Key: "report-date-invalid"})
	case errUntil != nil:
		return Period{}, wrongPeriod("until", &Problem{Code: CodeInvalid, Key: "report-date-invalid"})
	case until.Before(from):
		return Period{}, wrongPeriod("until", &Problem{Code: CodeInvalid, Key: "report-ends-early"})
	case until.After(from.AddDate(0, 0, MaxReportDays-1)):
		return Period{}, wrongPeriod("until", &Problem{Code: CodeInvalid, Key: "report-too-long"})
	}
	return Period{DateOf(from), DateOf(until)}, nil
}

// wrongPeriod names the field of what is wrong with the period as a whole.
func wrongPeriod(field string, p *Problem) error {
	p.Fields = []FieldError{{Field: field, Key: p.Key}}
	return p
}

// days are the first and the last day, at midnight UTC.
func (p Period) days() (from, until time.Time) {
	from, _ = time.Parse(time.DateOnly, string(p.From))
	until, _ = time.Parse(time.DateOnly, string(p.Until))
	return from, until
}

// In is from which instant on the period is, and from which it is no more, by the
// calendar of a zone.
func (p Period) In(zone *time.Location) (from, until time.Time) {
	a, b := p.days()
	return time.Date(a.Year(), a.Month(), a.Day(), 0, 0, 0, 0, zone), time.Date(b.Year(), b.Month(), b.Day()+1, 0, 0, 0, 0, zone)
}

const monthLayout = "2006-01"

// Months are the months that the period touches, in order.
func (p Period) Months() (all []string) {
	from, until := p.days()
	for m := from.AddDate(0, 0, 1-from.Day()); !m.After(until); m = m.AddDate(0, 1, 0) {
		all = append(all, m.Format(monthLayout))
	}
	return all
}

// holds says whether the whole of a month is within the period.
func (p Period) holds(month string) bool {
	first, err := time.Parse(monthLayout, month)
	from, until := p.days()
	return err == nil && !first.Before(from) && !first.AddDate(0, 1, -1).After(until)
}

// A Preset is a period that is often asked for.
type Preset struct {
	Name string // of PresetNames
	Period
}

// PresetNames lists them, in the order of the page.
var PresetNames = []string{"this-month", "last-month", "last-quarter", "this-year", "last-year"}

// Presets are the periods that are often asked for, on a day.
func Presets(today time.Time) []Preset {
	y, m, _ := today.Date()
	quarter := m - (m-1)%3 // its first month
	ends := [][2]time.Time{
		{utcDay(y, m, 1), utcDay(y, m+1, 0)},
		{utcDay(y, m-1, 1), utcDay(y, m, 0)},
		{utcDay(y, quarter-3, 1), utcDay(y, quarter, 0)},
		{utcDay(y, time.January, 1), utcDay(y, time.December, 31)},
		{utcDay(y-1, time.January, 1), utcDay(y-1, time.December, 31)},
	}
	all := make([]Preset, len(PresetNames))
	for i, name := range PresetNames {
		all[i] = Preset{name, Period{DateOf(ends[i][0]), DateOf(ends[i][1])}}
	}
	return all
}

func utcDay(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

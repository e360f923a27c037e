package formsapi_test

import (
	"errors"
	"testing"
	"time"
	_ "time/tzdata"

	formsapi "sportello/forms-api"

	"github.com/google/go-cmp/cmp"
)

// These tests write an instant as Rome's clock shows it, with the offset where
// that alone would be ambiguous.

func TestOpenAt(t *testing.T) {
	potenza := hours(t, "Europe/Rome", map[string][]string{
		"wed": {"08:30-12:00"}, "thu": {"08:30-12:00", "16:30-18:00"}, "fri": {"08:30-12:00"},
	},
		closure(t, "2026-12-24T00:00", "2027-01-01T00:00"),
		closure(t, "2026-08-13T17:00", "2026-08-14T10:00"),
	)
	for _, c := range []struct {
		at   string
		open bool
	}{
		{"2026-11-25T08:29:59+01:00", false},
		{"2026-11-25T08:30:00+01:00", true},
		{"2026-11-25T11:59:59+01:00", true},
		{"2026-11-25T12:00:00+01:00", false},
		{"2026-11-26T14:00:00+01:00", false},
		{"2026-11-26T16:30:00+01:00", true},
		{"2026-11-24T10:00:00+01:00", false}, // a Tuesday
		{"2026-11-25T07:30:00Z", true},       // another zone, the same instant
		{"2026-08-13T16:59:00+02:00", true},
		{"2026-08-13T17:00:00+02:00", false},
		{"2026-08-14T09:59:00+02:00", false},
		{"2026-08-14T10:00:00+02:00", true},
		{"2026-12-24T10:00:00+01:00", false},
		{"2026-12-31T10:00:00+01:00", false},
		{"2027-01-01T10:00:00+01:00", true},
		{"1969-12-31T10:00:00+01:00", true}, // a Wednesday
	} {
		if got := potenza.OpenAt(instant(t, c.at)); got != c.open {
			t.Errorf("open at %s: got %t, want %t", c.at, got, c.open)
		}
	}
}

func TestNextChange(t *testing.T) {
	mornings := map[string][]string{"mon": {"09:00-12:00"}, "wed": {"09:00-12:00", "12:00-14:00"}}
	for _, c := range []struct {
		name     string
		week     map[string][]string
		closures []formsapi.Closure
		after    string
		at       string // empty: nothing changes
		opens    bool
	}{
		{"before opening", mornings, nil, "2026-11-23T08:00:00+01:00", "2026-11-23T09:00:00+01:00", true},
		{"as it opens, the next change is closing", mornings, nil, "2026-11-23T09:00:00+01:00", "2026-11-23T12:00:00+01:00", false},
		{"as it closes, the next change is days away", mornings, nil, "2026-11-23T12:00:00+01:00", "2026-11-25T09:00:00+01:00", true},
		{"intervals that touch are one stretch", mornings, nil, "2026-11-25T09:30:00+01:00", "2026-11-25T14:00:00+01:00", false},
		{"over the end of the week", mornings, nil, "2026-11-25T14:00:00+01:00", "2026-11-30T09:00:00+01:00", true},
		{"midnight is no change if both days are open", map[string][]string{"mon": {"20:00-24:00"}, "tue": {"00:00-06:00"}},
			nil, "2026-11-23T21:00:00+01:00", "2026-11-24T06:00:00+01:00", false},
		{"until 24:00", map[string][]string{"mon": {"20:00-24:00"}}, nil, "2026-11-23T21:00:00+01:00", "2026-11-24T00:00:00+01:00", false},
		{"a closure cuts an interval short", mornings, []formsapi.Closure{closure(t, "2026-11-23T10:15", "2026-11-23T11:00")},
			"2026-11-23T09:00:00+01:00", "2026-11-23T10:15:00+01:00", false},
		{"the closure ends within the interval", mornings, []formsapi.Closure{closure(t, "2026-11-23T10:15", "2026-11-23T11:00")},
			"2026-11-23T10:15:00+01:00", "2026-11-23T11:00:00+01:00", true},
		{"closures that overlap", mornings, []formsapi.Closure{
			closure(t, "2026-11-25T00:00", "2026-11-29T00:00"), closure(t, "2026-11-24T00:00", "2026-12-02T13:00")},
			"2026-11-24T12:00:00+01:00", "2026-12-02T13:00:00+01:00", true},
		{"a closure outside the hours changes nothing", mornings, []formsapi.Closure{closure(t, "2026-11-24T00:00", "2026-11-25T00:00")},
			"2026-11-23T12:00:00+01:00", "2026-11-25T09:00:00+01:00", true},
		{"closed for more than a year", mornings, []formsapi.Closure{closure(t, "2026-11-24T00:00", "2028-01-01T00:00")},
			"2026-11-24T00:00:00+01:00", "", false},
		{"never open", map[string][]string{}, nil, "2026-11-24T00:00:00+01:00", "", false},
		{"always open", allWeek("00:00-24:00"), nil, "2026-11-24T00:00:00+01:00", "", false},
		{"from the middle of a second", mornings, nil, "2026-11-23T08:59:59.999999999+01:00", "2026-11-23T09:00:00+01:00", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			checkNextChange(t, hours(t, "Europe/Rome", c.week, c.closures...), c.after, c.at, c.opens)
		})
	}
}

// The clocks go forward at 02:00 on 29 March 2026, and back at 03:00 on 25
// October 2026: both are Sundays.
func TestNextChangeAsClocksChange(t *testing.T) {
	for _, c := range []struct {
		name  string
		week  map[string][]string
		after string
		at    string
		opens bool
	}{
		{"forward: an interval that ends in the skipped hour ends at the jump",
			sundays("01:30-02:30"), "2026-03-29T01:45:00+01:00", "2026-03-29T03:00:00+02:00", false},
		{"forward: one that begins in the skipped hour begins at the jump",
			sundays("02:30-04:00"), "2026-03-29T00:00:00+01:00", "2026-03-29T03:00:00+02:00", true},
		{"forward: one within the skipped hour does not come",
			sundays("02:15-02:45"), "2026-03-29T00:00:00+01:00", "2026-04-05T02:15:00+02:00", true},
		{"forward: one that ends with the skipped hour ends at the jump",
			sundays("01:00-03:00"), "2026-03-29T01:30:00+01:00", "2026-03-29T03:00:00+02:00", false},
		{"forward: one over the jump is an hour shorter",
			sundays("01:00-04:00"), "2026-03-29T01:00:00+01:00", "2026-03-29T04:00:00+02:00", false},
		{"forward: ordinary hours that day are on the new time",
			sundays("09:00-12:00"), "2026-03-29T00:30:00+01:00", "2026-03-29T09:00:00+02:00", true},
		{"back: an interval over the jump is an hour longer",
			sundays("01:00-04:00"), "2026-10-25T01:00:00+02:00", "2026-10-25T04:00:00+01:00", false},
		{"back: one within the repeated hour comes, ends …",
			sundays("02:00-02:30"), "2026-10-25T02:00:00+02:00", "2026-10-25T02:30:00+02:00", false},
		{"back: … and comes again",
			sundays("02:00-02:30"), "2026-10-25T02:30:00+02:00", "2026-10-25T02:00:00+01:00", true},
		{"back: one that begins in the repeated hour pauses at the jump",
			sundays("02:30-04:00"), "2026-10-25T02:30:00+02:00", "2026-10-25T02:00:00+01:00", false},
		{"back: the whole repeated hour lasts two hours",
			sundays("02:00-03:00"), "2026-10-25T02:00:00+02:00", "2026-10-25T03:00:00+01:00", false},
		{"back: ordinary hours that day are on the new time",
			sundays("09:00-12:00"), "2026-10-25T00:30:00+02:00", "2026-10-25T09:00:00+01:00", true},
		{"a weekday's hours stay on the wall's time over the change",
			map[string][]string{"fri": {"09:00-12:00"}}, "2026-03-27T12:00:00+01:00", "2026-04-03T09:00:00+02:00", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			checkNextChange(t, hours(t, "Europe/Rome", c.week), c.after, c.at, c.opens)
		})
	}
}

// Where the clocks change at midnight, a day may begin at 01:00; where a country
// moved over the date line, a day may be missing.
func TestNextChangeInOtherZones(t *testing.T) {
	cairo := hours(t, "Africa/Cairo", map[string][]string{"fri": {"00:00-02:00"}})
	checkNextChange(t, cairo, "2026-04-23T12:00:00+02:00", "2026-04-24T01:00:00+03:00", true)

	samoa := hours(t, "Pacific/Apia", map[string][]string{"fri": {"09:00-12:00"}})
	checkNextChange(t, samoa, "2011-12-29T12:00:00-10:00", "2012-01-06T09:00:00+14:00", true)

	utc := hours(t, "UTC", map[string][]string{"sun": {"02:15-02:45"}})
	checkNextChange(t, utc, "2026-03-29T00:00:00Z", "2026-03-29T02:15:00Z", true)
}

func TestUnknownHours(t *testing.T) {
	strike := closure(t, "2026-11-24T00:00", "2026-11-25T00:00")
	unknown, err := formsapi.UnknownHours(rome(t), []formsapi.Closure{strike})
	if err != nil {
		t.Fatal(err)
	}
	during := instant(t, "2026-11-24T10:00:00+01:00")
	for name, h := range map[string]formsapi.OpeningHours{"zero": {}, "unknown": unknown} {
		if h.Known() || h.OpenAt(during) || h.Days() != nil {
			t.Errorf("%s: known or open", name)
		}
		if _, _, ok := h.NextChange(during); ok {
			t.Errorf("%s: a change is foretold", name)
		}
	}
	if got, ok := unknown.ClosureAt(during); !ok || got != strike {
		t.Errorf("closure of an office with unknown hours: got %v, %t", got, ok)
	}
	if _, ok := (formsapi.OpeningHours{}).ClosureAt(during); ok {
		t.Error("zero: a closure out of nowhere")
	}
}

func TestDaysAreMondayFirstAndInOrder(t *testing.T) {
	h := hours(t, "Europe/Rome", map[string][]string{"sun": {"10:00-11:00"}, "thu": {"16:30-18:00", "08:30-12:00"}})
	want := []formsapi.DayHours{
		{Weekday: time.Monday}, {Weekday: time.Tuesday}, {Weekday: time.Wednesday},
		{Weekday: time.Thursday, Intervals: []formsapi.Interval{interval(t, "08:30-12:00"), interval(t, "16:30-18:00")}},
		{Weekday: time.Friday}, {Weekday: time.Saturday},
		{Weekday: time.Sunday, Intervals: []formsapi.Interval{interval(t, "10:00-11:00")}},
	}
	if diff := cmp.Diff(want, h.Days()); diff != "" {
		t.Errorf("days (-want +got):\n%s", diff)
	}
}

func TestImpossibleHoursAreRefused(t *testing.T) {
	week := func(intervals ...formsapi.Interval) formsapi.Week {
		return formsapi.Week{time.Monday: intervals}
	}
	for name, c := range map[string]struct {
		zone     *time.Location
		week     formsapi.Week
		closures []formsapi.Closure
	}{
		"closes first":             {rome(t), week(formsapi.Interval{Opens: 600, Closes: 500}), nil},
		"closes as it opens":       {rome(t), week(formsapi.Interval{Opens: 600, Closes: 600}), nil},
		"past 24:00":               {rome(t), week(formsapi.Interval{Opens: 600, Closes: 1441}), nil},
		"before 00:00":             {rome(t), week(formsapi.Interval{Opens: -1, Closes: 10}), nil},
		"overlap":                  {rome(t), week(formsapi.Interval{Opens: 600, Closes: 700}, formsapi.Interval{Opens: 540, Closes: 601}), nil},
		"closure ends first":       {rome(t), formsapi.Week{}, []formsapi.Closure{{From: 10, Until: 9}}},
		"closure ends as it began": {rome(t), formsapi.Week{}, []formsapi.Closure{{From: 10, Until: 10}}},
		"no zone":                  {nil, formsapi.Week{}, nil},
	} {
		if _, err := formsapi.NewOpeningHours(c.zone, c.week, c.closures); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestHoursDoNotShareTheirCallersSlices(t *testing.T) {
	day := []formsapi.Interval{interval(t, "16:00-17:00"), interval(t, "09:00-12:00")}
	h, err := formsapi.NewOpeningHours(rome(t), formsapi.Week{time.Monday: day}, nil)
	if err != nil {
		t.Fatal(err)
	}
	day[0] = interval(t, "00:00-24:00")
	h.Days()[0].Intervals[0] = interval(t, "00:00-24:00")
	checkNextChange(t, h, "2026-11-23T00:00:00+01:00", "2026-11-23T09:00:00+01:00", true)
}

func TestParseInterval(t *testing.T) {
	for text, want := range map[string]formsapi.Interval{
		"08:30-12:00":   {Opens: 510, Closes: 720},
		"00:00-24:00":   {Opens: 0, Closes: 1440},
		"08:30 - 12:00": {Opens: 510, Closes: 720},
	} {
		if got, err := formsapi.ParseInterval(text); err != nil || got != want {
			t.Errorf("%q: got %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "08:30", "8:30-12:00", "08.30-12.00", "08:30-24:01", "24:00-24:00", "08:60-12:00", "08:30-12:00-13:00", "08:30–12:00"} {
		if got, err := formsapi.ParseInterval(text); err == nil {
			t.Errorf("%q: accepted as %v", text, got)
		}
	}
	for _, text := range []string{"12:00-08:30", "12:00-12:00", "22:00-02:00"} {
		if _, err := formsapi.ParseInterval(text); !errors.Is(err, formsapi.ErrClosesFirst) {
			t.Errorf("%q: got %v, want ErrClosesFirst", text, err)
		}
	}
}

func BenchmarkNextChange(b *testing.B) {
	zone, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		b.Fatal(err)
	}
	closedForYears := []formsapi.Closure{{From: formsapi.NewWallTime(2026, 1, 1, 0), Until: formsapi.NewWallTime(2030, 1, 1, 0)}}
	week := formsapi.Week{time.Monday: {{Opens: 540, Closes: 720}}}
	for name, closures := range map[string][]formsapi.Closure{"in days": nil, "never": closedForYears} {
		h, err := formsapi.NewOpeningHours(zone, week, closures)
		if err != nil {
			b.Fatal(err)
		}
		after := time.Date(2026, 11, 24, 12, 0, 0, 0, zone)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				h.NextChange(after)
			}
		})
	}
}

func checkNextChange(t *testing.T, h formsapi.OpeningHours, after, at string, opens bool) {
	t.Helper()
	got, gotOpens, ok := h.NextChange(instant(t, after))
	if at == "" {
		if ok {
			t.Errorf("after %s: got a change at %s, want none", after, got)
		}
		return
	}
	// The text shows the offset too: the change is told in the office's zone.
	if shown := got.Format(time.RFC3339); !ok || shown != at || gotOpens != opens {
		t.Errorf("after %s: got %s, opens %t, ok %t; want %s, opens %t", after, shown, gotOpens, ok, at, opens)
	}
}

func hours(t *testing.T, zone string, days map[string][]string, closures ...formsapi.Closure) formsapi.OpeningHours {
	t.Helper()
	location, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	var week formsapi.Week
	for n, name := range []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"} {
		for _, text := range days[name] {
			week[n] = append(week[n], interval(t, text))
		}
	}
	h, err := formsapi.NewOpeningHours(location, week, closures)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func sundays(text string) map[string][]string { return map[string][]string{"sun": {text}} }

func allWeek(text string) map[string][]string {
	week := map[string][]string{}
	for _, day := range []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"} {
		week[day] = []string{text}
	}
	return week
}

func interval(t *testing.T, text string) formsapi.Interval {
	t.Helper()
	i, err := formsapi.ParseInterval(text)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func closure(t *testing.T, from, until string) formsapi.Closure {
	t.Helper()
	return formsapi.Closure{From: wall(t, from), Until: wall(t, until), Reason: formsapi.ClosedForOther}
}

func wall(t *testing.T, text string) formsapi.WallTime {
	t.Helper()
	at, err := time.Parse("2006-01-02T15:04", text)
	if err != nil {
		t.Fatal(err)
	}
	return formsapi.WallTimeAt(at, time.UTC)
}

func instant(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func rome(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

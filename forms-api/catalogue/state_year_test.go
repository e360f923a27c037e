package catalogue_test

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"testing"
	"time"

	formsapi "sportello/forms-api"
	"sportello/forms-api/catalogue"

	"github.com/google/go-cmp/cmp"
	"github.com/pelletier/go-toml/v2"
)

// TestStatesOfAYear walks every minute of 2026, the two days that clocks change
// among them, and holds the states of every office, and their next change, against
// doorModel. The offices are the site's own and some in testdata/year.
func TestStatesOfAYear(t *testing.T) {
	minutes := minutesOfTheYear(t)
	for name, content := range map[string]fs.FS{"the site's": os.DirFS("../../content"), "synthetic": contentWith(t, "testdata/year")} {
		s, found := catalogue.Load(content, nil, today)
		if s == nil {
			t.Fatal(name, found)
		}
		for _, o := range s.Offices() {
			model := readDoor(t, content, o.ID)
			t.Run(o.ID+" counter", func(t *testing.T) {
				t.Parallel()
				compareYear(t, minutes, model.counter, attendance{o.StateAt, o.Outlooks})
			})
			t.Run(o.ID+" telephone", func(t *testing.T) {
				t.Parallel()
				compareYear(t, minutes, model.telephone, attendance{o.TelephoneStateAt, o.TelephoneOutlooks})
			})
		}
	}
}

// attendance is what is asked of a counter or a telephone.
type attendance struct {
	stateAt  stateAt
	outlooks func(from, until time.Time) []formsapi.Outlook
}

// changes leave out that one closure follows upon another.
func (a attendance) changes(from, until time.Time) (all []formsapi.StateChange) {
	for _, o := range a.outlooks(from, until) {
		if len(all) == 0 || all[len(all)-1].State != o.State {
			all = append(all, o.StateChange)
		}
	}
	return all
}

type stateAt func(time.Time) (formsapi.OfficeState, time.Time, formsapi.OfficeState, bool)

// minute is what the clock and the calendar in the office show at an instant.
type minute struct {
	at    time.Time
	text  string // 2026-03-29T03:00
	day   string // 2026-03-29
	clock string // 03:00
	name  string // sun
}

// minutesOfTheYear go on into January, so that the last ones of 2026 have a next
// change too.
func minutesOfTheYear(t *testing.T) []minute {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		t.Fatal(err)
	}
	names := [7]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}
	var all []minute
	for at := time.Date(2026, 1, 1, 0, 0, 0, 0, zone); at.Before(time.Date(2027, 1, 16, 0, 0, 0, 0, zone)); at = at.Add(time.Minute) {
		text := at.Format("2006-01-02T15:04")
		all = append(all, minute{at, text, text[:10], text[11:], names[at.Weekday()]})
	}
	return all
}

// compareYear comes from the end of the year, so that it knows the next change of
// every minute. It looks at every minute in the list of changes, and asks for the
// state outright around each change and at every seventh minute between them; where
// the next change is more than a week away, which is slow to find, at one in 9973.
func compareYear(t *testing.T, minutes []minute, model func(minute) formsapi.OfficeState, o attendance) {
	first, last := minutes[0], minutes[len(minutes)-1]
	changes := o.changes(first.at, last.at.Add(time.Minute))
	var later, after formsapi.StateChange
	for n := len(minutes) - 1; n >= 0; n-- {
		m := minutes[n]
		now := formsapi.StateChange{At: m.at, State: model(m)}
		if after.State != "" && after.State != now.State {
			later = after
			changes = checkLast(t, changes, later)
		}
		after = now
		far := later.At.IsZero() || later.At.Sub(m.at) > 7*24*time.Hour
		near := later.At.Sub(m.at) <= 2*time.Minute || len(changes) > 0 && m.at.Sub(changes[len(changes)-1].At) <= time.Minute
		if m.at.Year() == 2026 && (near && !far || !far && n%7 == 0 || n%9973 == 0) {
			checkState(t, o.stateAt, now, later)
		}
	}
	if diff := cmp.Diff([]formsapi.StateChange{{At: first.at, State: model(first)}}, changes); diff != "" {
		t.Errorf("changes that the model has not (-want +got):\n%s", diff)
	}
}

// checkLast takes the last change, which is the one that the model has just met.
func checkLast(t *testing.T, changes []formsapi.StateChange, want formsapi.StateChange) []formsapi.StateChange {
	t.Helper()
	if len(changes) == 0 || !changes[len(changes)-1].At.Equal(want.At) || changes[len(changes)-1].State != want.State {
		t.Fatalf("change: want %v, got %v", want, changes[max(len(changes)-1, 0):])
	}
	return changes[:len(changes)-1]
}

// checkState knows no later change than the model has: there is none, or it comes
// after the walk.
func checkState(t *testing.T, stateAt stateAt, now, later formsapi.StateChange) {
	t.Helper()
	state, until, next, ok := stateAt(now.At)
	right := state == now.State
	if later.At.IsZero() {
		right = right && (!ok || until.Year() > 2026)
	} else {
		right = right && ok && until.Equal(later.At) && next == later.State
	}
	if !right {
		t.Fatalf("at %s: got %s until %s, then %s (%t); want %s until %s, then %s", now.At, state, until, next, ok, now.State, later.At, later.State)
	}
}

// doorModel is what hangs at an office's door, read from its facts as a passer-by
// reads: day, clock and dates are texts.
type doorModel struct {
	Access   string
	Hours    any
	Holidays struct {
		Observed *bool
	}
	PatronSaint struct {
		Date string
	} `toml:"patron_saint"`
	Closures []struct{ From, Until any }

	weeks   map[string]map[string][][2]string // counter: mon: 08:30, 12:00
	notices [][2]string                       // 2026-12-24, 2026-12-31; 2026-08-14T12:00, …
}

// italy2026 are the holidays of 2026 and of the January after it, as printed in
// a calendar.
var italy2026 = []string{
	"2026-01-01", "2026-01-06", "2026-04-05", "2026-04-06", "2026-04-25", "2026-05-01", "2026-06-02", "2026-08-15",
	"2026-10-04", "2026-11-01", "2026-12-08", "2026-12-25", "2026-12-26", "2027-01-01", "2027-01-06",
}

func readDoor(t *testing.T, content fs.FS, id string) *doorModel {
	t.Helper()
	facts, err := fs.ReadFile(content, path.Join("offices", id, "office.toml"))
	if err != nil {
		t.Fatal(err)
	}
	m := &doorModel{weeks: map[string]map[string][][2]string{}}
	if err := toml.Unmarshal(facts, m); err != nil {
		t.Fatal(err)
	}
	tables, _ := m.Hours.(map[string]any)
	for _, which := range []string{"counter", "appointments", "telephone"} {
		if days, ok := tables[which].(map[string]any); ok {
			m.weeks[which] = intervals(days)
		}
	}
	for _, c := range m.Closures {
		m.notices = append(m.notices, [2]string{toTheMinute(c.From), toTheMinute(c.Until)})
	}
	return m
}

func toTheMinute(v any) string {
	text := fmt.Sprint(v)
	return text[:min(len(text), len("2026-08-14T12:00"))]
}

func intervals(days map[string]any) map[string][][2]string {
	week := map[string][][2]string{}
	for day, list := range days {
		for _, i := range list.([]any) {
			var pair [2]string
			pair[0], pair[1] = i.(string)[:5], i.(string)[6:]
			week[day] = append(week[day], pair)
		}
	}
	return week
}

func (m *doorModel) counter(now minute) formsapi.OfficeState {
	_, known := m.weeks["counter"]
	switch {
	case m.shut(now):
		return "temporarily-closed"
	case m.within("counter", now) && m.Access == "by-appointment", m.within("appointments", now):
		return "by-appointment"
	case m.within("counter", now):
		return "open"
	case known:
		return "closed"
	case m.Access == "by-appointment":
		return "by-appointment"
	}
	return "unknown"
}

func (m *doorModel) telephone(now minute) formsapi.OfficeState {
	_, known := m.weeks["telephone"]
	switch {
	case m.shut(now):
		return "temporarily-closed"
	case m.within("telephone", now):
		return "open"
	case known:
		return "closed"
	}
	return "unknown"
}

func (m *doorModel) within(which string, now minute) bool {
	return slices.ContainsFunc(m.weeks[which][now.name], func(i [2]string) bool { return i[0] <= now.clock && now.clock < i[1] })
}

// shut says whether a holiday or a notice at the door covers the minute.
func (m *doorModel) shut(now minute) bool {
	if m.Holidays.Observed == nil || *m.Holidays.Observed {
		if slices.Contains(italy2026, now.day) || now.day[5:] == m.PatronSaint.Date {
			return true
		}
	}
	return slices.ContainsFunc(m.notices, func(n [2]string) bool {
		if len(n[1]) == len(now.day) { // still closed on that day
			return n[0] <= now.text && now.day <= n[1]
		}
		return n[0] <= now.text && now.text < n[1]
	})
}

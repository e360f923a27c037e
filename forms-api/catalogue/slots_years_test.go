package catalogue_test

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	formsapi "sportello/forms-api"
	"sportello/forms-api/catalogue"

	"github.com/google/go-cmp/cmp"
	"github.com/pelletier/go-toml/v2"
)

// TestSlotsOfTwoYears holds the slots of every office and service in 2026 and
// 2027 against slotModel, week by week: with four changes of the clocks and all
// holidays. The offices are the site's own and those of testdata/slots.
func TestSlotsOfTwoYears(t *testing.T) {
	minutes := minutesOfTwoYears(t)
	for name, content := range map[string]fs.FS{"the site's": os.DirFS("../../content"), "synthetic": contentWith(t, "testdata/slots")} {
		s, found := catalogue.Load(content, nil, today)
		if s == nil {
			t.Fatal(name, found)
		}
		for _, o := range s.Offices() {
			for _, service := range o.Services {
				t.Run(o.ID+" "+service, func(t *testing.T) {
					t.Parallel()
					want := readSlots(t, content, o.ID, service).starts(minutes)
					got := offered(t, s, o, service)
					if diff := cmp.Diff(want, got); diff != "" {
						t.Errorf("%d slots, want %d (-want +got):\n%.2000s", len(got), len(want), diff)
					}
					if o.ID == "night" && len(want) < 1000 {
						t.Errorf("the model has %d slots: it cannot find much", len(want))
					}
				})
			}
		}
	}
}

// offered asks for the slots week by week, each time as of the day before.
func offered(t *testing.T, s *catalogue.Snapshot, o formsapi.Office, service string) (starts []string) {
	t.Helper()
	now := time.Date(2025, 12, 31, 12, 0, 0, 0, o.Zone)
	slots := &formsapi.Slots{Catalogue: s, Store: empty{}, Now: func() time.Time { return now }}
	for day := time.Date(2026, 1, 1, 0, 0, 0, 0, o.Zone); day.Year() < 2028; day = day.AddDate(0, 0, 7) {
		now = day.AddDate(0, 0, -1).Add(12 * time.Hour)
		all, err := slots.Free(t.Context(), formsapi.SlotQuery{Office: o.ID, Service: service, From: formsapi.DateOf(day), Days: 7})
		if err != nil {
			t.Fatal(err)
		}
		for _, slot := range all {
			if slot.Start.Year() < 2028 {
				starts = append(starts, slot.Start.Format(time.RFC3339))
			}
		}
	}
	return starts
}

// empty is a store in which nobody has taken anything.
type empty struct{}

func (empty) TakenPlaces(context.Context, string, formsapi.Unit, formsapi.Unit) ([]formsapi.Place, error) {
	return nil, nil
}

func minutesOfTwoYears(t *testing.T) []minute {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		t.Fatal(err)
	}
	names := [7]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}
	var all []minute
	for at := time.Date(2026, 1, 1, 0, 0, 0, 0, zone); at.Before(time.Date(2028, 1, 2, 0, 0, 0, 0, zone)); at = at.Add(time.Minute) {
		text := at.Format("2006-01-02T15:04")
		all = append(all, minute{at, text, text[:10], text[11:], names[at.Weekday()]})
	}
	return all
}

// slotModel is how an office gives appointments for a service, read from its
// facts as a colleague with a paper calendar reads: day and clock are texts.
type slotModel struct {
	door         *doorModel
	online       bool
	slot, buffer int
	days         map[string][][2]string // mon: 09:00, 12:00
}

// italy2027 are the holidays of 2027, as printed in a calendar.
var italy2027 = []string{
	"2027-03-28", "2027-03-29", "2027-04-25", "2027-05-01", "2027-06-02", "2027-08-15",
	"2027-10-04", "2027-11-01", "2027-12-08", "2027-12-25", "2027-12-26", "2028-01-01",
}

// bookingFacts are the keys of [booking] that make slots.
type bookingFacts struct {
	Mode      string
	Slot      int `toml:"slot_minutes"`
	Buffer    int `toml:"buffer_minutes"`
	Intervals []struct{ Days, Hours []string }
}

func readSlots(t *testing.T, content fs.FS, office, service string) slotModel {
	t.Helper()
	text, err := fs.ReadFile(content, path.Join("offices", office, "office.toml"))
	if err != nil {
		t.Fatal(err)
	}
	var facts struct{ Booking bookingFacts }
	facts.Booking.Slot = 30
	if err := toml.Unmarshal(text, &facts); err != nil {
		t.Fatal(err)
	}
	rule := override(t, text, service, facts.Booking)
	m := slotModel{
		door: readDoor(t, content, office), online: rule.Mode == "request" || rule.Mode == "instant",
		slot: rule.Slot, buffer: rule.Buffer, days: map[string][][2]string{},
	}
	for _, i := range rule.Intervals {
		for _, day := range i.Days {
			for _, h := range i.Hours {
				m.days[day] = append(m.days[day], [2]string{h[:5], h[6:]})
			}
		}
	}
	if len(rule.Intervals) == 0 {
		m.days = m.door.received()
	}
	return m
}

// override is the rule of a service where the office has one.
func override(t *testing.T, text []byte, service string, rule bookingFacts) bookingFacts {
	t.Helper()
	var facts struct {
		Booking struct{ Services map[string]map[string]any }
	}
	if err := toml.Unmarshal(text, &facts); err != nil {
		t.Fatal(err)
	}
	own, err := toml.Marshal(facts.Booking.Services[service])
	if err != nil {
		t.Fatal(err)
	}
	if err := toml.Unmarshal(own, &rule); err != nil {
		t.Fatal(err)
	}
	return rule
}

// received are the stretches in which people are received, those that touch as one.
func (m *doorModel) received() map[string][][2]string {
	days := map[string][][2]string{}
	for _, name := range []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"} {
		all := slices.Concat(m.weeks["counter"][name], m.weeks["appointments"][name])
		slices.SortFunc(all, func(a, b [2]string) int { return strings.Compare(a[0], b[0]) })
		for _, i := range all {
			if last := len(days[name]) - 1; last >= 0 && days[name][last][1] == i[0] {
				days[name][last][1] = i[1]
			} else {
				days[name] = append(days[name], i)
			}
		}
	}
	return days
}

// starts asks of every minute of two years whether a slot begins.
func (m slotModel) starts(minutes []minute) (starts []string) {
	seen := map[string]bool{}
	for n, now := range minutes {
		if m.online && !seen[now.text] && now.at.Year() < 2028 && m.begins(minutes[n:]) {
			starts = append(starts, now.at.Format(time.RFC3339))
		}
		if now.clock < "04:00" { // only these come twice
			seen[now.text] = true
		}
	}
	return starts
}

// begins says whether a slot begins in the first minute: the clock is on the
// grid of an interval, and the office is within it, and not shut, until the slot ends.
func (m slotModel) begins(minutes []minute) bool {
	now := minutes[0]
	for _, i := range m.days[now.name] {
		since := clockMinutes(now.clock) - clockMinutes(i[0])
		if since < 0 || since%(m.slot+m.buffer) != 0 || clockMinutes(now.clock)+m.slot > clockMinutes(i[1]) {
			continue
		}
		whole := true
		for _, later := range minutes[:m.slot] {
			within := later.name == now.name && i[0] <= later.clock && later.clock < i[1]
			whole = whole && within && !m.door.shut(later) && !m.holiday(later)
		}
		if whole {
			return true
		}
	}
	return false
}

func (m slotModel) holiday(now minute) bool {
	observed := m.door.Holidays.Observed == nil || *m.door.Holidays.Observed
	return observed && slices.Contains(italy2027, now.day)
}

// clockMinutes are those since midnight.
func clockMinutes(clock string) int {
	digit := func(n int) int { return int(clock[n] - '0') }
	return (digit(0)*10+digit(1))*60 + digit(3)*10 + digit(4)
}

// contentWith is the village with the offices of a folder in place of its own.
func contentWith(t *testing.T, folder string) fs.FS {
	t.Helper()
	files := maps.Clone(village())
	maps.DeleteFunc(files, func(name string, _ *fstest.MapFile) bool {
		return path.Dir(name) == "offices/desk" || name == "projects/teams/project.toml"
	})
	files["projects/teams/project.toml"] = &fstest.MapFile{}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		facts, err := os.ReadFile(path.Join(folder, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		id := e.Name()[:len(e.Name())-len(".toml")]
		files["offices/"+id+"/office.toml"] = &fstest.MapFile{Data: facts}
		files["offices/"+id+"/index.it.md"] = &fstest.MapFile{Data: []byte(words(id))}
	}
	return files
}

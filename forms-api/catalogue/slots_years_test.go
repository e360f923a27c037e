package catalogue_test

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"path"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	formsapi "sportello/forms-api"
	"sportello/forms-api/catalogue"

	"github.com/google/go-cmp/cmp"
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
					var want []string
					m := readSlots(t, content, o.ID, service)
					for _, s := range m.slots(minutes, len(minutes)) {
						if m.answered(asOf(s.at), s.at) {
							want = append(want, s.at.Format(time.RFC3339))
						}
					}
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

// offered asks for the slots week by week, each time as of the day before it.
func offered(t *testing.T, s *catalogue.Snapshot, o formsapi.Office, service string) (starts []string) {
	t.Helper()
	now := time.Date(2025, 12, 31, 12, 0, 0, 0, o.Zone)
	slots := &formsapi.Slots{Catalogue: s, Store: empty{}, Now: func() time.Time { return now }}
	for day := time.Date(2026, 1, 1, 0, 0, 0, 0, o.Zone); day.Year() < 2028; day = day.AddDate(0, 0, 7) {
		now = asOf(day)
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

// asOf is when the slots of the week of an instant are asked for: at noon before its
// first day.
func asOf(at time.Time) time.Time {
	week := time.Date(2026, 1, 1, 0, 0, 0, 0, at.Location())
	for next := week; !next.After(at); next = next.AddDate(0, 0, 7) {
		week = next
	}
	return week.AddDate(0, 0, -1).Add(12 * time.Hour)
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
	var all []minute
	for at := time.Date(2026, 1, 1, 0, 0, 0, 0, zone); at.Before(time.Date(2028, 1, 2, 0, 0, 0, 0, zone)); at = at.Add(time.Minute) {
		all = append(all, minuteOf(at))
	}
	return all
}

// minuteOf is a minute as the clock and the calendar on the wall show it.
func minuteOf(at time.Time) minute {
	text := at.Format("2006-01-02T15:04")
	return minute{at, text, text[:10], text[11:], strings.ToLower(at.Format("Mon"))}
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

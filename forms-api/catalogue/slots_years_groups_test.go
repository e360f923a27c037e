package catalogue_test

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	formsapi "sportello/forms-api"
	"sportello/forms-api/catalogue"

	"github.com/google/go-cmp/cmp"
)

// TestSlotsOfTwoYearsForAnybody holds what is free at every office against
// slotModel, in each week of two years: for one and for groups, as of a random
// moment, where others have taken places and the desk has closed to the minute.
func TestSlotsOfTwoYearsForAnybody(t *testing.T) {
	minutes := minutesOfTwoYears(t)
	for name, content := range map[string]fs.FS{"the site's": os.DirFS("../../content"), "synthetic": contentWith(t, "testdata/slots")} {
		offices, found := catalogue.Load(content, nil, today)
		if offices == nil {
			t.Fatal(name, found)
		}
		closed, overlay := map[string][][2]string{}, ""
		for n, o := range offices.Offices() {
			closed[o.ID] = randomClosures(rand.New(rand.NewPCG(uint64(n), 7)), minutes)
			overlay += overlayOf(o.ID, closed[o.ID])
		}
		s, found := catalogue.Load(content, []byte(overlay), today)
		if s == nil {
			t.Fatal(name, found)
		}
		for _, o := range s.Offices() {
			for n, service := range o.Services {
				t.Run(o.ID+" "+service, func(t *testing.T) {
					t.Parallel()
					model := readSlots(t, content, o.ID, service)
					model.door.notices = slices.Concat(model.door.notices, closed[o.ID])
					walkWeeks(t, s, asker{model: model, office: o.ID, service: service, random: rand.New(rand.NewPCG(uint64(n), 11))}, minutes)
				})
			}
		}
	}
}

// walkWeeks asks for each week of two years.
func walkWeeks(t *testing.T, s *catalogue.Snapshot, a asker, minutes []minute) {
	shown := 0
	for week := minutes; len(week) > 0 && week[0].at.Year() < 2028; {
		end, _ := slices.BinarySearchFunc(week, week[0].at.AddDate(0, 0, 7), func(m minute, at time.Time) int { return m.at.Compare(at) })
		if end == len(week) { // not all of a week
			break
		}
		a.draw(week[0].at)
		slots := &formsapi.Slots{Catalogue: s, Store: a.others, Now: func() time.Time { return a.now }}
		all, err := slots.Free(t.Context(), formsapi.SlotQuery{
			Office: a.office, Service: a.service, People: a.people, From: formsapi.DateOf(week[0].at), Days: 7,
		})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, slot := range all {
			got = append(got, line(slot.Start, slot.Minutes, slot.Free))
		}
		if diff := cmp.Diff(a.free(week, end), got); diff != "" {
			t.Fatalf("%d people, as of %s (-want +got):\n%.2000s", a.people, a.now, diff)
		}
		shown, week = shown+len(got), week[end:]
	}
	if a.office == "crowd" && shown < 500 {
		t.Errorf("only %d slots were free: it cannot find much", shown)
	}
}

func line(at time.Time, minutes, desks int) string {
	return fmt.Sprintf("%s for %d minutes at %d desks", at.Format(time.RFC3339), minutes, desks)
}

// randomClosures are about fifty of the two years, to the minute, from ten minutes
// to two days long: from, until.
func randomClosures(random *rand.Rand, minutes []minute) (all [][2]string) {
	for range 50 {
		n := random.IntN(len(minutes) - 3*24*60)
		all = append(all, [2]string{minutes[n].text, minutes[n+10+random.IntN(2*24*60)].text})
	}
	return slices.DeleteFunc(all, func(c [2]string) bool { return c[1] <= c[0] })
}

// overlayOf is how the desk keeps closures.
func overlayOf(office string, closed [][2]string) string {
	var text strings.Builder
	for _, c := range closed {
		fmt.Fprintf(&text, "[[closures]]\noffice = %q\nfrom = %s:00\nuntil = %s:00\nreason = \"strike\"\n\n", office, c[0], c[1])
	}
	return text.String()
}

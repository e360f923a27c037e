package catalogue_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Neighbours with the same hours are one line; a day between them parts them.
func TestAWeekIsFolded(t *testing.T) {
	for hours, want := range map[string][]string{
		`mon = ["09:00-17:00"]
tue = ["09:00-17:00"]
wed = ["09:00-17:00"]
thu = ["09:00-17:00"]
fri = ["09:00-17:00"]`: {"1-5 09:00-17:00", "6-7"},
		`tue = ["09:00-12:00", "15:00-17:00"]
thu = ["09:00-12:00", "15:00-17:00"]`: {"1-1", "2-2 09:00-12:00 15:00-17:00", "3-3", "4-4 09:00-12:00 15:00-17:00", "5-7"},
		`mon = ["09:00-12:00"]
sun = ["09:00-12:00"]`: {"1-1 09:00-12:00", "2-6", "7-7 09:00-12:00"},
	} {
		office := "organisation = \"town\"\nservices = [\"legal-advice\", \"orientation\"]\nbooking.mode = \"walk-in\"\n[hours.counter]\n" + hours
		derived := load(t, with("offices/desk/office.toml", office), "").Derive(today).Offices["desk"].Counter
		var got []string
		for _, days := range derived.Folded {
			line := fmt.Sprintf("%d-%d", days.First, days.Last)
			for _, i := range days.Intervals {
				line += " " + i.Opens + "-" + i.Closes
			}
			got = append(got, line)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", hours, diff)
		}
	}
}

package catalogue_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The shape is that of docs/architecture.md, "Derived".
func TestDerive(t *testing.T) {
	want, err := os.ReadFile("testdata/derived.json")
	if err != nil {
		t.Fatal(err)
	}
	s := load(t, village(), "[[closures]]\noffice = \"desk\"\nfrom = 2026-11-23T10:00:00\nuntil = 2026-11-23T17:00:00\nreason = \"illness\"\n")
	got, err := json.MarshalIndent(s.Derive(today), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)+"\n"); diff != "" {
		t.Errorf("derived (-want +got):\n%s", diff)
	}
}

func TestAnOfficeOfWhichLittleIsKnown(t *testing.T) {
	s := load(t, with("offices/desk/office.toml", `
organisation = "town"
services = ["legal-advice", "orientation"]
hours = "unknown"
address.street = "via Montelucci, 4"
booking.mode = "walk-in"
`), "")
	got, err := json.Marshal(s.Derive(today).Offices["desk"])
	if err != nil {
		t.Fatal(err)
	}
	want := `{"id":"desk","organisation":"town","services":["legal-advice","orientation"],` +
		`"address":{"lines":["via Montelucci, 4"],"street":"via Montelucci, 4","city":"","map":"","geo":""},` +
		`"telephones":[],"emails":[],"counter":{"known":false,"week":[],"folded":[]},"telephone":{"known":false,"week":[],"folded":[]},"closures":[],` +
		`"booking":{"mode":"walk-in","online":false,"services":{"legal-advice":{"mode":"walk-in","online":false},"orientation":{"mode":"walk-in","online":false}}},` +
		`"timezone":"Europe/Rome","access":"open-door","appointments":{"known":false,"week":[],"folded":[]},` +
		`"today":{"counter":{"state":"unknown","received":[]},"telephone":{"state":"unknown","received":[]}},` +
		`"upcoming":[],"special_days":{"counter":[],"appointments":[],"telephone":[]},` +
		`"timeline":{"until":1796598000,"counter":[[1795302000,"unknown",0]],"telephone":[[1795302000,"unknown",0]]},` +
		`"mediators":[],"languages":[],"building":[]}`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("derived (-want +got):\n%s", diff)
	}
}

func TestWhatIsOverOnTheDayOfTheBuild(t *testing.T) {
	s := load(t, village(), "")
	for _, c := range []struct {
		on       string
		builtOn  string
		closures int
		project  string
	}{
		{"2020-12-31T12:00:00+01:00", "2020-12-31", 1, "upcoming"},
		{"2021-01-01T00:00:00+01:00", "2021-01-01", 1, "running"},
		{"2022-12-31T23:59:59+01:00", "2022-12-31", 1, "running"},
		{"2022-12-31T23:00:00Z", "2023-01-01", 1, "ended"}, // it is midnight in Italy
		{"2026-12-31T23:59:59+01:00", "2026-12-31", 1, "ended"},
		{"2027-01-01T00:00:00+01:00", "2027-01-01", 0, "ended"},
	} {
		got := s.Derive(instant(t, c.on))
		if string(got.BuiltOn) != c.builtOn || len(got.Offices["desk"].Closures) != c.closures || string(got.Projects["teams"].Status) != c.project {
			t.Errorf("on %s: %s, %v, %s", c.on, got.BuiltOn, got.Offices["desk"].Closures, got.Projects["teams"].Status)
		}
	}
}

func TestForeignAndTollFreeTelephones(t *testing.T) {
	s := load(t, editOffice("0971415507", "800938873"), "")
	if got := s.Derive(today).Offices["desk"].Telephones[0]; got.Shown != "800 938 873" || !got.TollFree || got.URI != "tel:+39800938873" {
		t.Errorf("toll free: %+v", got)
	}
	s = load(t, editOffice("0971415507", "0041 44 668 18 00"), "")
	if got := s.Derive(today).Offices["desk"].Telephones[0]; got.Shown != "+41 44 668 18 00" || got.TollFree {
		t.Errorf("Swiss: %+v", got)
	}
}

// The site's own content is right, and says what the seeds say.
func TestTheContent(t *testing.T) {
	s := load(t, os.DirFS("../../content"), "")
	potenza, _ := s.Office("potenza")
	if at, opens, ok := potenza.CounterHours.NextChange(instant(t, "2026-11-26T12:00:00+01:00")); !ok || !opens || !at.Equal(instant(t, "2026-11-26T16:30:00+01:00")) {
		t.Errorf("Potenza is open again on Thursday afternoon, not %s", at)
	}
	rome, _ := s.Office("roma-sportello-unico")
	if rome.CounterHours.Known() || !rome.TelephoneHours.OpenAt(instant(t, "2026-11-27T16:59:00+01:00")) {
		t.Error("Rome answers the telephone, and nobody knows when its counter opens")
	}
	derived := s.Derive(today)
	for id, online := range map[string]bool{"potenza": true, "montelucci": true, "roma-sportello-unico": false} {
		if got := derived.Offices[id].Booking.Online; got != online {
			t.Errorf("%s takes requests: %t", id, got)
		}
	}
	if got := len(derived.Projects["impact"].Activities); got != 12 {
		t.Errorf("IMPACT has %d activities", got)
	}
	if got := derived.Projects["teams"].Status; got != "ended" {
		t.Errorf("TEAMS is %s", got)
	}
	for _, o := range s.Offices() {
		for _, language := range []string{"it", "en", "ar"} {
			if o.Names[language] == "" || o.Descriptions[language] == "" {
				t.Errorf("%s has no words in %s", o.ID, language)
			}
		}
	}
}

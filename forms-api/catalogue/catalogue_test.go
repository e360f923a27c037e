package catalogue_test

import (
	"io/fs"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	formsapi "sportello/forms-api"
	"sportello/forms-api/catalogue"

	"github.com/google/go-cmp/cmp"
)

func TestSnapshotAnswersTheCatalogue(t *testing.T) {
	s := load(t, village(), "")
	desk, ok := s.Office("desk")
	if !ok {
		t.Fatal("there is no office")
	}
	if got := desk.Title("en"); got != "Desk" {
		t.Errorf("English title: %q", got)
	}
	if got := desk.Title("ar"); got != "Sportello" {
		t.Errorf("a title nobody has translated: %q, want the Italian one", got)
	}
	if got := desk.FirstTelephone(); got != "0971 415507" {
		t.Errorf("first telephone: %q", got)
	}
	for service, want := range map[string]struct {
		mode   formsapi.BookingMode
		offers bool
	}{
		"orientation":  {formsapi.ModeInstant, true},
		"legal-advice": {formsapi.ModePhone, true},
		"housing":      {"", false},
	} {
		if mode, offers := desk.Mode(service), desk.Offers(service); mode != want.mode || offers != want.offers {
			t.Errorf("%s: mode %q, offered %t", service, mode, offers)
		}
	}
	if _, ok := s.Office("counter"); ok {
		t.Error("there is an office that is not")
	}
	if town, _ := s.Organisation("town"); town.Title("en") != "Comune" {
		t.Errorf("an organisation without words goes by its legal name, not %q", town.Title("en"))
	}
	var ids []string
	for _, service := range s.Services() {
		ids = append(ids, service.ID)
	}
	if diff := cmp.Diff([]string{"legal-advice", "orientation"}, ids); diff != "" {
		t.Errorf("services by id (-want +got):\n%s", diff)
	}
}

func TestSuspendedServicesTakeNoRequests(t *testing.T) {
	s := load(t, with("services/orientation/service.toml", "status = \"suspended\"\n"), "")
	desk, _ := s.Office("desk")
	orientation, _ := s.Service("orientation")
	if !desk.Mode("orientation").Online() || desk.TakesRequests(orientation) {
		t.Error("the mode is online all the same, but nobody takes requests")
	}
	got := s.Derive(today)
	if d := got.Offices["desk"].Booking; d.Online || d.Services["orientation"].Online {
		t.Errorf("derived as online: %+v", d)
	}
	if online := got.Services["orientation"].OnlineOffices; len(online) != 0 {
		t.Errorf("online offices: %v", online)
	}
}

// The desk's closures are merged with the content's own: whole days until the end
// of the last one, times to the minute in the office's zone.
func TestOverlayClosesTheOffice(t *testing.T) {
	s := load(t, village(), `
[[closures]]
office = "desk"
from   = 2026-11-23T10:00:00
until  = 2026-11-23T17:00:00
reason = "illness"

[[closures]]
office = "desk"
from   = 2026-11-30
until  = 2026-11-30
reason = "strike"
`)
	desk, _ := s.Office("desk")
	for at, open := range map[string]bool{
		"2026-11-23T09:59:00+01:00": true,
		"2026-11-23T10:00:00+01:00": false,
		"2026-11-23T16:59:00+01:00": false,
		"2026-11-23T17:00:00+01:00": true,
		"2026-11-30T09:00:00+01:00": false,
		"2026-12-07T09:00:00+01:00": true,
		"2026-12-28T09:00:00+01:00": false, // the content's own closure
	} {
		if got := desk.CounterHours.OpenAt(instant(t, at)); got != open {
			t.Errorf("open at %s: %t", at, got)
		}
	}
	var reasons []formsapi.ClosureReason
	for _, c := range desk.Closures {
		reasons = append(reasons, c.Reason)
	}
	want := []formsapi.ClosureReason{formsapi.ClosedForIllness, formsapi.ClosedForStrike, formsapi.ClosedForHoliday}
	if diff := cmp.Diff(want, reasons); diff != "" {
		t.Errorf("closures by their beginning (-want +got):\n%s", diff)
	}
	if closure, ok := desk.TelephoneHours.ClosureAt(instant(t, "2026-11-30T09:00:00+01:00")); !ok || closure.Reason != formsapi.ClosedForStrike {
		t.Errorf("nobody knows the telephone's hours, but it is closed too: %v, %t", closure, ok)
	}
}

func TestOverlayOfAnOfficeThatIsGone(t *testing.T) {
	overlay := "[[closures]]\noffice = \"old\"\nfrom = 2026-11-30\nuntil = 2026-11-30\nreason = \"strike\"\n"
	s, got := catalogue.Load(village(), []byte(overlay), today)
	want := []catalogue.Finding{warning("closures.toml", 2, "closures[0].office", `there is no office "old": its closure is left out`)}
	if diff := cmp.Diff(want, got); s == nil || diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

func TestContentThatIsNotThere(t *testing.T) {
	nowhere, err := fs.Sub(fstest.MapFS{}, "content")
	if err != nil {
		t.Fatal(err)
	}
	if s, got := catalogue.Load(nowhere, nil, today); s != nil || len(got) == 0 {
		t.Errorf("got %v, %v; want an error", s, got)
	}
}

func TestSnapshotServesManyAtOnce(t *testing.T) {
	s := load(t, village(), "")
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			s.Derive(today)
			for _, o := range s.Offices() {
				o.CounterHours.NextChange(today)
			}
		})
	}
	all.Wait()
}

// Whatever an editor writes gets an answer: a snapshot, or errors that say where.
func FuzzOfficeFacts(f *testing.F) {
	f.Add(village()["offices/desk/office.toml"].Data)
	for _, text := range []string{
		"hours = 1", "hours = []", "[hours]\ncounter = [1]", "[hours.counter]\nmon = [[]]", "telephones = [{number = \"1\", for = [\"x\"]}]",
		"[[closures]]\nfrom = 12:00:00\nuntil = 1", "[booking.services]\n\"a.b\" = {mode = \"\"}", "[[a]]\n[a.b]\n[[a.b.c]]", "a.b.c = [{d = 1}, {d.e = 2}]",
		"[booking.services.\"0\"]\nmode = \"x\"", "\"\" = 1", "organisation = 1\n[x.\"\"]",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		s, found := catalogue.Load(with("offices/desk/office.toml", string(text)), text, today)
		if (s == nil) != catalogue.HasErrors(found) {
			t.Fatalf("snapshot %v with findings %v", s, found)
		}
		lines := 1
		for _, b := range text {
			if b == '\n' {
				lines++
			}
		}
		for _, x := range found {
			if x.Sentence == "" || x.Line < 1 || x.Line > max(lines, 6) {
				t.Fatalf("%+v", x)
			}
		}
		if s != nil {
			s.Derive(today)
		}
	})
}

func load(t *testing.T, content fs.FS, overlay string) *catalogue.Snapshot {
	t.Helper()
	s, found := catalogue.Load(content, []byte(overlay), today)
	if len(found) > 0 {
		t.Fatal(found)
	}
	return s
}

func instant(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

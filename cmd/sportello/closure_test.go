package main

import (
	"context"
	"encoding/json"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// The desk closes Potenza on the three days before Christmas Eve: of them only
// the Wednesday has hours.
var deskClosure = formsapi.Closure{
	From: formsapi.NewWallTime(2026, 12, 21, 0), Until: formsapi.NewWallTime(2026, 12, 24, 0),
	WholeDays: true, Reason: formsapi.ClosedForIllness,
}

// closureInTime is how long a closure may take to be everywhere. A machine that does
// other work besides is given three times as long; one that looks for races, all it takes.
const closureInTime = 10 * time.Second

// A closure made at the desk while the program runs is in the slots at once, and
// within seconds on the home page, the office's page, in JSON-LD and in HSDS, in
// each language; taken back, it is gone from all of them.
func TestAClosureMadeAtTheDeskIsEverywhereWithinSeconds(t *testing.T) {
	dir := t.TempDir()
	f := folders{site: townOf(t), data: filepath.Join(dir, "var"), keys: filepath.Join(dir, "keys.toml")}
	p, stop, err := runWith(settings{folders: f, listen: "127.0.0.1:0", now: func() time.Time { return beforeChristmas }})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := stop(); err != nil {
			t.Error(err)
		}
	}()
	ctx := context.Background()
	if open := slotsOn(t, p, "potenza", "2026-12-23"); open == 0 {
		t.Fatal("there is no slot before the closure")
	}
	before := places(t, p)

	began := time.Now()
	if err := p.overlay.AddClosure(ctx, "potenza", deskClosure); err != nil {
		t.Fatal(err)
	}
	if open := slotsOn(t, p, "potenza", "2026-12-23"); open != 0 {
		t.Errorf("%d slots can be had on a closed day", open)
	}
	if open := slotsOn(t, p, "montelucci", "2026-12-22"); open == 0 {
		t.Error("the other office has no slots any more")
	}
	eventually(t, "pages and data tell of the closure", func() bool { return closedOn(t, p, before) })
	took := time.Since(began)
	t.Logf("the closure was everywhere after %.1f s", took.Seconds())
	if took > 3*closureInTime && !raceDetector {
		t.Errorf("the closure was everywhere after %s only, want %s", took, closureInTime)
	}

	if err := p.overlay.RemoveClosure(ctx, "potenza", deskClosure); err != nil {
		t.Fatal(err)
	}
	if open := slotsOn(t, p, "potenza", "2026-12-23"); open == 0 {
		t.Error("taken back, the day has no slots")
	}
	eventually(t, "pages and data are as before", func() bool {
		for what, text := range places(t, p) {
			if text != before[what] {
				return false
			}
		}
		return true
	})
}

// places are where a closure of Potenza shows, in each language.
func places(t *testing.T, p *Program) map[string]string {
	t.Helper()
	all := map[string]string{"hsds": lookup(t, p, "/hsds/services.json")}
	for _, tag := range p.pages.current.edition.Load().Tags() {
		all[tag+" home"] = between(shown(t, p, "/"+tag+"/"), "<main", "</main>")
		office := shown(t, p, "/"+tag+"/offices/potenza/")
		all[tag+" office"] = between(office, `id="closures"`, "</section>")
		all[tag+" json-ld"] = between(office, `<script type="application/ld+json">`, "</script>")
	}
	return all
}

func between(text, begin, end string) string {
	_, text, _ = strings.Cut(text, begin)
	text, _, _ = strings.Cut(text, end)
	return text
}

// closedOn says whether each place tells of the closure: the pages by its reason
// in their language and a link to the office, HSDS by the reason in Italian.
func closedOn(t *testing.T, p *Program, before map[string]string) bool {
	t.Helper()
	for what, text := range places(t, p) {
		tag, where, _ := strings.Cut(what, " ")
		var wanted []string
		switch where {
		case "home":
			wanted = []string{illnessIn(p, tag), "/" + tag + "/offices/potenza/"}
		case "office":
			wanted = []string{illnessIn(p, tag)}
		case "json-ld":
			wanted = []string{"2026-12-23"}
		default:
			wanted = []string{illnessIn(p, "it")}
		}
		if text == before[what] || slices.ContainsFunc(wanted, func(w string) bool { return !strings.Contains(text, w) }) {
			return false
		}
	}
	return true
}

func illnessIn(p *Program, tag string) string {
	return p.pages.current.edition.Load().Words.Message(tag, "closure-illness", nil)
}

func slotsOn(t *testing.T, p *Program, office, day string) int {
	t.Helper()
	var answer struct{ Slots []struct{ Start time.Time } }
	text := lookup(t, p, "/api/slots?office="+office+"&service=orientation&days=1&from="+day)
	if err := json.Unmarshal([]byte(text), &answer); err != nil {
		t.Fatal(err)
	}
	return len(answer.Slots)
}

func lookup(t *testing.T, p *Program, path string) string {
	t.Helper()
	answer, err := http.Get("http://" + p.Addr() + path)
	if err != nil {
		t.Fatal(err)
	}
	text := bodyOf(t, answer)
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s %s", path, answer.Status, text)
	}
	return text
}

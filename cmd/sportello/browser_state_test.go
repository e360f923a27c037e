package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/google/go-cmp/cmp"

	"sportello/forms-api/words"
)

// at sets the clock of every page that the tab opens from now on.
func (tab *tab) at(instant time.Time) {
	tab.t.Helper()
	call(tab, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: fmt.Sprintf(`{
		const real = Date;
		globalThis.Date = class extends real {
			constructor(...given) { given.length ? super(...given) : super(%[1]d); }
			static now() { return %[1]d; }
		};
	}`, instant.UnixMilli())})
}

// What the offices say at instants around their changes, in a week with a strike
// and with Christmas. The desk in via Montelucci is closed for longer than a page
// knows its states; when the counter in Rome receives, nobody knows.
var statesShown = map[string][]struct {
	at, state, next string // wall time in Italy; next is empty where nothing is said
	why             string // a key
}{
	"potenza": {
		{"2026-12-20T10:00:00", "closed", "08:30", ""},
		{"2026-12-23T08:29:59", "closed", "08:30", ""},
		{"2026-12-23T08:30:00", "open", "10:00", ""},
		{"2026-12-23T09:59:59", "open", "10:00", ""},
		{"2026-12-23T10:00:00", "temporarily-closed", "08:30", "closure-strike"},
		{"2026-12-23T23:59:59", "temporarily-closed", "08:30", "closure-strike"},
		{"2026-12-24T00:00:00", "closed", "08:30", ""},
		{"2026-12-24T11:59:59", "open", "12:00", ""},
		{"2026-12-24T12:00:00", "closed", "16:30", ""},
		{"2026-12-24T17:59:59", "open", "18:00", ""},
		{"2026-12-25T00:00:00", "temporarily-closed", "08:30", "holiday-christmas"},
		{"2026-12-26T00:00:00", "temporarily-closed", "08:30", "holiday-stephen"},
	},
	"montelucci": {
		{"2026-12-21T23:59:59", "closed", "09:00", ""},
		{"2026-12-22T00:00:00", "temporarily-closed", "09:00", "closure-illness"},
		{"2027-01-03T23:59:59", "temporarily-closed", "09:00", "closure-illness"},
	},
	"roma-sportello-unico": {
		{"2026-12-24T23:59:59", "by-appointment", "00:00", ""},
		{"2026-12-25T00:00:00", "temporarily-closed", "", "holiday-christmas"},
		{"2026-12-26T23:59:59", "temporarily-closed", "", "holiday-stephen"},
	},
}

func TestBrowserStates(t *testing.T) {
	b := browser(t)
	said, err := words.Load(os.DirFS("../../i18n"))
	if err != nil {
		t.Fatal(err)
	}
	tab := newTab(t, b, beforeTheStrike(t), widths[0])
	for _, language := range []string{"it", "ar"} {
		for office, states := range statesShown {
			path := "/" + language + "/offices/" + office + "/"
			for _, want := range states {
				tab.at(inRome(t, want.at))
				tab.open(path)
				if got := stateShown(tab); got != want.state {
					t.Errorf("%s at %s says %q, want %q", path, want.at, got, want.state)
				}
				if got := tab.text(".page-title .now span"); !strings.Contains(got, want.next) || want.next == "" && got != "" {
					t.Errorf("%s at %s says what comes next as %q, want %q", path, want.at, got, want.next)
				}
				why := ""
				if want.why != "" {
					why = "(" + said.Message(language, want.why, nil) + ")"
				}
				if got := tab.text(".page-title .now strong"); !strings.HasSuffix(got, why) || why == "" && strings.Contains(got, "(") {
					t.Errorf("%s at %s says %q, want the reason %q", path, want.at, got, why)
				}
			}
			saysNothingBeyondItsSpan(tab, path)
		}
	}
	tab.quiet()
}

// Without scripts the day of the build is told, and when people are received
// next: at the counter and, by the same rule, on the telephone.
func TestStatesWithoutScripts(t *testing.T) {
	christmas := time.Date(2026, 12, 24, 23, 0, 0, 0, time.UTC) // midnight in Italy
	dir := t.TempDir()
	f := folders{site: townOf(t), data: filepath.Join(dir, "var"), keys: filepath.Join(dir, "keys.toml")}
	writeFile(t, filepath.Join(f.data, closuresName), announced)
	p, stop, err := runWith(settings{folders: f, listen: "127.0.0.1:0", now: func() time.Time { return christmas }})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := stop(); err != nil {
			t.Error(err)
		}
	}()
	for office, want := range map[string][]string{
		"potenza":    {"Oggi, 25 dicembre 2026: chiuso in via eccezionale (Festa: Natale) | Apre: mercoledì 30 dicembre 2026, 08:30"},
		"montelucci": {"Oggi, 25 dicembre 2026: chiuso in via eccezionale (Malattia del personale) | Apre: giovedì 11 febbraio 2027, 09:00"},
		"roma-sportello-unico": {
			"Oggi, 25 dicembre 2026: chiuso in via eccezionale (Festa: Natale) |",
			"Oggi, 25 dicembre 2026: chiuso in via eccezionale (Festa: Natale) | Apre: lunedì 28 dicembre 2026, 09:00",
		},
	} {
		page := pageAt(t, p, "/it/offices/"+office+"/")
		strong, next := textOf(page.all(".now strong")), textOf(page.all(".now span"))
		var got []string
		for n := range strong {
			got = append(got, strings.TrimSpace(strong[n]+" | "+next[n]))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", office, diff)
		}
	}
}

// stateShown is the state that the top of the page shows; empty: nothing is said.
// The word, which may have a reason behind it, and the lamp must agree.
func stateShown(tab *tab) string {
	tab.t.Helper()
	return evaluate[string](tab, `(() => {
		const line = document.querySelector(".page-title .now");
		if (!line.checkVisibility()) return "";
		const words = JSON.parse(document.querySelector("[data-now-words]").textContent);
		const state = Object.keys(words).find(s => words[s].now === line.querySelector("strong").firstChild.data);
		return line.className === "now now-" + state ? state : line.className + " beside " + line.textContent;
	})()`)
}

// saysNothingBeyondItsSpan opens the page as a telephone kept it, long before or
// after the days that it knows of.
func saysNothingBeyondItsSpan(tab *tab, path string) {
	tab.t.Helper()
	first := instantOf(tab.t, strings.Fields(evaluate[string](tab, `document.querySelector(".page-title .now").dataset.states`))[0])
	last := instantOf(tab.t, evaluate[string](tab, `document.querySelector(".page-title .now").dataset.until`))
	for _, known := range []struct {
		at   time.Time
		said bool
	}{{first.Add(-time.Second), false}, {first, true}, {last.Add(-time.Second), true}, {last, false}, {last.AddDate(1, 0, 0), false}} {
		tab.at(known.at)
		tab.open(path)
		if got := stateShown(tab); (got != "") != known.said {
			tab.t.Errorf("%s at %s says %q; it knows of %s to %s", path, known.at, got, first, last)
		}
	}
}

func instantOf(t *testing.T, seconds string) time.Time {
	t.Helper()
	n, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return time.Unix(n, 0)
}

func inRome(t *testing.T, wall string) time.Time {
	t.Helper()
	rome, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		t.Fatal(err)
	}
	instant, err := time.ParseInLocation("2006-01-02T15:04:05", wall, rome)
	if err != nil {
		t.Fatal(err)
	}
	return instant
}

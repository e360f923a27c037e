package main

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
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

// The desk in Potenza at instants around its changes, in a week with a strike
// and with Christmas.
var statesInPotenza = []struct {
	at, state, next string // wall time in Potenza
}{
	{"2026-12-20T10:00:00", "closed", "08:30"},
	{"2026-12-23T08:29:59", "closed", "08:30"},
	{"2026-12-23T08:30:00", "open", "10:00"},
	{"2026-12-23T09:59:59", "open", "10:00"},
	{"2026-12-23T10:00:00", "temporarily-closed", "08:30"},
	{"2026-12-23T23:59:59", "temporarily-closed", "08:30"},
	{"2026-12-24T00:00:00", "closed", "08:30"},
	{"2026-12-24T11:59:59", "open", "12:00"},
	{"2026-12-24T12:00:00", "closed", "16:30"},
	{"2026-12-24T17:59:59", "open", "18:00"},
	{"2026-12-25T00:00:00", "temporarily-closed", "08:30"},
}

func TestBrowserStates(t *testing.T) {
	b := browser(t)
	tab := newTab(t, b, beforeTheStrike(t), widths[0])
	for _, language := range []string{"it", "ar"} {
		path := "/" + language + "/offices/potenza/"
		for _, want := range statesInPotenza {
			tab.at(inRome(t, want.at))
			tab.open(path)
			if got := stateShown(tab); got != want.state {
				t.Errorf("%s at %s says %q, want %q", path, want.at, got, want.state)
			}
			if got := tab.text(".page-title .now span"); !strings.Contains(got, want.next) {
				t.Errorf("%s at %s says what comes next as %q, want %s", path, want.at, got, want.next)
			}
		}
		saysNothingBeyondItsSpan(tab, path)
	}
	tab.quiet()
}

// stateShown is the state that the top of the page shows; empty: nothing is said.
// The word and the lamp must agree.
func stateShown(tab *tab) string {
	tab.t.Helper()
	return evaluate[string](tab, `(() => {
		const line = document.querySelector(".page-title .now");
		if (!line.checkVisibility()) return "";
		const words = JSON.parse(document.querySelector("[data-now-words]").textContent);
		const state = Object.keys(words).find(s => words[s].now === line.querySelector("strong").textContent);
		return line.className === "now now-" + state ? state : line.className + " beside " + line.textContent;
	})()`)
}

// saysNothingBeyondItsSpan opens the page as a telephone kept it, long before or
// after the days that it knows of.
func saysNothingBeyondItsSpan(tab *tab, path string) {
	tab.t.Helper()
	instants := strings.Fields(evaluate[string](tab, `document.querySelector(".page-title .now").dataset.states`))
	first, last := instantOf(tab.t, instants[0]), instantOf(tab.t, instants[len(instants)-1])
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

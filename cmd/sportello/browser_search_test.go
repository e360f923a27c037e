package main

import (
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/cascadia"
	"github.com/chromedp/cdproto/page"
	"golang.org/x/net/html"
)

// listedHits are the hits that the browser shows.
const listedHits = `[...document.querySelectorAll("[data-hits] a")].map(a => a.getAttribute("href")).join(" ")`

const allOffices = `[...document.querySelectorAll("[data-offices] > li")].map(li => li.dataset.id).join(" ")`

const listedOffices = `[...document.querySelectorAll("[data-offices] > li")].filter(li => !li.hidden).map(li => li.dataset.id).join(" ")`

// typeQuery types into the search field as a keyboard does, all at once.
func typeQuery(tab *tab, text string) {
	tab.t.Helper()
	evaluate[bool](tab, `(() => { const q = document.querySelector("#q"); q.value = `+quoted(text)+`; q.dispatchEvent(new Event("input", {bubbles: true})); return true })()`)
}

func quoted(text string) string { return `decodeURIComponent("` + url.PathEscape(text) + `")` }

// served is what the service lists for a query, for whoever has no JavaScript.
func served(t *testing.T, address, selector, attr string) string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(string(fetch(t, address, ""))))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, n := range cascadia.QueryAll(doc, cascadia.MustCompile(selector)) {
		all = append(all, attribute(n, attr))
	}
	return strings.Join(all, " ")
}

// Given what people type, the browser lists what the service lists. A new number of
// pages is announced only once the script has answered.
func TestBrowserFindsWhatTheServiceFinds(t *testing.T) {
	program := startSite(t)
	tab := newTab(t, browser(t), program, 390)
	queries := map[string][]string{
		"it": {"avvocato", "AVVOCÀTO", "per", "l’interprete", "casa lavoro", "0971 415507", "法律", "zzzz", "Potenza", "carta d’identità", "come avere la cittadinanza", "avocato", "residensa", "mio marito mi picchia"},
		"en": {"lawyer", "interpreti", "e-mail", "help", "casa", "l’asilo nido", "laywer", "homeless"},
		"ar": {"محامي", "المُحامي", "اقامة", "إقامة", "interpreti", "٠٩٧١", "avvocato", "lingua", "أوراقي", "النوم", "سكن", "مدرستي", "زوجي"},
	}
	for language, all := range queries {
		tab.open("/" + language + "/search/")
		for _, q := range all {
			address := program + "/" + language + "/search/?" + url.Values{"q": {q}}.Encode()
			want, total := served(t, address, "[data-hits] a", "href"), servedText(t, address, "[data-total]")
			typeQuery(tab, "")
			tab.eventually("no number is announced before "+q, `document.querySelector("[data-total]").textContent === ""`)
			typeQuery(tab, q)
			tab.eventually("for "+q+" is announced "+total, `document.querySelector("[data-total]").textContent === `+quoted(total))
			if got := evaluate[string](tab, listedHits); got != want {
				t.Errorf("%s: for %s the browser lists %q, the service %q", language, q, got, want)
			}
			if shown := evaluate[bool](tab, `document.querySelector("[data-nothing]").checkVisibility()`); shown != (want == "") {
				t.Errorf("%s: for %s is said that nothing was found: %v, and listed is %q", language, q, shown, want)
			}
		}
		tab.accessible("search results in " + language)
		typeQuery(tab, "zzzz")
		tab.eventually("the page says what to do", `document.querySelector("[data-nothing]").checkVisibility()`)
		if n := evaluate[int](tab, `[...document.querySelectorAll("[data-nothing] a[href*='/needs/']")].filter(a => a.checkVisibility()).length`); n != 10 {
			t.Errorf("%s: who finds nothing is shown %d of the ten needs", language, n)
		}
		if n := len(strings.Fields(served(t, program+"/"+language+"/search/?q=zzzz", "[data-nothing]:not([hidden]) a[href*='/needs/']", "href"))); n != 10 {
			t.Errorf("%s: without JavaScript, who finds nothing is shown %d of the ten needs", language, n)
		}
		tab.accessible("nothing found in " + language)
		tab.fits("nothing found in " + language)
		if at := evaluate[string](tab, `location.search`); at != "" {
			t.Errorf("what was typed stands in the address: %s", at)
		}
	}
	tab.quiet()
}

// Given a question that came with the address, from another page or without the
// script, it leaves the address and so the history of the telephone; what was
// typed is still there, on the way back too.
func TestBrowserKeepsNoQuestionInTheAddress(t *testing.T) {
	program := startSite(t)
	tab := newTab(t, browser(t), program, 390)
	const asked = `location.pathname + location.search + " " + document.querySelector("#q").value + " " + document.querySelectorAll("[data-hits] a").length`
	tab.open("/it/search/?q=violenza&need=papers")
	tab.eventually("the question left the address", `location.search === "?need=papers"`)
	tab.open("/it/")
	tab.open("/it/search/?q=violenza")
	tab.eventually("only the path is left", `location.href === `+quoted(program+"/it/search/"))
	want := evaluate[string](tab, asked)
	if !strings.HasPrefix(want, "/it/search/ violenza ") || strings.HasSuffix(want, " 0") {
		t.Fatalf("a question that came with the address is kept as %q", want)
	}
	tab.open("/it/offices/")
	evaluate[bool](tab, `(history.back(), true)`)
	tab.eventually("the question is there on the way back", `location.pathname === "/it/search/" && `+asked+` === `+quoted(want))
	evaluate[bool](tab, `(history.back(), true)`)
	tab.eventually("the way back goes on", `location.pathname === "/it/"`)
	tab.quiet()
}

// servedText is what the service writes into a part of the page.
func servedText(t *testing.T, address, selector string) string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(string(fetch(t, address, ""))))
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for n := range cascadia.Query(doc, cascadia.MustCompile(selector)).Descendants() {
		if n.Type == html.TextNode {
			text.WriteString(n.Data)
		}
	}
	return text.String()
}

// Given the site's own pages, the Italian word finds them in every language, and
// small words, elisions and what is on every page find nothing by themselves.
func TestSearchFindsByTheItalianWordAndNotBySmallOnes(t *testing.T) {
	program := startSite(t)
	found := func(language, q string) []string {
		return strings.Fields(served(t, program+"/"+language+"/search/?"+url.Values{"q": {q}}.Encode(), "[data-hits] a", "href"))
	}
	for _, language := range languagesHere(t) {
		for q, need := range map[string]string{"avvocato": "legal-help", "casa": "sleep", "lingua": "", "asilo politico": "legal-help", "ospedale": "health", "mio marito mi picchia": "danger", "passaporto": "papers", "curriculum": "work"} {
			if hits := found(language, q); len(hits) == 0 || need != "" && hits[0] != "/"+language+"/needs/"+need+"/" {
				t.Errorf("%s: %q finds %v", language, q, hits)
			}
		}
		for _, q := range []string{"come avere la zanzariera", "l’abbonamento", "dell’abbonamento", "stampato"} {
			if hits := found(language, q); len(hits) > 0 {
				t.Errorf("%s: %q finds %v", language, q, hits)
			}
		}
		for _, q := range []string{"carta d’identità", "l’asilo nido"} { // pages with carta or asilo are an answer
			if hits := found(language, q); len(hits) >= 10 {
				t.Errorf("%s: %q finds %d pages: %v", language, q, len(hits), hits)
			}
		}
	}
}

// A Wednesday on which Potenza is open.
const whenPotenzaIsOpen = "2026-12-09T09:00:00"

func TestBrowserFiltersAsTheServiceDoes(t *testing.T) {
	now := inRome(t, whenPotenzaIsOpen)
	program := startSiteAt(t, now)
	tab := newTab(t, browser(t), program, 390)
	tab.at(now)
	tab.open("/it/search/")
	for _, query := range []string{"need=legal-help", "city=Potenza", "city=Potenza&need=legal-help", "door=open-door", "city=Roma&door=open-door&need=other", "open=now", "need=sleep&city=Roma"} {
		want := served(t, program+"/it/search/?"+query, "[data-offices] > li", "data-id")
		if query == "open=now" && (!strings.Contains(want, "potenza") || want == evaluate[string](tab, allOffices)) {
			t.Errorf("at %s the service finds open %q", whenPotenzaIsOpen, want)
		}
		evaluate[bool](tab, `(() => {
			const form = document.querySelector("form[data-form=filter]"), asked = new URLSearchParams("`+query+`");
			form.reset();
			for (const [name, value] of asked) { const c = form.elements[name]; if (c.type === "checkbox") c.checked = true; else c.value = value; }
			form.dispatchEvent(new Event("change", {bubbles: true}));
			return true;
		})()`)
		if got := evaluate[string](tab, listedOffices); got != want {
			t.Errorf("%s leaves %q, by the service %q", query, got, want)
		}
	}
	tab.accessible("the filter")
	tab.quiet()
}

// startSiteAt starts the program where the clock stands still.
func startSiteAt(t *testing.T, now time.Time) (site string) {
	t.Helper()
	dir := t.TempDir()
	f := folders{site: townOf(t), data: filepath.Join(dir, "var"), keys: filepath.Join(dir, "keys.toml")}
	return "http://" + startAt(t, f, func() time.Time { return now }).Addr()
}

// A browser that saves data is given nothing that nobody has asked for.
func TestBrowserSavesData(t *testing.T) {
	program := startSite(t)
	l := newLine(t, program)
	tab := newTab(t, browser(t), l.URL, 390)
	call(tab, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{
		Source: `Object.defineProperty(navigator, "connection", { value: { saveData: true } })`,
	})
	tab.open("/it/services/")
	tab.eventually("what is read is saved", `caches.match("/it/services/").then(r => !!r)`)
	time.Sleep(time.Second) // nothing more comes
	if n := evaluate[int](tab, savedFiles("it")); n > 5 {
		t.Errorf("%d files are saved: more than the page, its style, its script, its manifest and the list", n)
	}
	l.cut(tab, true)
	tab.open("/it/services/")
	if !evaluate[bool](tab, `!!document.querySelector("[data-saved-notice]") && document.styleSheets[0].cssRules.length > 0`) {
		t.Error("the page that was read does not open without a network")
	}
}

package main

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/cascadia"
	"github.com/chromedp/cdproto/page"
	"golang.org/x/net/html"
)

// listedHits are the hits that the browser shows.
const listedHits = `[...document.querySelectorAll("[data-hits] a")].map(a => a.getAttribute("href")).join(" ")`

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

func TestBrowserFindsWhatTheServiceFinds(t *testing.T) {
	program := startSite(t)
	tab := newTab(t, browser(t), program, 390)
	queries := map[string][]string{
		"it": {"avvocato", "AVVOCÀTO", "per", "l’interprete", "casa lavoro", "0971 415507", "法律", "zzzz", "Potenza"},
		"en": {"lawyer", "interpreti", "e-mail", "help"},
		"ar": {"محامي", "المُحامي", "اقامة", "إقامة", "interpreti", "٠٩٧١"},
	}
	for language, all := range queries {
		tab.open("/" + language + "/search/")
		for _, q := range all {
			want := served(t, program+"/"+language+"/search/?"+url.Values{"q": {q}}.Encode(), "[data-hits] a", "href")
			typeQuery(tab, q)
			tab.eventually("the browser finds for "+q+" what the service does: "+want, listedHits+` === "`+want+`"`)
		}
		tab.eventually("the number of pages is announced", `/\d/.test(document.querySelector("[data-results] [role=status]").textContent)`)
		tab.accessible("search results in " + language)
		typeQuery(tab, "zzzz")
		tab.eventually("the page says what to do", `document.querySelector("[data-nothing]").checkVisibility()`)
		tab.accessible("nothing found in " + language)
		tab.fits("nothing found in " + language)
		if at := evaluate[string](tab, `location.search`); at != "" {
			t.Errorf("what was typed stands in the address: %s", at)
		}
	}
	tab.quiet()
}

func TestBrowserFiltersAsTheServiceDoes(t *testing.T) {
	program := startSite(t)
	tab := newTab(t, browser(t), program, 390)
	tab.open("/it/search/")
	for _, query := range []string{"need=legal-help", "city=Potenza", "city=Potenza&need=legal-help", "door=open-door", "city=Roma&door=open-door&need=other", "open=now", "need=sleep&city=Roma"} {
		want := served(t, program+"/it/search/?"+query, "[data-offices] > li", "data-id")
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

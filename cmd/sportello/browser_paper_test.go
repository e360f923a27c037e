package main

import (
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
)

// loadedCodes lists the QR codes that the page has fetched.
const loadedCodes = `performance.getEntriesByType("resource").map(e => e.name).filter(n => n.includes("/qr/")).join(" ")`

func TestBrowserOnPaper(t *testing.T) {
	program := startSite(t)
	tab := newTab(t, browser(t), program, 390)
	for _, path := range []string{"/it/offices/potenza/", "/ar/offices/potenza/", "/en/services/legal-advice/"} {
		tab.open(path)
		if codes := evaluate[string](tab, loadedCodes); codes != "" {
			t.Errorf("%s fetches for the screen what is for paper: %s", path, codes)
		}
		if n := evaluate[int](tab, `1 + performance.getEntriesByType("resource").filter(e => !e.name.endsWith(".webmanifest") && e.startTime < performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd).length`); n > 3 {
			t.Errorf("%s makes %d requests before it is usable", path, n)
		}
		sheets := printed(tab)
		if codes := evaluate[string](tab, loadedCodes); !strings.Contains(codes, "/qr/") {
			t.Errorf("%s is printed without its code", path)
		}
		if sheets < 1 || sheets > 4 {
			t.Errorf("%s takes %d sheets", path, sheets)
		}
		tab.quiet()
	}
}

func TestBrowserPoster(t *testing.T) {
	program := startSite(t)
	tab := newTab(t, browser(t), program, 1280)
	for _, office := range []string{"potenza", "montelucci", "roma-sportello-unico"} {
		for _, language := range languagesHere(t) {
			path := "/" + language + "/offices/" + office + "/poster/"
			tab.open(path)
			tab.eventually("every code of "+path+" is there", `[...document.images].every(i => i.complete && i.naturalWidth > 50)`)
			if n := evaluate[int](tab, `document.querySelectorAll(".poster-codes img").length`); n != len(languagesHere(t)) {
				t.Errorf("%s has %d codes, want one for each language", path, n)
			}
			if sheets := printed(tab); sheets != 1 {
				t.Errorf("%s takes %d sheets, want one", path, sheets)
			}
			tab.accessible(path)
			tab.fits(path)
			tab.quiet()
		}
	}
	tab.resize(320)
	tab.fits("a poster on a telephone")
}

// printed makes a PDF of the page as it would be printed, and counts its sheets.
func printed(tab *tab) int {
	tab.t.Helper()
	yes := true
	result := call(tab, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: &yes})
	return len(sheet.FindAll(result.Data, -1))
}

// sheet is how a PDF begins the object of a page.
var sheet = regexp.MustCompile(`/Type\s*/Page\b`)

package main

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"golang.org/x/net/html"
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

// What the sheet shows is what printing lays out; texts of hidden parts are not
// in innerText.
const textOfDoors = `JSON.stringify([...document.querySelectorAll(".door")].map(door => ({
	page: door.querySelector("h3 a").getAttribute("href"),
	telephone: door.querySelector("a[href^='tel:'] bdi")?.textContent ?? "",
	shown: door.innerText,
})))`

// Given a sheet of a need's page, each office on it can be called and visited: the
// telephone and the hours of the week are there (what holds at the minute is not).
func TestBrowserPrintsWhomToCallAndWhen(t *testing.T) {
	program := startSite(t)
	tab := newTab(t, browser(t), program, 1280)
	for _, path := range []string{"/it/needs/papers/", "/ar/needs/papers/"} {
		tab.open(path)
		onPaper(tab)
		var doors []struct{ Page, Telephone, Shown string }
		if err := json.Unmarshal([]byte(evaluate[string](tab, textOfDoors)), &doors); err != nil || len(doors) < 2 {
			t.Fatalf("%s shows %d offices: %v", path, len(doors), err)
		}
		hours := 0
		for _, d := range doors {
			if d.Telephone == "" || !strings.Contains(d.Shown, d.Telephone) {
				t.Errorf("%s on paper says of %s, which answers at %q: %q", path, d.Page, d.Telephone, d.Shown)
			}
			for _, n := range elementsAt(t, program+d.Page, ".week td bdi") {
				hours++
				if interval := n.FirstChild.Data; !strings.Contains(d.Shown, interval) {
					t.Errorf("%s on paper does not say that %s is open %s: %q", path, d.Page, interval, d.Shown)
				}
			}
		}
		if hours < 5 {
			t.Errorf("the offices of %s are open %d times a week", path, hours)
		}
	}
}

// Given a page's text, no word of it is lost on paper, and an address elsewhere is
// written out.
func TestBrowserPrintsEveryWord(t *testing.T) {
	program := startSite(t)
	tab := newTab(t, browser(t), program, 1280)
	const said = `[...document.querySelectorAll("main :is(.prose :is(p, li, h2, h3), dd, dt, .panel p, .lead)")].filter(e => !e.closest(".rating, .page-index, nav, .actions, form, .contacts, .access, .now, [hidden]") && !e.querySelector(".button") && !e.matches(".actions")).map(e => e.innerText.replace(/\s+/g, " ").trim()).join("\n")`
	for _, path := range []string{"/it/pages/accessibility/", "/ar/pages/accessibility/", "/it/pages/privacy/", "/it/services/interpreting/"} {
		tab.open(path)
		screen := evaluate[string](tab, said)
		onPaper(tab)
		paper := evaluate[string](tab, said)
		onScreen(tab)
		if len(screen) < 300 {
			t.Errorf("%s says %q", path, screen)
		}
		if paper != screen {
			t.Errorf("%s says on the screen\n%s\nand on paper\n%s", path, screen, paper)
		}
	}
	tab.open("/it/pages/accessibility/")
	onPaper(tab)
	if n := evaluate[int](tab, `[...document.querySelectorAll("main a[rel=external]")].filter(a => getComputedStyle(a, "::after").content.includes("http")).length`); n < 2 {
		t.Errorf("%d addresses are written out", n)
	}
}

func onPaper(tab *tab) {
	tab.t.Helper()
	call(tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
}

func onScreen(tab *tab) {
	tab.t.Helper()
	call(tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{})
}

// elementsAt are those of a page as it is served.
func elementsAt(t *testing.T, address, selector string) []*html.Node {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(fetch(t, address, "")))
	if err != nil {
		t.Fatal(err)
	}
	return cascadia.QueryAll(doc, cascadia.MustCompile(selector))
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
			if slices.Contains(languagesInDepth, language) {
				tab.accessible(path)
				tab.fits(path)
			}
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

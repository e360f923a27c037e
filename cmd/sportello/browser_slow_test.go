package main

import (
	"encoding/json"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// slowPages are those that people open first.
var slowPages = []string{"", "offices/potenza/", "services/legal-advice/", "search/", "appointments/new/"}

// watchShifts notes, from the first byte on, what moves on the page. A browser
// takes the first layout of a telephone's screen for a touch too (hadRecentInput),
// and so it is told apart only after somebody has really touched the page.
const watchShifts = `window.shifts = [], window.touched = false;
new PerformanceObserver(list => {
	for (const e of list.getEntries()) if (!touched || !e.hadRecentInput)
		shifts.push({ value: e.value, what: e.sources.map(s => (s.node && (s.node.outerHTML || s.node.data) || "").slice(0, 80)).join(" | ") });
}).observe({ type: "layout-shift", buffered: true });
addEventListener("pointerdown", () => touched = true, true);`

// allShifts waits for two frames more: what a script does late is seen too.
const allShifts = `new Promise(done => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(() => done(JSON.stringify(shifts)))), 200))`

// A shift is one movement, and what moved.
type shift struct {
	Value float64
	What  string
}

// Given an old telephone on a line of 400 kbit/s that answers after 400 ms: when
// a page comes in, its states are computed and its rating is opened, nothing
// moves under the reader's finger.
func TestBrowserHoldsStillOnASlowLine(t *testing.T) {
	b := browser(t)
	site := startSite(t)
	for _, language := range []string{"it", "ar"} {
		t.Run(language, func(t *testing.T) {
			t.Parallel() // most of it is waiting
			for _, path := range slowPages {
				opensSlowly(newTab(t, b, site, 390), "/"+language+"/"+path) // a profile of its own: nothing is in its cache
			}
		})
	}
	noticesShifts(t, newTab(t, b, site, 390))
}

// opensSlowly opens a page and rates it, where that can be done.
func opensSlowly(tab *tab, path string) {
	tab.t.Helper()
	slowDown(tab)
	tab.open(path)
	stoodStill(tab, path+" as it opens")
	if evaluate[bool](tab, `!!document.querySelector(".rating-more")`) {
		tab.do(chromedp.Click(chromedp.CSS(`[name=rating][value="3"] + label`)))
		tab.eventually("the follow-up question is shown", `document.querySelector(".rating-more").checkVisibility()`)
		stoodStill(tab, path+" as its rating is opened")
	}
	tab.quiet()
}

// slowDown makes the tab an old telephone far from the next mast.
func slowDown(tab *tab) {
	tab.t.Helper()
	call(tab, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
		MatchedNetworkConditions: []*network.Conditions{{Latency: 400, DownloadThroughput: 400_000 / 8, UploadThroughput: 400_000 / 8}},
	})
	call(tab, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: 4})
	call(tab, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: watchShifts})
}

func stoodStill(tab *tab, what string) {
	tab.t.Helper()
	for _, s := range shifts(tab) {
		tab.t.Errorf("%s: a layout shift of %v: %s", what, s.Value, s.What)
	}
}

func shifts(tab *tab) (all []shift) {
	tab.t.Helper()
	if err := json.Unmarshal([]byte(evaluate[string](tab, allShifts)), &all); err != nil {
		tab.t.Fatal(err)
	}
	return all
}

// noticesShifts shows that the line is slow and that movement is seen.
func noticesShifts(t *testing.T, tab *tab) {
	t.Helper()
	slowDown(tab)
	tab.open("/it/")
	if took := evaluate[float64](tab, `performance.getEntriesByType("navigation")[0].responseEnd`); took < 400 {
		t.Errorf("the page was there after %v ms: the line is not slow", took)
	}
	evaluate[bool](tab, `document.body.prepend(Object.assign(document.createElement("p"), { textContent: "late", style: "block-size: 200px" })); true`)
	if len(shifts(tab)) == 0 {
		t.Error("a page that was pushed down has not moved: nothing is measured")
	}
}

package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
)

// splitInButtons are the words of buttons and of the site's name that stand on
// more than one line. What only screen readers read is not looked at.
const splitInButtons = `(() => {
	const split = [], word = document.createRange();
	for (const e of document.querySelectorAll(".button, .button-plain, .brand")) {
		const texts = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
		while (texts.nextNode()) {
			const text = texts.currentNode;
			if (text.parentElement.closest(".visually-hidden")) continue;
			for (const m of text.data.matchAll(/\S+/g)) {
				word.setStart(text, m.index);
				word.setEnd(text, m.index + m[0].length);
				const lines = [...word.getClientRects()].filter(r => r.width > 1).map(r => Math.round(r.top));
				if (new Set(lines).size > 1) split.push(m[0]);
			}
		}
	}
	return split.join(" ");
})()`

// Given the narrowest screen and letters of any size up to 200 % (WCAG 2.2 SC
// 1.4.4), every word on a button is whole: somebody has to read "Call".
func TestBrowserWordsOnButtonsStayWhole(t *testing.T) {
	tab := newTab(t, browser(t), startSite(t), 320)
	for _, page := range []string{"needs/sleep/", "offices/potenza/", "services/legal-advice/", "appointments/new/", "needs/danger/"} {
		for _, language := range []string{"it", "en", "ar"} {
			path := "/" + language + "/" + page
			tab.open(path)
			for _, size := range []int{100, 125, 150, 200} {
				evaluate[bool](tab, fmt.Sprintf(`document.documentElement.style.fontSize = "%d%%"; true`, size))
				if words := evaluate[string](tab, splitInButtons); words != "" {
					t.Errorf("%s at %d %% splits %s", path, size, words)
				}
			}
		}
	}
}

// endsAt is where an element ends, in pixels from the top of the page.
func endsAt(tab *tab, selector string) int {
	tab.t.Helper()
	return evaluate[int](tab, fmt.Sprintf(`Math.round(document.querySelector(%q).getBoundingClientRect().bottom + scrollY)`, selector))
}

// What somebody came for is on the first screen, the smallest included: the way
// out of danger before everything, then the first needs; and on the page of
// danger the number to call.
func TestBrowserTheFirstScreenHasWhatIsNeeded(t *testing.T) {
	tab := newTab(t, browser(t), startSite(t), 320)
	for _, screen := range []struct{ width, height int64 }{{320, 568}, {390, 700}, {1280, 720}} {
		for _, language := range []string{"it", "en", "ar"} {
			call(tab, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
				Width: screen.width, Height: screen.height, DeviceScaleFactor: 1, Mobile: screen.width < 600,
			})
			tab.open("/" + language + "/")
			danger, need := endsAt(tab, ".need-apart a"), endsAt(tab, ".needs a")
			tab.open("/" + language + "/" + dangerPage)
			number := endsAt(tab, ".helplines a bdi")
			if danger >= need || need > int(screen.height)+40 || number > int(screen.height) {
				t.Errorf("%s at %d × %d: danger ends at %d, the first need at %d, the number to call at %d",
					language, screen.width, screen.height, danger, need, number)
			}
		}
	}
}

// A telephone whose hours are known says whether it is answered, and when, right
// where it is offered.
func TestBrowserADoorSaysWhetherTheTelephoneIsAnswered(t *testing.T) {
	tab := newTab(t, browser(t), startSite(t), 390)
	const said = `document.querySelector(".door [href*='/roma-sportello-unico/']").closest(".door").querySelector(".telephone-state + .actions a[href^='tel:']")
		?.closest(".door").querySelector(".telephone-state").innerText ?? ""`
	tab.open("/it/needs/sleep/")
	text := evaluate[string](tab, said)
	if !strings.Contains(text, "Al telefono") || !slices.ContainsFunc([]string{"Apre", "Chiude"}, func(w string) bool { return strings.Contains(text, w) }) {
		t.Errorf("above the button stands %q, want whether somebody answers, and the next change", text)
	}
	open := evaluate[int](tab, `document.querySelectorAll(".door .now-open").length`)
	if shown := evaluate[bool](tab, `document.querySelector(".all-closed").checkVisibility()`); shown != (open == 0) {
		t.Errorf("with %d open, what to do when all are closed is shown: %t", open, shown)
	}
}

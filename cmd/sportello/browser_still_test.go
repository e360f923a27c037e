package main

import (
	"fmt"
	"testing"
)

// What is looked at for stillness: a page of each kind that the script changes.
var stillPages = []string{"", "offices/potenza/", "offices/montelucci/", "offices/roma-sportello-unico/", "services/legal-advice/", "needs/papers/", "appointments/new/", "feedback/", "search/"}

// layoutShift is how far a page has moved under its reader's eyes since it was
// opened (the sum of the browser's layout-shift entries).
const layoutShift = `new Promise(done => {
	let sum = 0;
	new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value; }).observe({ type: "layout-shift", buffered: true });
	requestAnimationFrame(() => setTimeout(() => done(sum), 200));
})`

func TestBrowserPagesHoldStill(t *testing.T) {
	b := browser(t)
	tab := newTab(t, b, startSite(t), widths[0])
	for _, language := range []string{"it", "ar"} {
		for _, page := range stillPages {
			path := "/" + language + "/" + page
			tab.resize(widths[0])
			tab.open(path)
			if moved := evaluate[float64](tab, layoutShift); moved != 0 {
				t.Errorf("%s moves by %v while it opens", path, moved)
			}
			largeText(tab, path)
			for _, width := range widths {
				tab.resize(width)
				tab.shoot(fmt.Sprintf("%s-%d-%s", language, width, nameOf(page)))
			}
		}
	}
	movesWhenPushed(tab)
	noticesOverlaps(tab)
}

// beyondTheScreen are the title, the hours and the telephones that can be seen only in part.
const beyondTheScreen = `[...document.querySelectorAll("main h1, main .week table, main a[href^='tel:']")].filter(e => {
	const r = e.getBoundingClientRect();
	return e.checkVisibility() && (r.left < 0 || r.right > innerWidth || e.clientWidth && e.scrollWidth > e.clientWidth + 1);
}).map(e => e.outerHTML.slice(0, 80)).join()`

// brokenWords are those of the title that stand on two lines.
const brokenWords = `(() => {
	const broken = [], texts = document.createTreeWalker(document.querySelector("h1"), NodeFilter.SHOW_TEXT), range = document.createRange();
	while (texts.nextNode()) for (const word of texts.currentNode.data.matchAll(/\S+/g)) {
		range.setStart(texts.currentNode, word.index);
		range.setEnd(texts.currentNode, word.index + word[0].length);
		if (new Set([...range.getClientRects()].map(r => Math.round(r.top))).size > 1) broken.push(word[0]);
	}
	return broken.join(" ");
})()`

// largeText reads the page with text twice as large (WCAG 2.2 SC 1.4.4).
func largeText(tab *tab, path string) {
	tab.t.Helper()
	withLargeText(tab, func() {
		tab.fits(path + " at 200 % text")
		if wide := evaluate[string](tab, beyondTheScreen); wide != "" {
			tab.t.Errorf("%s at 200 %% text: beyond the screen is %s", path, wide)
		}
		if words := evaluate[string](tab, brokenWords); words != "" {
			tab.t.Errorf("%s at 200 %% text: the title breaks within %s", path, words)
		}
		if boxes := evaluate[string](tab, overlappingText); boxes != "" {
			tab.t.Errorf("%s at 200 %% text: on one another stand %s", path, boxes)
		}
	})
}

// movesWhenPushed shows that the browser does measure: its silence means something.
func movesWhenPushed(tab *tab) {
	tab.t.Helper()
	moved := evaluate[float64](tab, `(() => {
		const push = document.createElement("p");
		push.style.blockSize = "200px";
		document.body.prepend(push);
		return `+layoutShift+`;
	})()`)
	if moved == 0 {
		tab.t.Error("a page that was pushed down has not moved: nothing is measured")
	}
}

func nameOf(path string) string {
	name := []rune(path)
	for i, r := range name {
		if r == '/' {
			name[i] = '_'
		}
	}
	return string(name)
}

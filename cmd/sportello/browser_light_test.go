package main

import (
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/emulation"
)

// A light is what a reader's device asks of the page's colours.
type light struct{ name, scheme, forced string }

var lights = []light{
	{"dark", "dark", "none"},
	{"forced", "light", "active"},
	{"forced-dark", "dark", "active"},
}

// lightPages are a page of each kind, with what only some of them have: a state,
// a table of hours, a call for danger, a form, a status.
var lightPages = []string{"", "needs/papers/", "needs/danger/", "offices/potenza/", "services/legal-advice/", "projects/teams/", "appointments/new/", "feedback/", "search/"}

// shine sets the colours that the device asks for, at once: without motion none
// of them is on its way.
func (tab *tab) shine(l light) {
	tab.t.Helper()
	call(tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: l.scheme},
		{Name: "forced-colors", Value: l.forced},
		{Name: "prefers-reduced-motion", Value: "reduce"},
	}})
}

// Given a dark room or a reader's own few colours, when any kind of page is
// opened, rated and filled, then it can be read and operated all the same.
func TestBrowserInEveryLight(t *testing.T) {
	b := browser(t)
	tab := newTab(t, b, startSite(t), widths[0])
	for _, language := range []string{"it", "ar"} {
		for _, page := range lightPages {
			path := "/" + language + "/" + page
			tab.open(path)
			for _, l := range lights {
				tab.shine(l)
				what := path + " in " + l.name
				if !evaluate[bool](tab, fmt.Sprintf(`matchMedia("(prefers-color-scheme: %s) and (forced-colors: %s)").matches`, l.scheme, l.forced)) {
					t.Fatalf("%s: the browser does not have these colours", what)
				}
				if l.forced == "none" {
					tab.accessible(what)
				} else {
					tab.accessible(what, "color-contrast") // the browser paints its own pair of colours, and tells scripts the page's
					hasEdges(tab, what)
				}
				tab.shoot(fmt.Sprintf("%s-%s-%s", language, l.name, nameOf(page)))
			}
			tab.shine(light{scheme: "light", forced: "none"})
		}
	}
	tab.quiet()
	noticesFaintText(tab)
}

// edgeless are controls and boxes that only their ground would show: where
// colours are forced, the ground goes and an edge must stay.
const edgeless = `[...document.querySelectorAll(".button, button, input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea, .choice, .card, .panel, .need, .callout, .error-summary")].filter(e => {
	const style = getComputedStyle(e), widths = [style.borderBlockStartWidth, style.borderInlineStartWidth].map(parseFloat);
	return e.checkVisibility({opacityProperty: true}) && e.clientHeight > 1 && Math.max(...widths) === 0;
}).map(e => e.outerHTML.slice(0, 80)).slice(0, 3).join(" | ")`

// hasEdges looks at controls under forced colours, and shows that it would see one
// that is lost on its ground.
func hasEdges(tab *tab, what string) {
	tab.t.Helper()
	if lost := evaluate[string](tab, edgeless); lost != "" {
		tab.t.Errorf("%s: nothing shows where these end: %s", what, lost)
	}
	if evaluate[string](tab, `(() => {
		const edge = [...document.querySelectorAll(".button")].find(e => e.checkVisibility()).style, was = edge.border;
		edge.border = "0";
		const lost = `+edgeless+`;
		edge.border = was;
		return lost;
	})()`) == "" {
		tab.t.Errorf("%s: a button without an edge is not noticed: nothing is measured", what)
	}
}

// noticesFaintText shows that axe measures contrast in the dark.
func noticesFaintText(tab *tab) {
	tab.t.Helper()
	tab.shine(lights[0])
	evaluate[bool](tab, axeSource(tab.t)+"; "+axeReads+`; document.querySelector("h1").style.color = "#333"; true`)
	if n := evaluate[int](tab, `axeReads(document, {runOnly: ["color-contrast"]}).then(r => r.violations.length)`); n == 0 {
		tab.t.Error("a dark title on a dark page is not noticed: nothing is measured")
	}
}

// withLargeText does something while text is twice as large (WCAG 2.2 SC 1.4.4).
func withLargeText(tab *tab, do func()) {
	tab.t.Helper()
	evaluate[bool](tab, `document.documentElement.style.fontSize = "200%"; true`)
	do()
	evaluate[bool](tab, `document.documentElement.style.fontSize = ""; true`)
}

// overlappingText are texts, fields and signs that stand on one another, though
// neither is within the other. A text is as high as its letters: lines of one
// block may come closer than their fonts' boxes.
const overlappingText = `(() => {
	const boxes = [], found = [], range = document.createRange();
	const seen = e => e.checkVisibility({opacityProperty: true, visibilityProperty: true}) && !e.closest(".visually-hidden, .trap, .skip-link, option");
	const block = e => { while (getComputedStyle(e).display === "inline") e = e.parentElement; return e; };
	const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (texts.nextNode()) {
		const e = texts.currentNode.parentElement;
		if (!texts.currentNode.data.trim() || !seen(e)) continue;
		range.selectNodeContents(texts.currentNode);
		const high = parseFloat(getComputedStyle(e).fontSize) * 0.8, owner = block(e);
		for (const r of range.getClientRects()) if (r.width > 1) {
			const middle = (r.top + r.bottom) / 2;
			boxes.push({owner, left: r.left, right: r.right, top: middle - high / 2, bottom: middle + high / 2, name: texts.currentNode.data.trim().slice(0, 30)});
		}
	}
	for (const e of document.querySelectorAll("input:not([type=hidden]), select, textarea, svg.icon")) if (seen(e)) {
		const r = e.getBoundingClientRect();
		if (r.width > 1) boxes.push({owner: e, left: r.left, right: r.right, top: r.top, bottom: r.bottom, name: e.outerHTML.slice(0, 60)});
	}
	boxes.sort((a, b) => a.top - b.top);
	for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length && boxes[j].top < boxes[i].bottom - 1; j++) {
		const a = boxes[i], b = boxes[j];
		if (a.owner !== b.owner && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1) found.push(a.name + " / " + b.name);
	}
	return found.slice(0, 3).join(" | ");
})()`

// noticesOverlaps shows that what stands on something else would be seen.
func noticesOverlaps(tab *tab) {
	tab.t.Helper()
	if got := evaluate[string](tab, `(() => {
		const p = document.createElement("p");
		p.textContent = "pushed";
		document.querySelector("h1").after(p);
		p.style.marginBlockStart = "-" + 2 * p.clientHeight + "px";
		return `+overlappingText+`;
	})()`); got == "" {
		tab.t.Error("a paragraph that was pushed onto the title is not noticed: nothing is measured")
	}
}

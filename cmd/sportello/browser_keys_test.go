package main

import (
	"context"
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	formsapi "sportello/forms-api"
)

// tabTo presses Tab until the focus is on what the selector names.
func tabTo(tab *tab, selector string) {
	tab.t.Helper()
	for range 200 {
		tab.key(kb.Tab)
		if tab.holds(selector) {
			return
		}
	}
	tab.t.Fatalf("the Tab key does not reach %s\n%s", selector, tab.where())
}

// held is what has the focus, for a test's report.
func (tab *tab) held() string {
	tab.t.Helper()
	return evaluate[string](tab, `document.activeElement.outerHTML.slice(0, 120)`)
}

func (tab *tab) holds(selector string) bool {
	tab.t.Helper()
	return evaluate[bool](tab, fmt.Sprintf("document.activeElement.matches(%q)", selector))
}

// enter presses Enter and waits for the page that it leads to.
func (tab *tab) enter() {
	tab.t.Helper()
	if _, err := chromedp.Run(tab.ctx, chromedp.WaitEvent(page.LoadEventFired, nil, pressing(kb.Enter))); err != nil {
		tab.t.Fatalf("pressing Enter: %v\n%s", err, tab.where())
	}
}

// litStars are the stars that look chosen, and the rating that is.
const litStars = `(() => {
	const chosen = document.querySelector("[name=rating]:checked"), colour = getComputedStyle(chosen.labels[0]).color;
	const lit = [...document.querySelectorAll(".star-row label")].filter(l => getComputedStyle(l).color === colour).length;
	return lit === Number(chosen.value) ? lit : -lit;
})()`

// Given somebody with only a keyboard, the arrow that points to more stars raises
// the rating, the question that fits it comes next, and the thanks are announced
// where the form was: they have the focus, and are a status (WCAG 2.2 SC 4.1.3).
func TestBrowserRatesByKeyboard(t *testing.T) {
	b := browser(t)
	p := startProgram(t)
	for language, arrows := range map[string]struct{ raise, lower string }{
		"it": {kb.ArrowRight, kb.ArrowLeft},
		"ar": {kb.ArrowLeft, kb.ArrowRight}, // its stars stand from right to left
	} {
		t.Run(language, func(t *testing.T) {
			tab := newTab(t, b, "http://"+p.Addr(), widths[0])
			tab.open("/" + language + "/offices/potenza/")
			tabTo(tab, "[name=rating]")
			tab.key(" ")
			keys := []string{"", arrows.raise, arrows.raise, arrows.raise, arrows.raise, arrows.lower, kb.ArrowUp, kb.ArrowDown, kb.ArrowUp}
			for n, want := range []int{1, 2, 3, 4, 5, 4, 3, 4, 3} {
				if keys[n] != "" {
					tab.key(keys[n])
				}
				if got := evaluate[int](tab, litStars); got != want {
					t.Errorf("after key %d the rating is %d, want %d", n, got, want)
				}
			}
			answersByKeyboard(tab)
			tab.quiet()
		})
	}
	rated, err := p.store.Ratings(context.Background(), formsapi.RatingFilter{Limit: 9})
	if err != nil || len(rated) != 2 || rated[0].Rating != 2 || rated[1].Rating != 2 {
		t.Errorf("stored is %+v, %v; want two ratings of 2", rated, err)
	}
}

// answersByKeyboard goes on from a rating of 3: to 4 and back to 2, and sends it.
func answersByKeyboard(tab *tab) {
	tab.t.Helper()
	question := func(kind string) {
		tab.t.Helper()
		tab.key(kb.Tab)
		if !tab.holds(".rating-"+kind+" [name=aspect]") || evaluate[string](tab, `document.activeElement.closest("fieldset").querySelector("legend").innerText`) == "" {
			tab.t.Errorf("after the rating the Tab key does not lead to the %s question but to %s", kind, tab.held())
		}
	}
	tab.key(kb.ArrowDown)
	question("positive")
	tab.key(kb.Tab, chromedp.ModifierShift)
	tab.key(kb.ArrowUp)
	tab.key(kb.ArrowUp)
	question("negative")
	tab.key(" ")
	tab.key(kb.Tab)
	if !tab.holds("#comment") {
		tab.t.Errorf("next come not the details but %s", tab.held())
	}
	tab.key("un esempio")
	tab.key(kb.Tab)
	tab.key(kb.Enter)
	tab.eventually("the thanks have the focus", `document.activeElement.matches("[data-thanks][role=status]") && document.activeElement.innerText !== ""`)
}

// strayTaps are the points of stars at which a finger meets something else.
const strayTaps = `[...document.querySelectorAll(".star-row label")].flatMap(star => {
	const { x, y, width, height } = star.getBoundingClientRect(), parts = [0.05, 0.25, 0.5, 0.75, 0.95];
	return parts.flatMap(across => parts.map(down => [across, down]))
		.map(([across, down]) => [star.control.id, across, down, document.elementFromPoint(x + across * width, y + down * height)])
		.filter(([id, , , met]) => (met.closest("label")?.control || met).id !== id)
		.map(([id, across, down, met]) => id + " at " + across + ", " + down + " meets " + met.outerHTML.slice(0, 80));
})`

// Given any star, a tap anywhere on it chooses that star.
func TestBrowserEachStarIsItsOwn(t *testing.T) {
	b := browser(t)
	site := startSite(t)
	for _, language := range []string{"it", "ar"} {
		tab := newTab(t, b, site, widths[0])
		tab.open("/" + language + "/offices/potenza/")
		tab.do(chromedp.Click(chromedp.CSS("[for=rating-3]")))
		if got := evaluate[int](tab, litStars); got != 3 {
			t.Errorf("%s: a tap on the third star chooses %d", language, got)
		}
		for _, stray := range ask[[]string](tab, strayTaps) {
			t.Errorf("%s: %s", language, stray)
		}
	}
}

// Given somebody with only a keyboard, the skip link skips, each step is answered,
// a form is refused and mended, and the request is there, is changed and cancelled:
// with scripts and without.
func TestBrowserAsksByKeyboard(t *testing.T) {
	b := browser(t)
	p := startProgram(t)
	for language, scripts := range map[string]bool{"it": true, "en": false, "ar": true} {
		t.Run(language, func(t *testing.T) {
			tab := newTab(t, b, "http://"+p.Addr(), widths[1])
			if !scripts {
				tab.withoutScripts()
			}
			tab.open("/" + language + "/appointments/new/?office=montelucci&service=legal-advice")
			skips(tab)
			choosesTimeByKeyboard(tab, "form[data-step=slot]")
			mendsByKeyboard(tab)
			tabTo(tab, "form[data-step=check] .button:not([name])")
			tab.enter()
			tabTo(tab, "[data-offer=change] a")
			tab.enter()
			choosesTimeByKeyboard(tab, "form[data-form=action]")
			tabTo(tab, "[data-offer=cancel] a")
			tab.enter()
			tabTo(tab, "form[data-form=action] [type=submit]")
			tab.enter()
			if !evaluate[bool](tab, `!!document.querySelector("[data-show=cancelled-by-person]")`) {
				t.Errorf("it is not cancelled\n%s", tab.where())
			}
			tab.quiet("422")
		})
	}
}

// skips passes the menus by.
func skips(tab *tab) {
	tab.t.Helper()
	tab.key(kb.Tab)
	tab.key(kb.Enter)
	tab.key(kb.Tab)
	if !tab.holds("main *") {
		tab.t.Errorf("after the skip link the Tab key leads elsewhere\n%s", tab.where())
	}
}

// choosesTimeByKeyboard goes to the second time with an arrow, as radios work,
// and presses Enter: that is the form's first button.
func choosesTimeByKeyboard(tab *tab, form string) {
	tab.t.Helper()
	if !tab.holds(form + " [name=slot]") {
		tabTo(tab, form+" [name=slot]")
	}
	tab.key(kb.ArrowDown)
	if !tab.holds("[name=slot]:checked") {
		tab.t.Errorf("the arrow chooses no time but leads to %s", tab.held())
	}
	tab.enter()
}

// mendsByKeyboard sends a step without answers, follows the summary to a field,
// and answers.
func mendsByKeyboard(tab *tab) {
	tab.t.Helper()
	tabTo(tab, "form[data-step=about] [type=submit]")
	tab.enter()
	tab.eventually("the error summary has the focus", `!!document.activeElement?.closest(".error-summary")`)
	tabTo(tab, `.error-summary a[href="#name"]`)
	tab.key(kb.Enter)
	tab.eventually("the link of a mistake leads to its field", `document.activeElement.id === "name"`)
	tab.key("Prova Rossi")
	tabTo(tab, "#phone")
	tab.key("333 123 4567")
	tabTo(tab, "#spoken_language")
	tab.key(kb.ArrowDown)
	if evaluate[string](tab, `document.activeElement.value`) == "" {
		tab.t.Error("the arrow down chooses no language")
	}
	tabTo(tab, "#consent")
	tab.key(" ")
	tabTo(tab, "form[data-step=about] [type=submit]")
	tab.enter()
}

// Given somebody of the staff with only a keyboard: they sign in, and what is
// folded opens and closes by either key.
func TestBrowserDeskByKeyboard(t *testing.T) {
	b := browser(t)
	p := startProgram(t)
	asks(t, p)
	const email, password = "ada@example.org", "a long sentence of a password"
	token, err := p.accounts.Invite(t.Context(), formsapi.Staff{Email: email, Name: "Ada", Language: "it", Grants: formsapi.FirstGrants}, formsapi.ByCommand)
	if err != nil {
		t.Fatal(err)
	}
	ada, err := p.accounts.Accept(t.Context(), token, password, password)
	if err != nil {
		t.Fatal(err)
	}
	recovery := withFactor(t, p, ada)
	tab := newTab(t, b, "http://"+p.Addr(), widths[1])
	tab.open("/desk/")
	tabTo(tab, "[name=email]")
	tab.key(email)
	tabTo(tab, "[name=password]")
	tab.key(password)
	tab.enter()
	tabTo(tab, "[name=code]")
	tab.key(recovery[0])
	tab.enter()
	tabTo(tab, `main a[href^="/desk/appointments/"]`)
	tab.enter()
	tabTo(tab, "details:not([open]) > summary")
	for _, key := range []string{" ", kb.Enter} {
		tab.key(key)
		tab.eventually("a fold opens", `document.activeElement.parentElement.open`)
		tab.key(key)
		tab.eventually("a fold closes", `!document.activeElement.parentElement.open`)
	}
	tab.quiet()
}

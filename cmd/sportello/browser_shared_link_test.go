package main

import (
	"net/url"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// Given a telephone that speaks Italian and remembers Italian, a link that somebody
// who speaks Arabic has shared opens in Arabic: an office, the form with what is
// filled in, a request's own page, and its short address. It stays so when a form
// is refused; and the telephone goes on remembering what its owner chose.
func TestBrowserASharedLinkOpensInItsLanguage(t *testing.T) {
	tab := newTab(t, browser(t), startEveryLanguageAt(t, bookingDay), widths[0])
	call(tab, emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{UserAgent: "a telephone", AcceptLanguage: "it-IT,it"})
	choosesOnTheChoice(tab, "it")

	tab.open("/ar/offices/potenza/")
	shared, err := url.Parse(evaluate[string](tab, `document.querySelector("a[data-share]").dataset.share`))
	if err != nil || shared.Path != "/ar/offices/potenza/" {
		t.Fatalf("shared is %v, %v", shared, err)
	}
	for _, at := range []string{shared.Path, "/ar/appointments/new/?office=montelucci&service=legal-advice"} {
		tab.open(at)
		opensInArabic(tab, at)
	}
	goesOn(tab, "slot")
	opensInArabic(tab, "a refused form")
	choose(tab, "slot", "")
	goesOn(tab, "slot")
	write(tab, "name", "أمينة")
	write(tab, "phone", "333 123 4567")
	choose(tab, "consent", "true")
	goesOn(tab, "about")
	opensInArabic(tab, "the answers to check")
	tab.press(`form[data-step=check] button.button:not([name])`)
	reference := shownReference(tab, "ar")

	for _, at := range []string{"/ar/appointments/" + reference, "/ar/r/" + reference, "/ar/r/" + reference + "/cancel"} {
		tab.open(at)
		opensInArabic(tab, at)
	}
	if kept := evaluate[string](tab, `localStorage.getItem("language")`); kept != "it" {
		t.Errorf("the telephone remembers %s", kept)
	}
	tab.quiet("422")
}

// choosesOnTheChoice chooses a language at /, as people do at first.
func choosesOnTheChoice(tab *tab, tag string) {
	tab.t.Helper()
	tab.open("/")
	tab.press(".choice-list a[lang=" + tag + "]")
	if kept := evaluate[string](tab, `localStorage.getItem("language")`); kept != tag {
		tab.t.Fatalf("the telephone remembers %s", kept)
	}
}

func opensInArabic(tab *tab, what string) {
	tab.t.Helper()
	if said := evaluate[string](tab, `document.documentElement.lang + " " + document.documentElement.dir`); said != "ar rtl" {
		tab.t.Errorf("%s opens in %s\n%s", what, said, tab.where())
	}
	if title, err := chromedp.Run(tab.ctx, chromedp.Title()); err != nil || !hasArabic(title) {
		tab.t.Errorf("%s is called %q, %v", what, title, err)
	}
}

func hasArabic(text string) bool {
	for _, r := range text {
		if r >= '\u0600' && r <= '\u06ff' {
			return true
		}
	}
	return false
}

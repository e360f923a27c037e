package main

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/cascadia"

	"sportello/forms-api/words"
)

// A walker goes the whole way in one language, as somebody who reads only that.
type walker struct {
	*tab
	examiner
	words *words.Words
	name  string // what they are called, in their own letters
	axed  bool   // each step of the form is looked at by axe
}

// walkedBriefly are the languages of a quick run: one of each direction, and of
// letters of which a sentence that was left in Italian stands out, or does not.
var walkedBriefly = []string{"fr", "bn", "ur"}

// axedOnTheWay are languages whose letters are set in another way than those of
// TestBrowserAppointmentForm, which looks at every step in the languages in depth.
var axedOnTheWay = []string{"ur", "zh-hans"}

// Given any language, somebody who reads no other finds an office from the home
// page, makes a mistake, books, is told so, and cancels: and meets no word of
// another language that is not marked, whichever office it is.
func TestBrowserTheWayThroughEveryLanguage(t *testing.T) {
	b := browser(t)
	site := startEveryLanguageAt(t, bookingDay)
	said, err := words.Load(os.DirFS("../../i18n"))
	if err != nil {
		t.Fatal(err)
	}
	for n, tag := range allLanguages {
		if testing.Short() && !slices.Contains(walkedBriefly, tag) {
			continue
		}
		t.Run(tag, func(t *testing.T) {
			t.Parallel()
			e := newExaminer(t, tag)
			e.typed = []string{e.listed[tag].Label + "!"}
			w := walker{tab: newTab(t, b, site, widths[0]).noLongerThan(10 * time.Minute), examiner: e, words: said, name: e.typed[0], axed: slices.Contains(axedOnTheWay, tag)}
			w.findsAnOffice()
			w.books("potenza", "confirmed", n)
			w.cancels("confirmed")
			w.open("/" + tag + "/appointments/new/?office=montelucci&service=legal-advice")
			w.books("montelucci", "requested", n)
			w.cancels("requested")
			w.quiet("422")
		})
	}
}

// startEveryLanguageAt starts the program on the common town, whose pages are in all
// languages, at a moment.
func startEveryLanguageAt(t *testing.T, now time.Time) (site string) {
	t.Helper()
	p, stop, err := runWith(settings{folders: unchanged(t), listen: "127.0.0.1:0", now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
	return "http://" + p.Addr()
}

// noLongerThan ends a walk that finds no way on.
func (tab *tab) noLongerThan(limit time.Duration) *tab {
	ctx, stop := context.WithTimeout(tab.ctx, limit)
	tab.t.Cleanup(stop)
	tab.ctx = ctx
	return tab
}

// reads looks at everything that the page says, and whether it leads to itself in
// every other language.
func (w walker) reads(what string) {
	w.t.Helper()
	page := parsePage(w.t, evaluate[string](w.tab, `document.documentElement.outerHTML`))
	if lang := attribute(cascadia.Query(page, cascadia.MustCompile("html")), "lang"); lang != w.tag {
		w.t.Fatalf("%s: is in %q\n%s", what, lang, w.where())
	}
	for _, fault := range w.faults(page) {
		w.t.Errorf("%s: %s\n%s", what, fault, w.where())
	}
	w.leadsToItself(what)
	if w.axed && evaluate[bool](w.tab, `!!document.querySelector("main form.form")`) {
		w.accessible(what)
	}
}

// leadsToItself looks at the links to the other languages: the same address, with
// what it holds, in each of them. What a form has answered stands at no address:
// from there they lead to the form.
func (w walker) leadsToItself(what string) {
	w.t.Helper()
	at, err := url.Parse(evaluate[string](w.tab, `location.href`))
	if err != nil {
		w.t.Fatal(err)
	}
	path, own := strings.CutPrefix(at.Path, "/"+w.tag+"/")
	if !own {
		path = "appointments/new/"
	}
	links := strings.Fields(evaluate[string](w.tab, `[...document.querySelectorAll(".languages a")].map(a => a.lang + "=" + a.getAttribute("href")).join(" ")`))
	if len(links) != len(allLanguages) {
		w.t.Errorf("%s: leads to %d languages", what, len(links))
	}
	for _, link := range links {
		lang, href, _ := strings.Cut(link, "=")
		if to, _, _ := strings.Cut(href, "?"); to != "/"+lang+"/"+path {
			w.t.Errorf("%s: in %s it is %s, want /%s/%s", what, lang, href, lang, path)
		}
	}
}

// findsAnOffice goes from the home page by what they need to an office's page, and
// asks for an appointment there.
func (w walker) findsAnOffice() {
	w.t.Helper()
	home := "/" + w.tag + "/"
	w.open(home)
	w.reads("the home page")
	w.press(`a.need[href="` + home + `needs/papers/"]`)
	w.reads("a need")
	w.press(`main a[href="` + home + `offices/potenza/"]`)
	w.reads("an office")
	w.press(`main a[data-element=appointment-booking]`)
	w.reads("what it is about")
	goesOn(w.tab, "service")
	w.isTold("error-service-missing")
	choose(w.tab, "service", "legal-advice")
	goesOn(w.tab, "service")
}

// isTold reads an error, in the words of the language.
func (w walker) isTold(keys ...string) {
	w.t.Helper()
	w.reads("after a mistake")
	var want []string
	for _, key := range keys {
		want = append(want, w.words.Message(w.tag, key, nil))
	}
	if told := evaluate[string](w.tab, `[...document.querySelectorAll("[data-error-list] a")].map(a => a.textContent.trim()).join("\n")`); told != strings.Join(want, "\n") {
		w.t.Errorf("they are told %q, want %q", told, want)
	}
	if title := evaluate[string](w.tab, `document.title`); !strings.HasPrefix(title, w.words.Message(w.tag, "error-title", nil)) {
		w.t.Errorf("after a mistake the tab is called %s", title)
	}
}

// books goes through the steps that are left, each with its mistake, and back to
// the one before; the nth time, so that who goes at once takes another.
func (w walker) books(office, state string, n int) {
	w.t.Helper()
	w.press(`form[data-step=slot] button[value=office]`)
	w.reads("the offices")
	choose(w.tab, "office", office)
	goesOn(w.tab, "office")

	w.reads("free times")
	goesOn(w.tab, "slot")
	w.isTold("error-slot-missing")
	w.takes(n)
	goesOn(w.tab, "slot")

	w.reads("about them")
	goesOn(w.tab, "about")
	w.isTold("error-name-missing", "error-contact-needed", "error-consent-missing")
	write(w.tab, "name", w.name)
	write(w.tab, "phone", "333 123 4567")
	choose(w.tab, "consent", "true")
	goesOn(w.tab, "about")

	w.reads("the answers to check")
	w.press(`form[data-step=check] button.button:not([name])`)
	shownReference(w.tab, w.tag)
	w.is(state)
	w.reads("the request's own page")
}

// takes chooses the nth of the free times, on later days if need be.
func (w walker) takes(n int) {
	w.t.Helper()
	const times = `[...document.querySelectorAll("input[name=slot]")].filter(e => e.value).map(e => e.value).join(" ")`
	free := strings.Fields(evaluate[string](w.tab, times))
	for n >= len(free) {
		n -= len(free)
		w.press("button[data-later]")
		free = strings.Fields(evaluate[string](w.tab, times))
	}
	choose(w.tab, "slot", free[n])
}

func (w walker) is(state string) {
	w.t.Helper()
	if !evaluate[bool](w.tab, fmt.Sprintf(`!!document.querySelector(".state-%s")`, state)) {
		w.t.Fatalf("it is not %s\n%s", state, w.where())
	}
}

// cancels looks at what would happen, and does it.
func (w walker) cancels(state string) {
	w.t.Helper()
	w.press("[data-offer=cancel] a")
	w.reads("cancelling")
	w.press("form[data-form=action] button[type=submit]")
	w.is("cancelled-by-person")
	w.reads("a cancelled request, once " + state)
}

package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// siteLanguages are those that the first content is written in.
var siteLanguages = []string{"it", "en", "ar"}

// bookingDay is a Monday on which the offices have free times ahead.
var bookingDay = time.Date(2026, 11, 23, 7, 45, 0, 0, time.UTC)

func TestBrowserAppointmentForm(t *testing.T) {
	b := browser(t)
	site := startSiteAt(t, bookingDay)
	for _, language := range siteLanguages {
		for _, scripts := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, JavaScript %t", language, scripts), func(t *testing.T) {
				tab := newTab(t, b, site, widths[0])
				if !scripts {
					tab.withoutScripts()
				}
				goesThrough(tab, language)
				changes(tab, language)
				corrects(tab, language)
				cancels(tab, language)
				looksAround(tab, language)
				tab.quiet("422") // mistakes were refused, as they should be
				if names := tab.cookies(); len(names) > 0 {
					t.Errorf("cookies were set: %v", names)
				}
			})
		}
	}
}

// looksAt looks at a step in every width.
func looksAt(tab *tab, what, shot string) {
	tab.t.Helper()
	for _, width := range widths {
		tab.resize(width)
		tab.fits(what)
		tab.accessible(what)
	}
	tab.resize(widths[0])
	tab.shoot(shot)
}

// goesOn presses the first button of the form, as Enter does.
func goesOn(tab *tab, step string) {
	tab.t.Helper()
	tab.press(`form[data-step=` + step + `] button[type=submit]`)
}

// goesThrough goes through the five steps, with a mistake on the way.
func goesThrough(tab *tab, language string) {
	tab.t.Helper()
	tab.open("/" + language + "/appointments/new/")
	looksAt(tab, "step 1", "step-1-"+language)
	goesOn(tab, "service")
	showsErrors(tab, "nothing chosen", 1)
	choose(tab, "service", "legal-advice")
	goesOn(tab, "service")

	looksAt(tab, "step 2", "step-2-"+language)
	choose(tab, "office", "montelucci")
	goesOn(tab, "office")

	looksAt(tab, "step 3", "step-3-"+language)
	chosen := takesFirst(tab)
	goesOn(tab, "slot")

	goesOn(tab, "about")
	showsErrors(tab, "nothing about the person", 3)
	tab.shoot("errors-" + language)
	write(tab, "name", "Prova أمينة আমিনা 👩🏽‍👧")
	write(tab, "reason", "Una prova\nسؤال عن الأوراق")
	write(tab, "phone", "333 123 4567")
	choose(tab, "consent", "true")
	looksAt(tab, "step 4", "step-4-"+language)
	goesOn(tab, "about")

	looksAt(tab, "step 5", "step-5-"+language)
	if text := tab.text("form[data-step=check]"); !strings.Contains(text, "Prova أمينة আমিনা 👩🏽‍👧") || !strings.Contains(text, chosen[11:16]) {
		tab.t.Errorf("the answers to check are %s", text)
	}
	tab.press(`form[data-step=check] button.button:not([name])`)
	shownReference(tab, language)
	looksAt(tab, "the request's own page", "request-"+language)
}

// takesFirst chooses the first time and returns it.
func takesFirst(tab *tab) string {
	tab.t.Helper()
	first := evaluate[string](tab, `document.querySelector("input[name=slot]")?.value ?? ""`)
	choose(tab, "slot", first)
	return first
}

// shownReference is the reference in the address of the page that a person is led to.
func shownReference(tab *tab, language string) string {
	tab.t.Helper()
	typed, isReference := strings.CutPrefix(tab.path(), "/"+language+"/appointments/")
	if _, ok := formsapi.ParseReference(typed); !isReference || !ok {
		tab.t.Fatalf("after sending, the tab is %s", tab.where())
	}
	if shown := tab.text(`[data-slot=reference]`); shown != typed {
		tab.t.Errorf("the page shows the reference %q, its address has %q", shown, typed)
	}
	return typed
}

// changes takes another time.
func changes(tab *tab, language string) {
	tab.t.Helper()
	before := tab.text("[data-slot=time]") + tab.text("[data-slot=date]")
	tab.press("[data-offer=change] a")
	looksAt(tab, "changing", "change-"+language)
	tab.press("form[data-form=action] button[type=submit]")
	showsErrors(tab, "no time chosen", 1)
	takesFirst(tab)
	tab.press("form[data-form=action] button[type=submit]")
	shownReference(tab, language)
	if after := tab.text("[data-slot=time]") + tab.text("[data-slot=date]"); after == before {
		tab.t.Errorf("it is still on %s", after)
	}
}

// corrects proves by the end of the telephone whose request it is, and writes an e-mail.
func corrects(tab *tab, language string) {
	tab.t.Helper()
	tab.press("[data-offer=contact] a")
	looksAt(tab, "who corrects", "proof-"+language)
	write(tab, "proof", "4567")
	tab.press("form[data-form=action] button[type=submit]")
	looksAt(tab, "correcting", "correct-"+language)
	write(tab, "email", "prova@example.org")
	tab.press("form[data-form=action] button[type=submit]")
	shownReference(tab, language)
}

// looksAround looks at the steps of who comes by another way.
func looksAround(tab *tab, language string) {
	tab.t.Helper()
	for what, query := range map[string]string{
		"nobody gives times": "?service=school-workshops", "no time suits": "?office=potenza&service=legal-advice&slot=",
		"later days": "?office=potenza&service=legal-advice&from=2026-12-10", "from an office": "?office=potenza",
	} {
		tab.open("/" + language + "/appointments/new/" + query)
		looksAt(tab, what, strings.ReplaceAll(what, " ", "-")+"-"+language)
	}
}

// cancels looks at what would happen, and does it.
func cancels(tab *tab, language string) {
	tab.t.Helper()
	tab.press("[data-offer=cancel] a")
	looksAt(tab, "cancelling", "cancel-"+language)
	if !evaluate[bool](tab, `!!document.querySelector("[data-show=requested]")`) {
		tab.t.Error("a look has changed the request")
	}
	tab.press("form[data-form=action] button[type=submit]")
	shownReference(tab, language)
	if !evaluate[bool](tab, `!!document.querySelector("[data-show=cancelled-by-person]")`) {
		tab.t.Errorf("it is not cancelled\n%s", tab.where())
	}
	looksAt(tab, "a cancelled request", "cancelled-"+language)
}

// Given somebody who takes the time while another person checks the answers, the
// page says so kindly, has the nearest times, and loses nothing.
func TestBrowserTimeTakenMeanwhile(t *testing.T) {
	b := browser(t)
	site := startSiteAt(t, bookingDay)
	for _, language := range []string{"it", "en", "ar"} {
		t.Run(language, func(t *testing.T) {
			tab := newTab(t, b, site, widths[0])
			tab.withoutScripts()
			tab.open("/" + language + "/appointments/new/?office=montelucci&service=legal-advice")
			chosen := takesFirst(tab)
			goesOn(tab, "slot")
			write(tab, "name", "Prova")
			write(tab, "phone", "333 123 4567")
			choose(tab, "consent", "true")
			goesOn(tab, "about")
			if faster := asksFor(t, site, "montelucci", chosen); faster.StatusCode != http.StatusCreated {
				t.Fatalf("taking %s is answered %s", chosen, faster.Status)
			}
			tab.press(`form[data-step=check] button.button:not([name])`)
			showsErrors(tab, "a taken time", 1)
			looksAt(tab, "a taken time", "taken-"+language)
			takesFirst(tab)
			goesOn(tab, "slot")
			tab.press(`form[data-step=check] button.button:not([name])`)
			shownReference(tab, language)
			tab.quiet("409")
		})
	}
}

// showsErrors checks the page of a refused form: a summary that has the focus
// and links to the fields, and the same words beside each.
func showsErrors(tab *tab, what string, want int) {
	tab.t.Helper()
	tab.eventually("the error summary has the focus", `!!document.activeElement?.closest(".error-summary")`)
	broken := evaluate[string](tab, `[...document.querySelectorAll("[data-error-list] a")].filter(a => {
		const field = document.getElementById(a.hash.slice(1));
		const beside = field && (field.getAttribute("aria-describedby") || "").split(" ").map(id => document.getElementById(id)?.textContent || "").join(" ")
			+ (field?.closest("[data-field]")?.textContent || "");
		return !field || !beside.includes(a.textContent.trim());
	}).map(a => a.outerHTML).join("\n")`)
	if broken != "" {
		tab.t.Errorf("%s: links of the summary without a field, or with other words beside it:\n%s", what, broken)
	}
	if n := evaluate[int](tab, `document.querySelectorAll("[data-error-list] a").length`); n != want {
		tab.t.Errorf("%s: %d errors are shown, want %d", what, n, want)
	}
	looksAt(tab, what, "mistake")
}

func TestBrowserRatingForm(t *testing.T) {
	b := browser(t)
	site := startSite(t)
	for _, language := range siteLanguages {
		t.Run(language+", JavaScript false", func(t *testing.T) {
			tab := newTab(t, b, site, widths[0])
			tab.withoutScripts()
			ratesWithoutScripts(tab, language)
		})
		t.Run(language+", JavaScript true", func(t *testing.T) {
			tab := newTab(t, b, site, widths[0])
			ratesWithScripts(tab, language)
		})
	}
}

func ratesWithoutScripts(tab *tab, language string) {
	tab.t.Helper()
	tab.open("/" + language + "/offices/potenza/")
	tab.press(`form[data-form=rating] [type=submit]`)
	if got := tab.path(); got != "/api/feedback" {
		tab.t.Errorf("an empty rating leads to %s", got)
	}
	tab.accessible("the rating with an error")
	tab.fits("the rating with an error")
	choose(tab, "rating", "2")
	choose(tab, "aspect", "lost")
	write(tab, "comment", "لم أجد الهاتف 🙂")
	tab.press(`form[data-form=rating] [type=submit]`)
	if want := "/" + language + "/feedback/thanks/"; tab.path() != want {
		tab.t.Errorf("after rating, the tab is %s, want %s", tab.where(), want)
	}
	tab.accessible("the thanks")
	tab.quiet("422")
}

func ratesWithScripts(tab *tab, language string) {
	tab.t.Helper()
	tab.open("/" + language + "/offices/potenza/")
	choose(tab, "rating", "5")
	choose(tab, "aspect", "clear")
	evaluate[bool](tab, `document.querySelector("form[data-form=rating] [type=submit]").click(); true`)
	tab.eventually("the thanks take the form's place", `document.querySelector("form[data-form=rating]")?.checkVisibility() !== true`)
	tab.accessible("after rating")
	tab.quiet()
}

// choose picks an answer by the name of its field, whichever control asks for it.
func choose(tab *tab, name, value string) {
	tab.t.Helper()
	found := evaluate[bool](tab, fmt.Sprintf(`(() => {
		for (const e of document.getElementsByName(%q)) {
			if (e.tagName === "SELECT") { e.value = %[2]q; return e.value === %[2]q; }
			if (e.value === %[2]q) { e.click(); return e.checked; }
		}
		return false;
	})()`, name, value))
	if !found {
		tab.t.Fatalf("%s cannot be %s\n%s", name, value, tab.where())
	}
}

func write(tab *tab, name, value string) {
	tab.t.Helper()
	writeAt(tab, "[name="+name+"]", value)
}

// writeAt writes into one field of a page that has several of the same name.
func writeAt(tab *tab, selector, value string) {
	tab.t.Helper()
	evaluate[bool](tab, fmt.Sprintf(`document.querySelector(%q).value = %q; true`, selector, value))
}

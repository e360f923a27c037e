package main

import (
	"fmt"
	"strings"
	"testing"

	formsapi "sportello/forms-api"
)

// siteLanguages are those that the first content is written in.
var siteLanguages = []string{"it", "en", "ar"}

func TestBrowserAppointmentForm(t *testing.T) {
	b := browser(t)
	site := startSite(t)
	for _, language := range siteLanguages {
		for _, scripts := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, JavaScript %t", language, scripts), func(t *testing.T) {
				tab := newTab(t, b, site, widths[0])
				if !scripts {
					tab.withoutScripts()
				}
				sendsAndFollows(tab, language)
			})
		}
	}
}

// sendsAndFollows sends an empty form, reads its errors, fills it in and is
// shown the reference.
func sendsAndFollows(tab *tab, language string) {
	tab.t.Helper()
	tab.open("/" + language + "/appointments/new/")
	tab.accessible("the form")
	tab.press(`form[data-form=appointment] [type=submit]`)
	showsErrors(tab, language)

	choose(tab, "office", "montelucci")
	choose(tab, "service", "legal-advice")
	write(tab, "name", "Prova أمينة আমিনা 👩🏽‍👧")
	write(tab, "reason", "Una prova\nسؤال عن الأوراق")
	write(tab, "phone", "333 123 4567")
	choose(tab, "consent", "true")
	tab.press(`form[data-form=appointment] [type=submit]`)

	prefix := "/" + language + "/appointments/"
	typed, isReference := strings.CutPrefix(tab.path(), prefix)
	if _, ok := formsapi.ParseReference(strings.Trim(typed, "/")); !isReference || !ok {
		tab.t.Fatalf("after sending, the tab is %s", tab.where())
	}
	if shown := tab.text(`[data-slot=reference]`); shown != strings.Trim(typed, "/") {
		tab.t.Errorf("the page shows the reference %q, its address has %q", shown, typed)
	}
	for _, width := range widths {
		tab.resize(width)
		tab.fits("the request's own page")
		tab.accessible("the request's own page")
	}
	tab.shoot("request-" + language)
	tab.quiet("422") // the empty form was refused, as it should be
	if names := tab.cookies(); len(names) > 0 {
		tab.t.Errorf("cookies were set: %v", names)
	}
}

// showsErrors checks the page of a refused form: a summary that has the focus
// and links to the fields, and the same words beside each.
func showsErrors(tab *tab, language string) {
	tab.t.Helper()
	tab.eventually("the error summary has the focus", `!!document.activeElement?.closest(".error-summary")`)
	broken := evaluate[string](tab, `[...document.querySelectorAll("[data-error-list] a")].filter(a => {
		const field = document.getElementById(a.hash.slice(1));
		const beside = field && (field.getAttribute("aria-describedby") || "").split(" ").map(id => document.getElementById(id)?.textContent || "").join(" ")
			+ (field?.closest("fieldset")?.textContent || "");
		return !field || !beside.includes(a.textContent.trim());
	}).map(a => a.outerHTML).join("\n")`)
	if broken != "" {
		tab.t.Errorf("links of the summary without a field, or with other words beside it:\n%s", broken)
	}
	if n := evaluate[int](tab, `document.querySelectorAll("[data-error-list] a").length`); n < 4 {
		tab.t.Errorf("%d errors are shown for an empty form", n)
	}
	for _, width := range widths {
		tab.resize(width)
		tab.fits("the form with errors")
		tab.accessible("the form with errors")
	}
	tab.shoot("errors-" + language)
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
	evaluate[bool](tab, fmt.Sprintf(`document.querySelector("[name=%s]").value = %q; true`, name, value))
}

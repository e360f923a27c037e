package main

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// wish is what a person asks for, in three scripts.
var wish = map[string]any{
	"office": "montelucci", "service": "legal-advice", "language": "ar", "consent": true,
	"name": "أمينة <b>Prova</b> আমিনা", "reason": "سؤال عن الأوراق\n<script>alert(1)</script>", "phone": "333 123 4567",
	"preferred_days": []string{"tue"}, "preferred_part": "morning", "needs": []string{"wheelchair"}, "interpreter": true,
}

// TestBrowserDesk plays the first hour of a new desk: the one-time link, an
// account, the first request read and confirmed, and the person told.
func TestBrowserDesk(t *testing.T) {
	b := browser(t)
	p := startProgram(t)
	site := "http://" + p.Addr()
	reference := asks(t, p)
	tab := newTab(t, b, site, widths[1])
	tab.withoutScripts() // the desk needs none

	token, err := p.accounts.InviteFirst(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	tab.open("/desk/")
	looksRight(tab, "signing in")
	if !evaluate[bool](tab, `(r => Math.abs(r.left - (innerWidth - r.right)) < 20 && r.left > 100)(document.querySelector("main form").getBoundingClientRect())`) {
		t.Error("on a wide screen the form is not in the middle")
	}
	tab.open("/desk/invitation?" + url.Values{"token": {token}}.Encode())
	looksRight(tab, "the one-time link")
	write(tab, "email", "ada@example.org")
	write(tab, "name", "Ada")
	write(tab, "password", "una frase lunga")
	write(tab, "repeated", "una frase lunga")
	tab.press(`form[action="/desk/invitation"] button`)
	looksRight(tab, "the inbox")
	if broken := evaluate[bool](tab, `[...document.querySelectorAll(".table td")].some(c => getComputedStyle(c).overflowWrap === "anywhere")`); broken {
		t.Error("cells of the inbox break words")
	}
	if folded := evaluate[bool](tab, `[...document.querySelectorAll(".table .whole")].some(c => getComputedStyle(c).whiteSpace !== "nowrap")`); folded {
		t.Error("dates and languages in the inbox are folded")
	}

	tab.press(`main a[href^="/desk/appointments/"]`)
	if h1 := tab.text("h1"); h1 != wish["name"] {
		t.Errorf("the request is of %q, want %q", h1, wish["name"])
	}
	if words := evaluate[string](tab, `document.querySelector(".words").textContent`); !strings.Contains(words, wish["reason"].(string)) {
		t.Errorf("the reason is shown as %q", words)
	}
	looksRight(tab, "a request")

	evaluate[bool](tab, `document.querySelectorAll("details").forEach(d => d.open = true); true`)
	tab.press(`form[action$="/confirm"] button`)
	looksRight(tab, "confirming without a date")
	inAYear := evaluate[string](tab, `document.querySelector("[name=date]").max`)
	write(tab, "date", inAYear)
	write(tab, "time", "22:30")
	tab.press(`form[action$="/confirm"] button`)
	looksRight(tab, "confirming when the office is closed")
	evaluate[bool](tab, `document.querySelector("#confirm-outside").checked = true`)
	tab.press(`form[action$="/confirm"] button`)
	looksRight(tab, "confirmed")
	for _, path := range []string{"/desk/feedback", "/desk/staff"} {
		tab.open(path)
		looksRight(tab, path)
	}
	if names := tab.cookies(); !slices.Equal(names, []string{"sportello-desk"}) {
		t.Errorf("the desk sets the cookies %v", names)
	}
	tab.quiet("422")

	person := newTab(t, b, site, widths[0])
	person.open("/ar/appointments/" + reference)
	if !evaluate[bool](person, `!!document.querySelector("[data-show=confirmed]") && !document.querySelector("[data-show=requested]")`) {
		t.Error("the person is not told that the appointment is confirmed")
	}
	if at := person.text(`[data-slot=time]`); !strings.Contains(at, "22:30") {
		t.Errorf("the person is told %q for a time", at)
	}
	looksRight(person, "the confirmed request")
	if names := person.cookies(); len(names) > 0 {
		t.Errorf("the person was given cookies: %v", names)
	}
	person.quiet()
}

// looksRight looks at a page at both widths.
func looksRight(tab *tab, what string) {
	tab.t.Helper()
	for _, width := range widths {
		tab.resize(width)
		tab.fits(what)
		tab.accessible(what)
	}
	tab.shoot("desk-" + strings.NewReplacer(" ", "-", "/", "-").Replace(what))
}

// asks sends a request as a program would, and returns its reference.
func asks(t *testing.T, p *Program) string {
	t.Helper()
	body, err := json.Marshal(wish)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.Post("http://"+p.Addr()+"/api/appointments", "application/json", strings.NewReader(string(body)))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var answer struct{ Reference string }
	if err := json.NewDecoder(res.Body).Decode(&answer); err != nil || res.StatusCode != http.StatusCreated {
		t.Fatalf("asking for an appointment: %s, %v", res.Status, err)
	}
	return answer.Reference
}

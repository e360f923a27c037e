package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"
)

// wish is what a person asks for, in three scripts.
var wish = map[string]any{
	"office": "montelucci", "service": "legal-advice", "language": "ar", "consent": true,
	"name": "أمينة <b>Prova</b> আমিনা", "reason": "سؤال عن الأوراق\n<script>alert(1)</script>", "phone": "333 123 4567",
	"preferred_days": []string{"tue"}, "preferred_part": "morning", "needs": []string{"wheelchair"}, "interpreter": true,
}

// a4 is how wide a sheet of paper is within its margins, in CSS pixels: narrower than
// what the desk shows cards on.
const a4 = 718

const rowOnPaper = `(() => {
	const row = document.querySelector(".table.day tbody tr"), box = row.querySelector(".box");
	return getComputedStyle(row).display + ", a box to tick: " + (box.getBoundingClientRect().width > 10);
})()`

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
	looksRight(tab, "setting up the second factor")
	write(tab, "code", appCode(t, p, strings.ReplaceAll(tab.text(".secret"), " ", "")))
	tab.press(`form[action="/desk/account/second-factor"] button`)
	looksRight(tab, "the recovery codes")
	tab.press(`main a.button`)
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
	evaluate[bool](tab, `document.querySelector("#confirm-slot-other").checked = true`)
	last, err := time.Parse(time.DateOnly, evaluate[string](tab, `document.querySelector("#confirm-start").max`))
	if err != nil {
		t.Fatal(err)
	}
	inAYear := unclosed(t, p, last).Format(time.DateOnly)
	writeAt(tab, "#confirm-start", inAYear)
	writeAt(tab, "#confirm-time", "22:30")
	tab.press(`form[action$="/confirm"] button`)
	looksRight(tab, "confirming when the office is closed")
	evaluate[bool](tab, `document.querySelector("#confirm-outside").checked = true`)
	tab.press(`form[action$="/confirm"] button`)
	looksRight(tab, "confirmed")
	books(tab)
	closes(tab)
	for _, path := range []string{
		"/desk/", "/desk/to-answer", "/desk/waiting", "/desk/misfits", "/desk/calls", "/desk/day?date=" + inAYear,
		"/desk/week?from=" + inAYear, "/desk/my-week?from=" + inAYear, "/desk/feedback/paper",
		"/desk/closures", "/desk/feeds", "/desk/feedback", "/desk/staff", "/desk/account",
	} {
		tab.open(path)
		looksRight(tab, path)
	}
	tab.open("/desk/staff")
	tab.press(`tbody th a`)
	looksRight(tab, "an account and its roles")
	if names := tab.cookies(); !slices.Equal(names, []string{"sportello-desk"}) {
		t.Errorf("the desk sets the cookies %v", names)
	}
	tab.open("/desk/day?office=montelucci&date=" + inAYear)
	if before := tab.text("body"); !strings.Contains(before, "Earlier appointments:") {
		t.Errorf("the day does not lead to the appointments before it: %q", before)
	}
	onPaper(tab)
	tab.resize(a4)
	tab.shoot("desk-day-on-paper")
	if row := evaluate[string](tab, rowOnPaper); row != "table-row, a box to tick: true" {
		t.Errorf("a person on the printed day sheet is a %s", row)
	}
	if paper := tab.text("body"); !strings.Contains(paper, "22:30") || strings.Contains(paper, "Day before") || strings.Contains(paper, "appointments:") || strings.Contains(paper, "Sign out") {
		t.Errorf("the day on paper says %q", paper)
	}
	onScreen(tab)
	tab.resize(widths[1])
	tab.press(`form[action="/desk/language"] button`)
	tab.open("/desk/contacts/new")
	looksRight(tab, "recording in the other language")
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

// books notes somebody at the counter who takes the first free time, by keyboard
// alone: nine keys, and the focus is where the next one is pressed. Then it reads
// the code.
func books(tab *tab) {
	tab.t.Helper()
	tab.open("/desk/contacts/new?office=montelucci")
	looksRight(tab, "recording a contact")
	tab.press(`main form[action="/desk/contacts"] button`)
	looksRight(tab, "a contact without anything")
	tab.open("/desk/contacts/new?office=montelucci")
	hasFocus(tab, "#channel-counter:checked")
	tab.key(kb.Tab)
	tab.key(kb.ArrowDown) // the first service
	tab.key(kb.Tab)
	tab.key("ar") // as one finds a word in a list: Arabic
	tab.key(kb.Tab)
	hasFocus(tab, "#people")
	tab.enter()
	hasFocus(tab, "#slot-0")
	looksRight(tab, "choosing a time")
	if hidden := evaluate[bool](tab, `document.querySelector("#start").getClientRects().length === 0`); !hidden {
		tab.t.Error("the date and time by hand are shown before somebody asks for them")
	}
	tab.key(" ")
	tab.enter()
	hasFocus(tab, `a[href^="/desk/contacts/new"]`)
	looksRight(tab, "the code to read out")
	if code := tab.text(".reference"); len(strings.Fields(code)) < 3 {
		tab.t.Errorf("the code is shown as %q", code)
	}
	onPaper(tab)
	tab.shoot("desk-slip-on-paper")
	if paper := tab.text("body"); !strings.Contains(paper, "/ar/appointments/") || strings.Contains(paper, "Sign out") || strings.Contains(paper, "The code to read out") {
		tab.t.Errorf("the slip on paper says %q", paper)
	}
	onScreen(tab)
}

// hasFocus says so unless the page's focus comes to an element: a browser moves it
// with the first frames.
func hasFocus(tab *tab, selector string) {
	tab.t.Helper()
	if err := tab.comesAbout(browserMoment, fmt.Sprintf("document.activeElement.matches(%q)", selector)); err != nil {
		tab.t.Errorf("the focus is not on %s but on %s (%v)", selector, evaluate[string](tab, "document.activeElement.outerHTML.slice(0, 200)"), err)
	}
}

// closes closes the office for the days to come, and offers everybody another time.
func closes(tab *tab) {
	tab.t.Helper()
	tab.open("/desk/closures?office=montelucci")
	looksRight(tab, "closures")
	evaluate[bool](tab, `const until = new Date(); until.setDate(until.getDate() + 40); document.getElementById("closure-until").value = until.toISOString().slice(0, 10); document.getElementById("closure-reason").value = "illness"; true`)
	tab.press(`form[action="/desk/closures/check"] button`)
	looksRight(tab, "before closing")
	if said := tab.text(".warning"); !strings.HasPrefix(said, "1 ") {
		tab.t.Errorf("before closing it says %q", said)
	}
	tab.press(`form[action="/desk/closures"] button`)
	looksRight(tab, "closed")
}

// looksRight looks at a page at both widths.
func looksRight(tab *tab, what string) {
	tab.t.Helper()
	for _, width := range widths {
		tab.resize(width)
		tab.fits(what)
		tab.accessible(what)
		tab.shoot(fmt.Sprintf("desk-%s-%d", strings.NewReplacer(" ", "-", "/", "-", "?", "-", "=", "-").Replace(what), width))
	}
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

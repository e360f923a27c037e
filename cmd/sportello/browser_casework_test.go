package main

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	formsapi "sportello/forms-api"
)

// TestBrowserCasework plays an operator with scripts: keys lead around, a request that
// comes in is announced, a draft outlives a reload, and a step is taken back.
func TestBrowserCasework(t *testing.T) {
	b := browser(t)
	p := startProgram(t)
	asks(t, p)
	tab := newTab(t, b, "http://"+p.Addr(), widths[1])
	signsInAsOperator(tab, p)

	looksRight(tab, "the tabs of the inbox")
	keysLead(tab)
	tab.open("/desk/")
	asks(t, p)
	tab.within(browserWait, "a new request is announced", `!!document.querySelector(".arrived a")`)
	looksRight(tab, "a new request is announced")
	tab.press(".arrived a")
	if rows := evaluate[int](tab, `document.querySelectorAll("tbody tr").length`); rows != 2 {
		t.Errorf("the inbox lists %d requests, not 2", rows)
	}
	evaluate[bool](tab, `document.querySelector("#search").value = "أمينة"; true`)
	tab.press(".search button")
	looksRight(tab, "what a search finds")

	tab.press(`tbody th a`)
	evaluate[bool](tab, `document.querySelectorAll(".work details").forEach(d => d.open = true); true`)
	looksRight(tab, "the work on a request")
	draftsSurvive(tab)
	undoes(tab)
}

func signsInAsOperator(tab *tab, p *Program) {
	tab.t.Helper()
	signsInAs(tab, p, "Marco")
}

// signsInAs signs in with a new account, that of an operator of all offices.
func signsInAs(tab *tab, p *Program, name string) {
	tab.t.Helper()
	ctx := context.Background()
	s := formsapi.Staff{Name: name, Email: strings.ToLower(name) + "@example.org", Language: "it", Grants: []formsapi.Grant{{Role: formsapi.RoleOperator}}}
	token, err := p.accounts.Invite(ctx, s, formsapi.ByCommand)
	if err != nil {
		tab.t.Fatal(err)
	}
	if _, err := p.accounts.Accept(ctx, token, "una frase lunga", "una frase lunga"); err != nil {
		tab.t.Fatal(err)
	}
	tab.open("/desk/sign-in")
	write(tab, "email", s.Email)
	write(tab, "password", "una frase lunga")
	tab.press("main form button")
}

// keysLead goes through the inbox without a mouse.
func keysLead(tab *tab) {
	tab.t.Helper()
	tab.key("?")
	tab.within(browserMoment, "the list of keys opens", `document.querySelector("dialog.keys").open`)
	looksRight(tab, "the list of keys")
	tab.key(kb.Escape)
	tab.within(browserMoment, "the list of keys closes", `!document.querySelector("dialog.keys").open`)
	tab.key("j")
	tab.within(browserMoment, "the first row has the focus", `document.activeElement.matches("tbody tr:first-child th a")`)
	tab.key("/")
	tab.within(browserMoment, "the search has the focus", `document.activeElement.id === "search"`)
	tab.key("?") // typed
	if evaluate[bool](tab, `document.querySelector("dialog.keys").open`) {
		tab.t.Error("a key that is typed opens the list")
	}
	evaluate[bool](tab, `document.activeElement.blur(); document.querySelector("#keys-on").click(); true`)
	tab.key("?")
	tab.open("/desk/")
	tab.key("?")
	if evaluate[bool](tab, `document.querySelector("dialog.keys").open`) {
		tab.t.Error("keys that were turned off do something")
	}
	evaluate[bool](tab, `document.querySelector("#keys-on").click(); true`)
	tab.key("2")
	tab.within(browserMoment, "the second tab opens", `location.search === "?tab=mine"`)
	looksRight(tab, "a tab with nothing in it")
}

// draftsSurvive writes a note, leaves it, and finds it again.
func draftsSurvive(tab *tab) {
	tab.t.Helper()
	tab.key("n")
	tab.within(browserMoment, "the note has the focus", `document.activeElement.id === "note"`)
	for _, letter := range "chiamata 2 volte" {
		tab.key(string(letter))
	}
	tab.within(browserWait, "the draft is kept", `(s => s.textContent === s.dataset.kept)(document.querySelector("#note").form.querySelector("[data-draft-state]"))`)
	tab.open(tab.path())
	if got := evaluate[string](tab, `document.querySelector("#note").value`); got != "chiamata 2 volte" {
		tab.t.Errorf("of what was written there is %q", got)
	}
	tab.press(`form[action$="/notes"] button`)
	if got := tab.text(".case-note"); got != "chiamata 2 volte" {
		tab.t.Errorf("the note says %q", got)
	}
}

// undoes takes one step back by a key, and lets another be.
func undoes(tab *tab) {
	tab.t.Helper()
	hasten := func() {
		evaluate[bool](tab, `(f => { f.urgency.value = "urgent"; f.closest("details").open = true; return true; })(document.querySelector("form[action$='/urgency']"))`)
		tab.press(`form[action$="/urgency"] button`)
	}
	hasten()
	work := tab.text("[aria-labelledby=casework]")
	if !strings.Contains(work, "Urgente") {
		tab.t.Errorf("the work says %q", work)
	}
	if evaluate[bool](tab, `!!document.querySelector("form.undo")`) { // a slow machine may take ten seconds to get here
		tab.key("z")
		tab.within(browserMoment, "the step is taken back", `document.querySelector(".notice")?.textContent.includes("come prima") ?? false`)
	}
	hasten()
	looksRight(tab, "a step that can be taken back") // which takes a while: the first one would be past undoing
	tab.within(browserWait, "undoing ends", `!document.querySelector("form.undo")`)
}

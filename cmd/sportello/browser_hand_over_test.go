package main

import (
	"context"
	"testing"

	formsapi "sportello/forms-api"
)

// smallest is the height of the smallest telephone that is looked at, 320 wide.
const smallest = 640

// beginsOnTheFirstScreen looks at a list at 320 × 640: its first row begins there, with who
// it is about.
func beginsOnTheFirstScreen(tab *tab, what string) {
	tab.t.Helper()
	tab.resize(widths[0])
	if name := endsAt(tab, "main tbody th a"); name > smallest {
		tab.t.Errorf("%s: the first name ends at %d px", what, name)
	} else {
		tab.t.Logf("%s: the first name ends at %d px", what, name)
	}
	tab.resize(widths[1])
}

// TestBrowserHandsOver has an operator leave with a request in their name: a colleague
// finds it from the inbox, hands it over, and is told what is missing before, also without
// scripts and on a telephone.
func TestBrowserHandsOver(t *testing.T) {
	b := browser(t)
	p := startProgram(t)
	asks(t, p)
	tab := newTab(t, b, "http://"+p.Addr(), widths[1])
	signsInAs(tab, p, "Marco")
	beginsOnTheFirstScreen(tab, "the inbox")
	tab.press("tbody th a")
	tab.press(`form[action$="/assign"] button`)
	tab.press(`.who form[action="/desk/sign-out"] button`)
	if err := p.accounts.Disable(context.Background(), "marco@example.org", formsapi.ByCommand); err != nil {
		t.Fatal(err)
	}

	tab.withoutScripts()
	signsInAs(tab, p, "Anna")
	looksRight(tab, "the way to what a closed account left")
	tab.press(".of-closed a")
	looksRight(tab, "what a closed account left")
	tab.press("#hand-over button")
	looksRight(tab, "handing over with nothing ticked")
	evaluate[bool](tab, `document.querySelector("[name=request]").click(); document.querySelector("#hand-over-to").selectedIndex = 1; true`)
	tab.press("#hand-over button")
	tab.says(".notice", "passate di mano: 1")
	looksRight(tab, "handed over")
	tab.open("/desk/?tab=mine")
	tab.says("tbody", "tu")
}

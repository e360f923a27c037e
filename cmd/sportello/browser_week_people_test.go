package main

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/chromedp/cdproto/network"

	formsapi "sportello/forms-api"
)

// A colleague works at the desk, at a browser of their own.
type colleague struct {
	*tab
	week        *week
	name, email string
	secret      string // of their app; empty for who has none
}

const weekPassword = "una frase lunga"

// joins has somebody come in by their invitation, at all offices; who coordinates sets
// up the second factor on the way.
func (w *week) joins(name string, role formsapi.Role) *colleague {
	w.t.Helper()
	email := strings.ToLower(name) + "@desk.example.org"
	s := formsapi.Staff{Name: name, Email: email, Language: "it", Grants: []formsapi.Grant{{Role: role}}}
	token, err := w.p.accounts.Invite(w.t.Context(), s, formsapi.ByCommand)
	if err != nil {
		w.t.Fatal(err)
	}
	c := &colleague{week: w, tab: newTab(w.t, w.browser, "http://"+w.p.Addr(), widths[1]), name: name, email: email}
	c.inItalian()
	c.open("/desk/invitation?" + url.Values{"token": {token}}.Encode())
	write(c.tab, "password", weekPassword)
	write(c.tab, "repeated", weekPassword)
	c.press(`form[action="/desk/invitation"] button`)
	if role == formsapi.RoleCoordinator {
		c.secret = strings.ReplaceAll(c.text(".secret"), " ", "")
		write(c.tab, "code", appCode(w.t, w.p, c.secret))
		c.press(`form[action="/desk/account/second-factor"] button`)
		c.says("main", "Codici di recupero")
		c.press(`main a.button`)
	}
	c.says("h1", "Richieste di appuntamento")
	return c
}

// signIn has somebody sign in whom the page asks to, in a tab of theirs.
func (w *week) signIn(c *colleague, tab *tab) {
	w.t.Helper()
	tab.says("h1", "Accedi")
	write(tab, "email", c.email)
	write(tab, "password", weekPassword)
	tab.press("main form button")
	if c.secret != "" {
		tab.says("h1", "Il tuo codice")
		write(tab, "code", appCode(w.t, w.p, c.secret))
		tab.press(`form[action="/desk/sign-in/code"] button`)
	}
}

// inTheMorning has colleagues sign in: what they had open ended overnight.
func (w *week) inTheMorning(all ...*colleague) {
	w.t.Helper()
	for _, c := range all {
		c.open("/desk/")
		w.signIn(c, c.tab)
		c.says("h1", "Richieste di appuntamento")
	}
}

// inItalian sets the language of the browser: the desk speaks it until it knows who
// signs in.
func (tab *tab) inItalian() {
	tab.t.Helper()
	call(tab, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{Headers: map[string]any{"Accept-Language": "it-IT,it;q=0.9"}})
}

// anotherTab is one of the same browser, with scripts or without as the first.
func (c *colleague) anotherTab() *tab {
	c.t.Helper()
	other := c.beside(widths[1])
	other.inItalian()
	if c.scriptless {
		other.withoutScripts()
	}
	return other
}

// unfolds opens all that a page keeps folded.
func (tab *tab) unfolds() {
	tab.t.Helper()
	evaluate[bool](tab, `document.querySelectorAll("details").forEach(d => d.open = true); true`)
}

// says fails the test unless a part of the page says all of these, wherever its lines
// break.
func (tab *tab) says(selector string, words ...string) {
	tab.t.Helper()
	text := strings.Join(strings.Fields(tab.text(selector)), " ")
	for _, want := range words {
		if !strings.Contains(text, want) {
			tab.t.Errorf("%s does not say %q but %q\n%s", selector, want, text, tab.where())
		}
	}
}

// lacks fails the test if a part of the page says any of these.
func (tab *tab) lacks(selector string, words ...string) {
	tab.t.Helper()
	text := tab.text(selector)
	for _, word := range words {
		if strings.Contains(text, word) {
			tab.t.Errorf("%s says %q\n%s", selector, word, tab.where())
		}
	}
}

// goes opens a page of the desk; whose session has ended by now signs in on the way.
func (c *colleague) goes(path string) {
	c.t.Helper()
	c.open(path)
	if c.path() == "/desk/sign-in" {
		c.week.signIn(c, c.tab)
	}
}

// opens opens the request of somebody from a list of the desk, by their name, with all
// that the page keeps folded.
func (c *colleague) opens(list string, who person) {
	c.t.Helper()
	c.goes(list)
	c.find(who.name)
	c.unfolds()
}

// find presses the link with a name.
func (tab *tab) find(name string) {
	tab.t.Helper()
	if !evaluate[bool](tab, fmt.Sprintf(`(a => { a?.setAttribute("data-found", ""); return !!a; })([...document.querySelectorAll("a")].find(a => a.textContent.includes(%q)))`, name)) {
		tab.t.Fatalf("nothing leads to %q\n%s\n%s", name, tab.where(), tab.text("main"))
	}
	tab.press("[data-found]")
}

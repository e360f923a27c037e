package main

import (
	"context"
	"net/url"
	"strings"
	"testing"
)

// TestBrowserAccount plays a coordinator who is asked for what is kept of somebody,
// and then to erase it: who did what, the data on a page and on paper, what erasing
// does before it is asked for, and that it can be taken back. No script is needed.
func TestBrowserAccount(t *testing.T) {
	b := browser(t)
	p := startProgram(t)
	for range 2 {
		asks(t, p)
	}
	tab := newTab(t, b, "http://"+p.Addr(), widths[1])
	tab.withoutScripts()
	token, err := p.accounts.InviteFirst(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	tab.open("/desk/invitation?" + url.Values{"token": {token}}.Encode())
	write(tab, "email", "ada@example.org")
	write(tab, "name", "Ada")
	write(tab, "password", "una frase lunga")
	write(tab, "repeated", "una frase lunga")
	tab.press(`form[action="/desk/invitation"] button`)
	write(tab, "code", appCode(t, p, strings.ReplaceAll(tab.text(".secret"), " ", "")))
	tab.press(`form[action="/desk/account/second-factor"] button`)

	tab.open("/desk/")
	tab.press(`main a[href^="/desk/appointments/"]`)
	request := tab.path()
	tab.press(`main a[href$="/trail"]`)
	looksRight(tab, "who did what with a request")
	tab.press(`main a[href$="of=person"]`)
	looksRight(tab, "who did what with a person")

	tab.open(request)
	tab.press(`main a[href$="/person"]`)
	looksRight(tab, "what is kept of a person")
	onPaper(tab)
	tab.resize(a4)
	tab.shoot("desk-person-on-paper")
	name := wish["name"].(string)
	if paper := tab.text("body"); strings.Count(paper, name) < 2 || strings.Contains(paper, "JSON") || strings.Contains(paper, "Ada") && strings.Contains(paper, "Sign out") {
		t.Errorf("what is kept of a person on paper is %q", paper)
	}
	onScreen(tab)
	tab.resize(widths[1])

	tab.open(request + "/erasure")
	looksRight(tab, "what erasing a person does")
	tab.press(`main form button`)
	looksRight(tab, "a person is to be erased")
	tab.open("/desk/erasures")
	looksRight(tab, "erasures that wait")
	tab.press(`main a[href$="/erasure"]`)
	tab.press(`form[action$="/revoke"] button`)
	if tab.text(".empty") == "" {
		t.Error("what was taken back still waits")
	}
	looksRight(tab, "no erasure waits")
}

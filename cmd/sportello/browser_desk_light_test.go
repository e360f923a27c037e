package main

import "testing"

// deskInLights are the main pages of the desk, as a coordinator who works everywhere opens
// them; of one request, what follows its address.
var deskInLights = []string{
	"/desk/", "/desk/?tab=all&sort=due", "/desk/to-answer", "/desk/calls", "/desk/day", "/desk/week", "/desk/my-week", "/desk/contacts/new",
	"/desk/closures", "/desk/feedback", "/desk/reports", "/desk/erasures", "/desk/accounts-log", "/desk/staff", "/desk/account",
}

// demonstratedDesk is a tab at a PC of who is signed in to a demonstration.
func demonstratedDesk(t *testing.T) *tab {
	t.Helper()
	p, stop, err := runWith(settings{folders: unchanged(t), listen: "127.0.0.1:0", demo: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
	tab := newTab(t, browser(t), "http://"+p.Addr(), widths[1])
	signInToDemo(tab, p)
	return tab
}

// Given a desk that is full of requests, when a colleague opens any main page of it in
// a dark room, or with the few colours that they can tell apart, on a telephone or at a
// PC, then it can be read and operated as in the light.
func TestBrowserDeskInEveryLight(t *testing.T) {
	tab := demonstratedDesk(t)
	for _, path := range deskInLights {
		tab.open(path)
		inEveryLightAndWidth(tab, path)
	}
	tab.open("/desk/?tab=all")
	tab.press(`main tbody th a`)
	request := tab.path()
	tab.unfolds()
	inEveryLightAndWidth(tab, "a request")
	for _, part := range []string{"/trail", "/person", "/erasure", "/slip"} {
		tab.open(request + part)
		inEveryLightAndWidth(tab, "a request"+part)
	}
	tab.quiet()
	noticesFaintText(tab)
}

// inEveryLightAndWidth looks at a page at both widths, in the light, in the dark and
// with forced colours.
func inEveryLightAndWidth(tab *tab, what string) {
	tab.t.Helper()
	for _, width := range widths {
		tab.resize(width)
		tab.fits(what)
		tab.accessible(what)
		inEveryLight(tab, what)
	}
}

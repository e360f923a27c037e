package main

import (
	"context"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A view is a page in a state in which people operate it.
type view struct {
	what string
	show func(tab *tab, language string)
}

// at is the view of a page as it opens, beneath the language's home page.
func at(path string) view {
	return view{path, func(tab *tab, language string) { tab.open("/" + language + "/" + path) }}
}

// operatedViews are one page of each kind, and what follows on what people do.
func operatedViews(reference string) []view {
	return []view{
		at(""), at("needs/legal-help/"), at(dangerPage), at("offices/potenza/"), at("services/legal-advice/"), at("projects/impact/"),
		at("news/working-group-meeting/"), at("pages/accessibility/"), at("feedback/"), at("appointments/find/"), at("appointments/" + reference),
		at("appointments/new/"), at("appointments/new/?service=legal-advice"), at("appointments/new/?service=legal-advice&office=potenza"),
		at("appointments/new/?service=legal-advice&office=potenza&slot="), at("appointments/" + reference + "/change"),
		{"the form with errors", func(tab *tab, language string) {
			tab.open("/" + language + "/appointments/new/")
			tab.press("form[data-form=appointment] [type=submit]")
		}},
		{"a search", func(tab *tab, language string) {
			tab.open("/" + language + "/search/")
			typeQuery(tab, "potenza")
			tab.eventually("something is found", listedHits+` !== ""`)
		}},
		{"a search without hits", func(tab *tab, language string) {
			tab.open("/" + language + "/search/")
			typeQuery(tab, "zzzz")
			tab.eventually("the page says what to do", `document.querySelector("[data-nothing]").checkVisibility()`)
		}},
		{"a page rated 2", func(tab *tab, language string) {
			tab.open("/" + language + "/offices/montelucci/")
			choose(tab, "rating", "2")
		}},
		{"the choice of language", func(tab *tab, _ string) { tab.open("/") }},
	}
}

// forEachView shows every view in both directions of writing at both widths.
func forEachView(t *testing.T, look func(tab *tab, what string)) {
	t.Helper()
	if testing.Short() {
		t.Skip("walks one page of each kind")
	}
	b := browser(t)
	p := startProgram(t)
	views := operatedViews(asks(t, p))
	for _, width := range widths {
		tab := newTab(t, b, "http://"+p.Addr(), width)
		call(tab, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: width == widths[0]}) // some links are for telephones alone
		for _, language := range []string{"it", "ar"} {
			for _, v := range views {
				v.show(tab, language)
				tab.knowsWhatIsOperated()
				look(tab, language+" "+v.what+" at "+widthName(width))
			}
		}
		tab.quiet("422")
	}
}

func widthName(width int64) string {
	if width == widths[0] {
		return "a phone's width"
	}
	return "a desk's width"
}

// knowsWhatIsOperated gives the page the questions of testdata/browser/operated.js.
func (tab *tab) knowsWhatIsOperated() {
	tab.t.Helper()
	source, err := os.ReadFile("testdata/browser/operated.js")
	if err != nil {
		tab.t.Fatal(err)
	}
	evaluate[bool](tab, string(source))
}

// Given any page, whoever has only a keyboard reaches all that can be operated,
// once, in the order in which it is read, and sees where they are (WCAG 2.2
// SC 2.1.1, 2.4.3, 2.4.7, 2.4.11).
func TestBrowserKeyboardReachesEverythingInOrder(t *testing.T) {
	stops := 0
	forEachView(t, func(tab *tab, what string) {
		n := walk(tab, what)
		if n < 2 {
			t.Errorf("%s: %d places can be reached", what, n)
		}
		stops += n
	})
	t.Logf("%d stops of the Tab key", stops)
}

// A place is where the focus is after a key.
type place struct {
	Stop   int // its number among the stops, -1 for elsewhere
	Name   string
	Faults []string
}

// walk presses Tab from above the page to its end, and says how many stops there are.
func walk(tab *tab, what string) int {
	tab.t.Helper()
	stops := ask[[]string](tab, `operated.begin()`)
	for _, wrong := range ask[[]string](tab, `operated.disorder()`) {
		tab.t.Errorf("%s: out of the reading order: %s", what, wrong)
	}
	for n, name := range stops {
		if !tab.steps(what, n, name, 0) {
			return len(stops)
		}
	}
	tab.key(kb.Tab)
	if after := ask[place](tab, `operated.here()`); after.Stop > 0 || after.Stop < 0 && after.Name != "nothing" {
		tab.t.Errorf("%s: after the last place the Tab key leads to %s", what, after.Name)
	}
	return len(stops)
}

// walkBack presses Shift and Tab from the end of a page that was walked.
func walkBack(tab *tab, what string) {
	tab.t.Helper()
	stops := ask[[]string](tab, `operated.begin()`)
	for n := len(stops) - 1; n >= 0; n-- {
		if !tab.steps(what+" backwards", n, stops[n], chromedp.ModifierShift) {
			return
		}
	}
}

// steps presses Tab once, which must lead to that stop.
func (tab *tab) steps(what string, n int, name string, with chromedp.Modifier) bool {
	tab.t.Helper()
	tab.key(kb.Tab, with)
	got := tab.place()
	if got.Stop != n {
		tab.t.Errorf("%s: the Tab key leads to %s, want %s", what, got.Name, name)
		return false
	}
	for _, fault := range got.Faults {
		tab.t.Errorf("%s: %s %s", what, got.Name, fault)
	}
	return true
}

// place is where the focus is. A busy browser scrolls a moment after the key.
func (tab *tab) place() (got place) {
	tab.t.Helper()
	for range 100 {
		if got = ask[place](tab, `operated.here()`); len(got.Faults) == 0 {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	return got
}

// key presses keys where the focus is.
func (tab *tab) key(keys string, with ...chromedp.Modifier) {
	tab.t.Helper()
	tab.do(pressing(keys, with...))
}

// pressing presses keys as a keyboard does: the character belongs to the press,
// so that an Enter which follows a link to a field does not send the field's form
// as well, as one that comes after the press would.
func pressing(keys string, with ...chromedp.Modifier) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		for _, r := range keys {
			events := kb.Encode(r)
			down, up := events[0], events[len(events)-1]
			if len(events) == 3 {
				down.Text = events[1].Text
			}
			for _, event := range []*input.DispatchKeyEventParams{down, up} {
				for _, m := range with {
					event.Modifiers |= int64(m)
				}
				if _, err := cdp.Call(ctx, target, input.DispatchKeyEvent, *event); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// ask evaluates what has more than one part.
func ask[T any](tab *tab, expression string) (answer T) {
	tab.t.Helper()
	text := evaluate[string](tab, "JSON.stringify("+expression+")")
	if err := json.NewDecoder(strings.NewReader(text)).Decode(&answer); err != nil {
		tab.t.Fatal(err)
	}
	return answer
}

// Given any page, what can be operated is 24 CSS pixels wide and high, or lies
// as far from the others (WCAG 2.2 SC 2.5.8).
func TestBrowserTargetsAreLargeEnough(t *testing.T) {
	targets := 0
	forEachView(t, func(tab *tab, what string) {
		for _, small := range ask[[]string](tab, `operated.tooSmall()`) {
			t.Errorf("%s: %s", what, small)
		}
		targets += evaluate[int](tab, `operated.count()`)
	})
	t.Logf("%d targets", targets)
}

// The questions find what they ask for, so that their silence means something.
func TestBrowserSeesWhatCannotBeOperated(t *testing.T) {
	tab := newTab(t, browser(t), "http://127.0.0.1", widths[0])
	evaluate[bool](tab, `document.body.innerHTML = `+"`"+`
		<p style="display: flex; flex-direction: row-reverse"><a href="#1">first</a> <a href="#2">second</a></p>
		<p><button style="outline: none">third</button></p>
		<p style="position: relative"><button>fourth</button><span style="position: absolute; inset: 0"></span></p>
		<p><button style="padding: 0; border: 0; block-size: 12px; inline-size: 12px; vertical-align: top"></button><button style="padding: 0; border: 0; block-size: 12px; inline-size: 40px; vertical-align: top">sixth</button></p>
	`+"`"+`; true`)
	tab.knowsWhatIsOperated()
	ask[[]string](tab, `operated.begin()`)
	if wrong := ask[[]string](tab, `operated.disorder()`); len(wrong) != 1 || !strings.Contains(wrong[0], "“second” comes after") {
		t.Errorf("out of order are %q, want the second link", wrong)
	}
	for n, want := range []string{"", "", "does not look focused", "is under <span", "", ""} {
		tab.key(kb.Tab)
		got := ask[place](tab, `operated.here()`)
		if said := strings.Join(got.Faults, "; "); got.Stop != n || !strings.HasPrefix(said, want) || want == "" && said != "" {
			t.Errorf("at stop %d, of %s is said %q, want %q", got.Stop, got.Name, said, want)
		}
	}
	if small := ask[[]string](tab, `operated.tooSmall()`); len(small) != 2 || !strings.HasSuffix(small[0], "is 0 × 0") || !strings.HasSuffix(small[1], "is 12 × 12") {
		t.Errorf("too small are %q, want the covered one and the one that touches another", small)
	}
}

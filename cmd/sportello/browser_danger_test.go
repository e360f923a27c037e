package main

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	hold "github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const dangerPage = "needs/danger/"

// elsewhere is every other site, which this test stands in for.
type elsewhere struct {
	referer atomic.Value // string: what the latest request told of where it came from
}

// answer lets a page come from any other site, without the network.
func (e *elsewhere) answer(t *testing.T, ctx context.Context, event any) {
	paused, ok := event.(*hold.EventRequestPaused)
	if !ok {
		return
	}
	if paused.ResourceType == network.ResourceTypeDocument { // its icon is fetched by the other site itself
		referer, _ := paused.Request.Headers["Referer"].(string)
		e.referer.Store(referer)
	}
	go func() { // an event's listener must not wait for an answer
		_, err := chromedp.Call(ctx, hold.FulfillRequest, hold.FulfillRequestParams{
			RequestID: paused.RequestID, ResponseCode: 200, Body: []byte("<!doctype html><title>weather</title><p>rain"),
		})
		if err != nil && ctx.Err() == nil {
			t.Error(err)
		}
	}()
}

func TestBrowserLeavesThePageOfDanger(t *testing.T) {
	b := browser(t)
	site := startSite(t)
	ways := map[string]func(*tab){
		"the link": func(tab *tab) { tab.press("a[data-leave]") },
		"Escape": func(tab *tab) {
			if _, err := chromedp.Run(tab.ctx, chromedp.WaitEvent(page.LoadEventFired, nil, chromedp.KeyEvent(kb.Escape))); err != nil {
				tab.t.Fatal(err)
			}
		},
	}
	for _, language := range []string{"it", "ar"} {
		for name, leave := range ways {
			t.Run(language+" by "+name, func(t *testing.T) {
				if visited := leaving(t, newTab(t, b, site, widths[0]), language, leave); visited != 0 {
					t.Errorf("the page of danger is %d times in the tab's history", visited)
				}
			})
		}
		t.Run(language+", JavaScript false", func(t *testing.T) {
			tab := newTab(t, b, site, widths[0])
			tab.withoutScripts()
			if visited := leaving(t, tab, language, ways["the link"]); visited != 1 {
				t.Errorf("a plain link leaves the page %d times in the tab's history, want once", visited)
			}
		})
	}
}

// leaving goes to the page of danger and off it, and counts it in the history.
func leaving(t *testing.T, tab *tab, language string, leave func(*tab)) (visited int) {
	t.Helper()
	var other elsewhere
	if err := chromedp.Listen(tab.ctx, func(event any) { other.answer(t, tab.ctx, event) }); err != nil {
		t.Fatal(err)
	}
	call(tab, hold.Enable, hold.EnableParams{Patterns: []*hold.RequestPattern{{URLPattern: "https://*"}}})
	tab.open("/" + language + "/needs/")
	tab.open("/" + language + "/" + dangerPage)
	leave(tab)
	tab.eventually("the other site is shown", `document.title === "weather"`)
	if referer := other.referer.Load(); referer != "" {
		t.Errorf("the other site is told of %v", referer)
	}
	for _, entry := range call(tab, page.GetNavigationHistory, cdp.Empty{}).Entries {
		if strings.Contains(entry.URL, dangerPage) {
			visited++
		}
	}
	return visited
}

// coversFocus names what has the focus if anything that floats above the page
// hides a part of its middle line (WCAG 2.2 SC 2.4.11, and 2.4.12 along that line).
const coversFocus = `(() => {
	const held = document.activeElement, r = held.getBoundingClientRect();
	if (held === document.body) return "";
	if (r.bottom > innerHeight + 1 || r.top < -1) return "is off the screen: " + held.outerHTML.slice(0, 100);
	for (const part of [0.02, 0.5, 0.98]) {
		let top = document.elementFromPoint(r.left + r.width / 2, r.top + r.height * part);
		while (top && !["sticky", "fixed"].includes(getComputedStyle(top).position)) top = top.parentElement;
		if (top && !top.contains(held)) return "is under " + top.outerHTML.slice(0, 80) + ": " + held.outerHTML.slice(0, 100);
	}
	return "";
})()`

func TestBrowserNothingCoversTheFocusOnThePageOfDanger(t *testing.T) {
	b := browser(t)
	site := startSite(t)
	for _, width := range widths {
		tab := newTab(t, b, site, width)
		tab.open("/it/" + dangerPage)
		steps := evaluate[int](tab, `document.querySelectorAll("a[href], button, input, textarea, select").length`)
		if held := walk(tab, steps, 0); held < 20 {
			t.Errorf("at %d px, the Tab key reaches %d places", width, held)
		}
		walk(tab, steps, chromedp.ModifierShift)
	}
}

// walk presses Tab so many times and counts where it led.
func walk(tab *tab, steps int, with chromedp.Modifier) (held int) {
	tab.t.Helper()
	for range steps {
		tab.do(chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(with)))
		if hidden := evaluate[string](tab, coversFocus); hidden != "" {
			tab.t.Errorf("with Shift %t, what has the focus %s", with != 0, hidden)
		}
		if evaluate[bool](tab, `document.activeElement !== document.body`) {
			held++
		}
	}
	return held
}

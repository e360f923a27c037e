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

// The way out floats above the page: it hides nothing that has the focus, in
// whichever direction somebody goes (WCAG 2.2 SC 2.4.11).
func TestBrowserNothingCoversTheFocusOnThePageOfDanger(t *testing.T) {
	b := browser(t)
	site := startSite(t)
	for _, width := range widths {
		tab := newTab(t, b, site, width)
		tab.open("/it/" + dangerPage)
		tab.knowsWhatIsOperated()
		if stops := walk(tab, widthName(width)); stops < 20 {
			t.Errorf("at %s, the Tab key reaches %d places", widthName(width), stops)
		}
		walkBack(tab, widthName(width))
	}
}

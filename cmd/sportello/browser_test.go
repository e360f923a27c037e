package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// axePath is the accessibility checker that `npm ci` puts into the checkout.
const axePath = "../../node_modules/axe-core/axe.min.js"

// browser starts Chromium for one test. Without Chromium the test is skipped,
// unless SPORTELLO_BROWSER=required, which CI sets.
func browser(t *testing.T) context.Context {
	t.Helper()
	path, err := chromium()
	if err != nil {
		if os.Getenv("SPORTELLO_BROWSER") == "required" {
			t.Fatal("the browser suite is required, and Chromium is missing")
		}
		t.Skip("no Chromium here: the browser suite is skipped")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.NoSandbox,
		chromedp.DisableGPU,
		chromedp.UserDataDir(t.TempDir()),
		chromedp.WSURLReadTimeout(browserStartUp),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
	)
	allocator, stopAllocator := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stopAllocator)
	ctx, stop := chromedp.NewContext(allocator)
	t.Cleanup(func() {
		_ = chromedp.Cancel(ctx) // ends the browser before its folder is removed
		stop()
	})
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("starting Chromium: %v", err)
	}
	return ctx
}

func chromium() (string, error) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", exec.ErrNotFound
}

// A tab is one page that a reader looks at, and all that it did on the way.
type tab struct {
	t    *testing.T
	ctx  context.Context
	site string // the address of the program, without a slash at the end

	scriptless bool // JavaScript is switched off

	mu       sync.Mutex
	foreign  []string // requests that left the host
	problems []string // console errors, exceptions, blocked content
}

// newTab opens a tab of its own profile, as wide as a phone or a desk.
func newTab(t *testing.T, browser context.Context, site string, width int64) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	return heard(t, ctx, site, width)
}

// beside opens another tab of the same profile, as a link to a new tab does.
func (tab *tab) beside(width int64) *tab {
	tab.t.Helper()
	ctx, cancel := chromedp.NewContext(tab.ctx)
	tab.t.Cleanup(cancel)
	return heard(tab.t, ctx, tab.site, width)
}

// heard is a tab of which everything is noticed.
func heard(t *testing.T, ctx context.Context, site string, width int64) *tab {
	t.Helper()
	ctx, stop := context.WithTimeout(ctx, browserLife)
	t.Cleanup(stop)
	tab := &tab{t: t, ctx: ctx, site: site}
	tab.do(chromedp.Func(func(context.Context, *chromedp.Target) error { return nil }))
	if err := chromedp.Listen(ctx, tab.notice); err != nil {
		t.Fatal(err)
	}
	call(tab, network.Enable, network.EnableParams{})
	call(tab, log.Enable, cdp.Empty{})
	call(tab, runtime.Enable, cdp.Empty{})
	tab.resize(width)
	return tab
}

func (tab *tab) notice(event any) {
	tab.mu.Lock()
	defer tab.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if u := e.Request.URL; !strings.HasPrefix(u, tab.site+"/") && !strings.HasPrefix(u, "data:") {
			tab.foreign = append(tab.foreign, u)
		}
	case *runtime.EventExceptionThrown:
		tab.problems = append(tab.problems, e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeAssert {
			tab.problems = append(tab.problems, complaint(e.Args))
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError {
			tab.problems = append(tab.problems, e.Entry.Text+" "+e.Entry.URL)
		}
	}
}

// complaint is what a script has written into the console.
func complaint(values []*runtime.RemoteObject) string {
	var words []string
	for _, v := range values {
		words = append(words, cmp.Or(v.Description, string(v.Value)))
	}
	return strings.Join(words, " ")
}

// quiet fails the test unless everything stayed on the host, without an error.
// The status of an answer that a test provokes is no error of the page.
func (tab *tab) quiet(expected ...string) {
	tab.t.Helper()
	tab.mu.Lock()
	defer tab.mu.Unlock()
	for _, u := range tab.foreign {
		tab.t.Errorf("a request left the host: %s", u)
	}
	for _, p := range tab.problems {
		if !containsAny(p, expected) {
			tab.t.Errorf("in the console: %s", p)
		}
	}
	tab.foreign, tab.problems = nil, nil
}

func containsAny(s string, parts []string) bool {
	for _, p := range parts {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}

func (tab *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	tab.t.Helper()
	if err := chromedp.Do(tab.ctx, steps...); err != nil {
		tab.t.Fatalf("%v\n%s", err, tab.where())
	}
}

func (tab *tab) where() string {
	at, _ := chromedp.Run(tab.ctx, chromedp.Location())
	title, _ := chromedp.Run(tab.ctx, chromedp.Title())
	return fmt.Sprintf("at %s, %q", at, title)
}

func (tab *tab) open(path string) {
	tab.t.Helper()
	tab.do(chromedp.Navigate(tab.site + path))
}

func (tab *tab) resize(width int64) {
	tab.t.Helper()
	call(tab, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: width, Height: 900, DeviceScaleFactor: 1, Mobile: width < 600,
	})
}

// withoutScripts is the phone on which JavaScript is switched off.
func (tab *tab) withoutScripts() {
	tab.t.Helper()
	tab.scriptless = true
	tab.switchScripts(false)
}

func (tab *tab) switchScripts(on bool) {
	tab.t.Helper()
	call(tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
}

// press clicks and waits for the page that the click leads to.
func (tab *tab) press(selector string) {
	tab.t.Helper()
	if _, err := chromedp.Run(tab.ctx, chromedp.WaitEvent(page.LoadEventFired, nil,
		chromedp.Click(chromedp.CSS(selector)))); err != nil {
		tab.t.Fatalf("pressing %s: %v\n%s", selector, err, tab.where())
	}
}

// call sends one command of the DevTools protocol to the tab.
func call[P, R any](tab *tab, command cdp.Command[P, R], params P) R {
	tab.t.Helper()
	result, err := chromedp.Call(tab.ctx, command, params)
	if err != nil {
		tab.t.Fatalf("%s: %v", command.Method, err)
	}
	return result
}

// path is where the tab is, without the host.
func (tab *tab) path() string {
	tab.t.Helper()
	at, err := chromedp.Run(tab.ctx, chromedp.Location())
	if err != nil {
		tab.t.Fatal(err)
	}
	u, err := url.Parse(at)
	if err != nil {
		tab.t.Fatal(err)
	}
	return u.Path
}

func (tab *tab) text(selector string) string {
	tab.t.Helper()
	text := evaluate[string](tab, fmt.Sprintf(`document.querySelector(%q)?.innerText ?? "\u0000"`, selector))
	if text == "\x00" {
		tab.t.Fatalf("there is no %s\n%s", selector, tab.where())
	}
	return strings.TrimSpace(text)
}

// cookies names what the site has stored in this tab's profile, wherever on the site.
func (tab *tab) cookies() []string {
	tab.t.Helper()
	result := call(tab, network.GetCookies, network.GetCookiesParams{URLs: []string{tab.site + "/it/", tab.site + "/api/", tab.site + "/desk/"}})
	var names []string
	for _, c := range result.Cookies {
		names = append(names, c.Name)
	}
	return names
}

// evaluate runs an expression in the page, as a developer would in its console.
func evaluate[T any](tab *tab, expression string) T {
	tab.t.Helper()
	v, err := answered[T](tab, expression)
	if err != nil {
		tab.t.Fatalf("%v\nevaluating %.120s\n%s", err, expression, tab.where())
	}
	return v
}

// An axeViolation is one rule that a page breaks.
type axeViolation struct {
	ID, Help string
	Nodes    []struct {
		HTML           string
		FailureSummary string
	}
}

func (v axeViolation) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", v.ID, v.Help)
	for _, n := range v.Nodes[:min(3, len(v.Nodes))] {
		fmt.Fprintf(&b, "\n    %.200s\n      %s", n.HTML, strings.ReplaceAll(n.FailureSummary, "\n", " "))
	}
	return b.String()
}

// axeRun asks for every rule of WCAG 2.2 A and AA and the best practices.
const axeRun = `axeReads(document, {runOnly: ["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa","best-practice"], resultTypes: ["violations"]})
	.then(r => JSON.stringify(r.violations.map(v => ({ID: v.id, Help: v.help, Nodes: v.nodes.map(n => ({HTML: n.html, FailureSummary: n.failureSummary}))}))))`

// axeReads is axe.run, but for the icons that axe believes to see: it paints a text
// and each of its letters, takes letters that join for the picture of an icon, and
// then says nothing of their contrast. In Arabic all letters join.
const axeReads = `globalThis.axeReads = (what, options) => {
	const paint = HTMLCanvasElement.prototype.getContext, size = 30; // what axe paints with, in pixels
	HTMLCanvasElement.prototype.getContext = () => ({
		canvas: {}, fillText() {}, clearRect() {},
		measureText: text => ({ width: size * text.length }),
		getImageData: () => ({ data: new Uint32Array(size * size).fill(1) }),
	});
	return axe.run(what, options).finally(() => HTMLCanvasElement.prototype.getContext = paint);
}`

// accessible fails the test where axe finds anything on the page as it stands,
// by any rule but those named. Axe itself needs JavaScript: it is switched on for
// it, when the page's own scripts have missed their moment.
func (tab *tab) accessible(what string, but ...string) {
	tab.t.Helper()
	if tab.scriptless {
		tab.switchScripts(true)
		defer tab.switchScripts(false)
	}
	if !evaluate[bool](tab, `typeof axe === "object"`) {
		evaluate[bool](tab, axeSource(tab.t)+"; "+axeReads+"; true")
	}
	var violations []axeViolation
	if err := json.Unmarshal([]byte(evaluate[string](tab, axeRun)), &violations); err != nil {
		tab.t.Fatal(err)
	}
	for _, v := range violations {
		if !slices.Contains(but, v.ID) {
			tab.t.Errorf("%s: axe finds %s", what, v)
		}
	}
}

var axeFile = sync.OnceValues(func() ([]byte, error) { return os.ReadFile(axePath) })

func axeSource(t *testing.T) string {
	t.Helper()
	source, err := axeFile()
	if err != nil {
		t.Fatalf("axe-core is missing, run npm ci: %v", err)
	}
	return string(source)
}

// fits fails the test where the page can be scrolled sideways.
func (tab *tab) fits(what string) {
	tab.t.Helper()
	wide := evaluate[string](tab, `(() => {
		const room = document.documentElement.clientWidth;
		if (document.documentElement.scrollWidth <= room) return "";
		const out = [...document.body.querySelectorAll("*")].find(e => { const r = e.getBoundingClientRect(); return r.width > 0 && (r.right > room + 1 || r.left < -1); });
		return "needs " + document.documentElement.scrollWidth + " of " + room + " px" + (out ? ": " + out.outerHTML.slice(0, 120) : "");
	})()`)
	if wide != "" {
		tab.t.Errorf("%s: scrolls sideways, %s", what, wide)
	}
}

// shoot writes a picture into SPORTELLO_SHOTS, for people to look at.
func (tab *tab) shoot(name string) {
	tab.t.Helper()
	dir := os.Getenv("SPORTELLO_SHOTS")
	if dir == "" {
		return
	}
	picture, err := chromedp.Run(tab.ctx, chromedp.FullScreenshot(100))
	if err == nil {
		err = os.WriteFile(cmp.Or(dir, ".")+"/"+name+".png", picture, 0o644)
	}
	if err != nil {
		tab.t.Errorf("taking a picture: %v", err)
	}
}

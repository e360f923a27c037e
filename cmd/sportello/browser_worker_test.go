package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/storage"
)

// A gateway is a network that may answer in the site's place, as the one of a
// station or of a hotel does.
type gateway struct {
	*httptest.Server
	answer atomic.Pointer[http.HandlerFunc] // nil: the site does
}

func newGateway(t *testing.T, to string) *gateway {
	t.Helper()
	there, err := url.Parse(to)
	if err != nil {
		t.Fatal(err)
	}
	g := &gateway{}
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(there) }}
	g.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if own := g.answer.Load(); own != nil {
			(*own)(w, r)
			return
		}
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(g.Close)
	return g
}

// open leaves the way to the site free.
func (g *gateway) open() { g.answer.Store(nil) }

func (g *gateway) by(answer http.HandlerFunc) {
	g.answer.Store(&answer)
	g.CloseClientConnections()
}

func (g *gateway) cut() {
	g.by(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
}

// without lets everything through but one address.
func (g *gateway) without(program, path string) {
	there, _ := url.Parse(program) // newGateway has read it
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(there) }}
	g.by(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == path {
			panic(http.ErrAbortHandler)
		}
		proxy.ServeHTTP(w, r)
	})
}

func TestBrowserWorker(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the site several times")
	}
	town := townOf(t)
	program := "http://" + startIn(t, town).Addr()
	g := newGateway(t, program)
	tab := newTab(t, browser(t), g.URL, 390)
	tab.open("/it/")
	waitUntilSaved(tab, "it", offlineListOf(t, program, "it"))

	t.Run("every way to write an address opens", func(t *testing.T) { opensByAnyName(t, tab, g) })
	t.Run("an answer that is none is not shown", func(t *testing.T) { passesOverFailures(t, tab, g) })
	t.Run("a network's own page is not saved", func(t *testing.T) { savesNoPortal(t, tab, g) })
	t.Run("a page of another build is not saved as this one's", func(t *testing.T) { savesNoOtherBuild(t, tab, g, town, program) })
	t.Run("a full telephone makes room first", func(t *testing.T) { makesRoom(t, tab, g, town, program) })
	t.Run("a page that becomes one about danger is forgotten", func(t *testing.T) { forgetsDanger(t, tab, g, town, program) })
}

func opensByAnyName(t *testing.T, tab *tab, g *gateway) {
	defer g.open()
	g.cut()
	for asked, want := range map[string]string{
		"/": "/", "/it": "/it/", "/it/offices": "/it/offices/", "/it/offices/index.html": "/it/offices/", "/it/search?q=casa": "/it/search/",
	} {
		tab.open(asked)
		if at := tab.path(); at != want || tab.text("[data-saved-notice]") == "" {
			t.Errorf("%s leads to %s without a network, want %s from what is saved", asked, at, want)
		}
	}
	tab.open("/ar/offices/")
	if lang := evaluate[string](tab, `document.documentElement.lang`); lang != "it" || !strings.Contains(evaluate[string](tab, `document.querySelector("main").innerHTML`), tab.text("h1")) {
		t.Errorf("a language that was never read is answered in %q", lang)
	}
}

func passesOverFailures(t *testing.T, tab *tab, g *gateway) {
	defer g.open()
	for _, status := range []int{408, 429, 500, 503} {
		g.by(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.WriteHeader(status)
			fmt.Fprint(w, "<h1>trouble</h1>")
		})
		tab.open("/it/services/")
		if said := tab.text("h1"); said == "trouble" {
			t.Errorf("the answer %d is shown, and the page is saved", status)
		}
	}
}

func savesNoPortal(t *testing.T, tab *tab, g *gateway) {
	defer g.open()
	g.by(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, `<!doctype html><html lang="it"><h1>Password?</h1>`)
	})
	tab.open("/it/offices/")
	if said := tab.text("h1"); said != "Password?" {
		t.Errorf("the network asks for a password, and is not heard: %q", said)
	}
	time.Sleep(500 * time.Millisecond) // saving is over by then, or never was
	g.cut()
	tab.open("/it/offices/")
	if said := tab.text("h1"); said == "Password?" || tab.text("[data-saved-notice]") == "" {
		t.Errorf("saved is %q", said)
	}
}

// revisionSaved compares what the telephone says of a saved page with what the
// page says of itself.
const revisionSaved = `caches.match("/it/pages/faq/").then(async r => (await r.text()).includes(' data-revision="' + r.headers.get("x-revision") + '"'))`

func savesNoOtherBuild(t *testing.T, tab *tab, g *gateway, town, program string) {
	defer g.open()
	g.without(program, "/it/offline.json")
	change(t, program, filepath.Join(town, "content/pages/faq/index.it.md"), "/it/pages/faq/", "Parole del tutto nuove")
	tab.open("/it/pages/faq/")
	if !strings.Contains(tab.text("main"), "Parole del tutto nuove") {
		t.Error("the page is not the new one")
	}
	time.Sleep(500 * time.Millisecond)
	if !evaluate[bool](tab, revisionSaved) {
		t.Error("the page of the new build is saved under the name of the old one")
	}
	g.open()
	tab.open("/it/")
	tab.eventually("the new page is saved", `caches.match("/it/pages/faq/").then(r => r.text()).then(h => h.includes("Parole del tutto nuove"))`)
	if !evaluate[bool](tab, revisionSaved) {
		t.Error("the new page is saved under another name")
	}
}

// change adds words to a page, and waits until they are served.
func change(t *testing.T, program, file, path, words string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, file, string(text)+"\n"+words+"\n")
	eventually(t, path+" is built again", func() bool { return strings.Contains(string(fetch(t, program+path, "")), words) })
}

// makesRoom fills what the browser lends the site with a page that is gone in the
// next build, where another comes.
func makesRoom(t *testing.T, tab *tab, g *gateway, town, program string) {
	defer call(tab, storage.OverrideQuotaForOrigin, storage.OverrideQuotaForOriginParams{Origin: g.URL})
	old, next := filepath.Join(town, "content/pages/old"), filepath.Join(town, "content/pages/next")
	page := func(title string) string {
		return "+++\ntitle = \"" + title + "\"\ndescription = \"Una frase.\"\n+++\n" + strings.Repeat("Parole lunghe. ", 60_000) + "\n"
	}
	writeFile(t, filepath.Join(old, "index.it.md"), page("Vecchia"))
	eventually(t, "the long page is built", func() bool { return isServed(program + "/it/pages/old/") })
	tab.open("/it/")
	tab.eventually("the long page is saved", `caches.match("/it/pages/old/").then(r => !!r)`)
	quota := evaluate[float64](tab, `navigator.storage.estimate().then(e => e.usage)`) + 200_000
	call(tab, storage.OverrideQuotaForOrigin, storage.OverrideQuotaForOriginParams{Origin: g.URL, QuotaSize: &quota})

	if err := os.RemoveAll(old); err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(next, "index.it.md"), page("Nuova"))
	eventually(t, "the next page is built", func() bool { return isServed(program + "/it/pages/next/") })
	tab.open("/it/")
	tab.eventually("the next page is saved", `caches.match("/it/pages/next/").then(r => !!r)`)
}

func isServed(address string) bool {
	answer, err := http.Get(address)
	if err != nil {
		return false
	}
	answer.Body.Close()
	return answer.StatusCode == http.StatusOK
}

// The list that the telephone has is older than the danger.
func forgetsDanger(t *testing.T, tab *tab, g *gateway, town, program string) {
	defer g.open()
	tab.open("/it/")
	waitUntilSaved(tab, "it", offlineListOf(t, program, "it"))
	for need, query := range map[string]string{"health": "", "work": "?from=elsewhere"} {
		path := "/it/needs/" + need + "/"
		endanger(t, filepath.Join(town, "content/needs", need, "need.toml"))
		eventually(t, "the page is one about danger", func() bool { return strings.Contains(string(fetch(t, program+path, "")), `data-offline="never"`) })
		tab.open(path + query)
		tab.eventually(path+" is gone from what is saved", `caches.match("`+path+`").then(r => !r)`)
		g.cut()
		tab.open(path)
		if lines := evaluate[int](tab, `document.querySelectorAll("main a[href^='tel:']").length`); lines > 0 {
			t.Errorf("%s opens without a network", path)
		}
		g.open()
	}
}

func endanger(t *testing.T, file string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, file, string(text)+"\ndanger = true\n\n[[helplines]]\nnumber = \"112\"\nname = \"emergency\"\nsource = \"https://example.org/112\"\nchecked = 2026-11-22\n")
}

package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"

	"sportello/cmd/sportello/internal/site"
)

// A line is the network between a telephone and the site. It can be cut.
type line struct {
	*httptest.Server
	down atomic.Bool
}

func newLine(t *testing.T, to string) *line {
	t.Helper()
	there, err := url.Parse(to)
	if err != nil {
		t.Fatal(err)
	}
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(there) }}
	l := &line{}
	l.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if l.down.Load() {
			panic(http.ErrAbortHandler) // the connection ends without an answer
		}
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(l.Close)
	return l
}

// cut takes the network away: from the worker, which has connections of its
// own, and from the page, which then knows that it is off line.
func (l *line) cut(tab *tab, down bool) {
	tab.t.Helper()
	l.down.Store(down)
	l.CloseClientConnections()
	call(tab, network.OverrideNetworkState, network.OverrideNetworkStateParams{
		Offline: down, DownloadThroughput: -1, UploadThroughput: -1,
	})
}

// A keptList is what a language's offline.json says.
type keptList struct{ Files [][2]string }

func (k keptList) paths() (all []string) {
	for _, f := range k.Files {
		all = append(all, f[0])
	}
	return all
}

func offlineListOf(t *testing.T, site, language string) (k keptList) {
	t.Helper()
	if err := json.Unmarshal(fetch(t, site+"/"+language+"/offline.json", ""), &k); err != nil {
		t.Fatal(err)
	}
	return k
}

// saved is how many files of a language the browser has.
func savedFiles(language string) string {
	return `caches.open("pages-1-` + language + `").then(c => c.keys()).then(k => k.length)`
}

func waitUntilSaved(tab *tab, language string, list keptList) {
	tab.t.Helper()
	tab.eventually("all of "+language+" is saved", savedFiles(language)+`.then(n => n === `+strconv.Itoa(len(list.Files)+1)+`)`)
}

func TestBrowserOffline(t *testing.T) {
	if testing.Short() {
		t.Skip("walks a whole language without a network")
	}
	town := townOf(t)
	program := "http://" + startIn(t, town).Addr()
	l := newLine(t, program)
	tab := newTab(t, browser(t), l.URL, 390)
	list := offlineListOf(t, program, "ar")
	tab.open("/ar/services/")
	waitUntilSaved(tab, "ar", list)
	tab.quiet()

	l.cut(tab, true)
	t.Run("every other page of the language opens", func(t *testing.T) { opensSaved(t, tab, program, list) })
	t.Run("what must leave no trace does not", func(t *testing.T) { refusesUnsaved(t, tab, program, list) })
	t.Run("one can search", func(t *testing.T) { findsOffline(t, tab) })
	t.Run("a form says that sending needs a network", func(t *testing.T) { keepsForm(t, tab) })

	l.cut(tab, false)
	t.Run("a new build takes the place of the old", func(t *testing.T) { followsBuild(t, tab, l, town, program) })
}

func opensSaved(t *testing.T, tab *tab, program string, list keptList) {
	opened := 0
	for _, path := range sitemap(t, program) {
		if !strings.HasPrefix(path, "/ar/") || !slices.Contains(list.paths(), path) {
			continue
		}
		tab.open(path)
		opened++
		if said := tab.text("[data-saved-notice]"); !strings.Contains(said, strconv.Itoa(time.Now().Year())) {
			t.Errorf("%s says of when it was saved: %q", path, said)
		}
		if !evaluate[bool](tab, `document.documentElement.lang === "ar" && document.styleSheets[0].cssRules.length > 0 && !!document.querySelector("h1").textContent && Date.now() - new Date(document.documentElement.dataset.saved) < 600000`) {
			t.Errorf("%s is not as it was on line", path)
		}
		if path == "/ar/" {
			tab.accessible(path + " from what is saved")
			tab.shoot("offline")
		}
	}
	if opened < 25 {
		t.Errorf("%d pages were opened, fewer than the language has", opened)
	}
}

// refusesUnsaved tries what the site has and no telephone may keep.
func refusesUnsaved(t *testing.T, tab *tab, program string, list keptList) {
	never := []string{"/ar/feedback/thanks/", "/ar/appointments/TEST-TEST-TEST/", "/desk/"}
	for _, path := range sitemap(t, program) {
		if strings.HasPrefix(path, "/ar/") && !slices.Contains(list.paths(), path) {
			never = append(never, path)
			if page := string(fetch(t, program+path, "")); !strings.Contains(page, `data-offline="never"`) {
				t.Errorf("%s is not saved, and nothing says that it must not be", path)
			}
		}
	}
	for _, path := range never[:len(never):len(never)] {
		if path == "/desk/" {
			continue
		}
		tab.open(path)
		if at := evaluate[string](tab, `document.querySelector("h1").textContent`); at != evaluate[string](tab, `caches.match("/ar/offline/").then(r => r.text()).then(h => new DOMParser().parseFromString(h, "text/html").querySelector("h1").textContent)`) {
			t.Errorf("%s opened without a network: %q", path, at)
		}
	}
	for _, path := range never {
		if evaluate[bool](tab, `caches.match("`+path+`").then(r => !!r)`) {
			t.Errorf("%s is saved on the telephone", path)
		}
	}
}

func findsOffline(t *testing.T, tab *tab) {
	tab.open("/ar/search/?q=interpreti") // the Italian word, on the Arabic page
	tab.eventually("the search finds", `!!document.querySelector("[data-hits] a[href='/ar/services/interpreting/']")`)
	evaluate[bool](tab, `(() => { const q = document.querySelector("#q"); q.value = "zzzz"; q.dispatchEvent(new Event("input", {bubbles: true})); return true })()`)
	tab.eventually("nothing found says what to do", `document.querySelector("[data-nothing]").checkVisibility() && !document.querySelector("[data-hits] li")`)
}

func keepsForm(t *testing.T, tab *tab) {
	tab.open("/ar/appointments/new/")
	evaluate[bool](tab, `(() => { document.querySelector("[name=service][value=orientation]").click(); document.querySelector("form[data-form=appointment]").requestSubmit(); return true })()`)
	tab.eventually("the form says what is missing, and has the focus there", `document.querySelector("[data-needs-network]").checkVisibility() && document.activeElement.matches("[data-needs-network]")`)
	if chosen := evaluate[string](tab, `document.querySelector("[name=service]:checked")?.value ?? ""`); chosen != "orientation" || tab.path() != "/ar/appointments/new/" {
		t.Errorf("the form is at %s and has the service %q", tab.path(), chosen)
	}
	tab.open("/ar/appointments/new/?service=orientation")
	if evaluate[bool](tab, `!!document.querySelector("[data-step]")`) {
		t.Error("without a network another step is shown than the one that was asked for")
	}
}

func followsBuild(t *testing.T, tab *tab, l *line, town, program string) {
	const path, words = "/ar/pages/faq/", "كلمات جديدة تمامًا"
	file := filepath.Join(town, "content/pages/faq/index.ar.md")
	text, err := os.ReadFile(file)
	if err == nil {
		err = os.WriteFile(file, append(text, "\n"+words+"\n"...), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	eventually(t, "the site was built again", func() bool { return strings.Contains(string(fetch(t, program+path, "")), words) })
	tab.open("/ar/")
	if evaluate[bool](tab, `!!document.querySelector("[data-saved-notice]")`) {
		t.Error("a page from the network says that it is saved")
	}
	tab.eventually("the changed page is saved", `caches.match("`+path+`").then(r => r.text()).then(h => h.includes("`+words+`"))`)
	waitUntilSaved(tab, "ar", offlineListOf(t, program, "ar"))
	l.cut(tab, true)
	tab.open(path)
	if said := tab.text("main"); !strings.Contains(said, words) || tab.text("[data-saved-notice]") == "" {
		t.Errorf("without a network the page is the old one: %.80q", said)
	}
}

// townOf copies what a town's folder needs, in a few languages: the program carries the rest.
func townOf(t *testing.T) string {
	t.Helper()
	town := t.TempDir()
	for _, name := range []string{"content", "static"} {
		if err := os.CopyFS(filepath.Join(town, name), os.DirFS(filepath.Join("../..", name))); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"hugo.toml", "sportello.toml"} {
		text, err := os.ReadFile(filepath.Join("../..", name))
		if err == nil {
			err = os.WriteFile(filepath.Join(town, name), []byte(inFewLanguages(string(text))), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return town
}

// offlineBudget is what a whole language may weigh, compressed, in bytes.
const offlineBudget = 400_000

// compressedSize is what an address weighs on the line, as gzip where it can be.
func compressedSize(t *testing.T, address string) int {
	t.Helper()
	if strings.HasSuffix(address, ".png") {
		return len(fetch(t, address, ""))
	}
	return len(fetch(t, address, "gzip"))
}

func languagesHere(t *testing.T) (tags []string) {
	t.Helper()
	languages, err := site.Languages("../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range languages {
		tags = append(tags, l.Tag)
	}
	return tags
}

package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

var update = flag.Bool("update", false, "write docs/figures.md (-run TestFigures), or the README's pictures (-run TestBrowserPictures)")

const figuresFile = "../../docs/figures.md"

// A figure is one measure of the public site, the largest that was met.
type figure struct {
	name     string
	limit    int
	measured int
	at       string // the page or the language it was met at
}

func (f *figure) meet(n int, at string) {
	if n > f.measured {
		f.measured, f.at = n, at
	}
}

func (f *figure) row() string {
	return fmt.Sprintf("| %s | %d | %d | `%s` |\n", f.name, f.measured, f.limit, f.at)
}

// maxElements is how many elements a page may have: an old telephone lays them out.
const maxElements = 400

// TestFigures measures every page and fails where one is beyond its limit, or
// where docs/figures.md names another limit or a figure beyond it.
func TestFigures(t *testing.T) {
	measured := measure(t, startSite(t))
	if *update {
		writeFile(t, figuresFile, figuresPage(measured))
	}
	text, err := os.ReadFile(figuresFile)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range measured {
		if f.measured > f.limit || f.measured == 0 {
			t.Errorf("%s: %d at %s, the limit is %d", f.name, f.measured, f.at, f.limit)
		}
		documented(t, string(text), f)
	}
}

// drift is how far a figure in the docs may be from what is measured, in percent:
// it differs by a few bytes from day to day, with the dates on the pages.
const drift = 10

// documented looks for a figure's row.
func documented(t *testing.T, text string, f *figure) {
	t.Helper()
	row := regexp.MustCompile(`(?m)^\| ` + regexp.QuoteMeta(f.name) + ` \| (\d+) \| (\d+) \|`).FindStringSubmatch(text)
	if row == nil {
		t.Errorf("docs/figures.md does not name %q: run this test with -update", f.name)
		return
	}
	was, _ := strconv.Atoi(row[1]) // both are digits
	limit, _ := strconv.Atoi(row[2])
	if limit != f.limit || 100*max(was-f.measured, f.measured-was) > drift*f.measured {
		t.Errorf("docs/figures.md has %d of %d for %q; measured are %d, and the limit is %d: run this test with -update", was, limit, f.name, f.measured, f.limit)
	}
}

func figuresPage(figures []*figure) string {
	var b strings.Builder
	b.WriteString(`# Figures

What the public site weighs, measured over every page in every language. A test measures it again at each change and fails beyond a limit; this file is written by

    go test ./cmd/sportello -run TestFigures -update

Bytes are as sent, compressed by gzip (browsers that take Brotli get less).

| figure | measured | limit | largest at |
|---|---:|---:|---|
`)
	for _, f := range figures {
		b.WriteString(f.row())
	}
	return b.String()
}

// measure meets every page that is served, those that no sitemap names too, and
// every list of what is kept off line.
func measure(t *testing.T, site string) []*figure {
	t.Helper()
	flight := &figure{name: "first flight: HTML and stylesheet, bytes", limit: firstFlight}
	requests := &figure{name: "requests before a page is usable", limit: 3}
	script := &figure{name: "JavaScript of a page, bytes", limit: 5 * 1024}
	elements := &figure{name: "elements of a page", limit: maxElements}
	weights := weighed{t: t, site: site, known: map[string]int{}}
	for _, path := range everyPage(t, site) {
		page := fetch(t, site+path, "gzip")
		doc, err := html.Parse(bytes.NewReader(gunzip(t, page)))
		if err != nil {
			t.Fatal(err)
		}
		styles, styleBytes := weights.of(doc, `link[rel=stylesheet]`, "href")
		scripts, scriptBytes := weights.of(doc, `script[src]`, "src")
		flight.meet(len(page)+styleBytes, path)
		requests.meet(1+styles+scripts, path)
		script.meet(scriptBytes, path)
		elements.meet(len(cascadia.QueryAll(doc, cascadia.MustCompile("*"))), path)
	}
	figures := []*figure{flight, requests, script, elements}
	for _, language := range languagesHere(t) {
		figures = append(figures, keptOffline(t, site, language))
	}
	return figures
}

// everyPage is the choice of language, the sitemap, and what it keeps to itself:
// pages about danger and those that answer a form.
func everyPage(t *testing.T, site string) []string {
	t.Helper()
	paths := append([]string{"/"}, sitemap(t, site)...)
	for _, language := range languagesHere(t) {
		for _, unlisted := range []string{"offline/", "feedback/thanks/", "needs/danger/", "search/?q=casa", "offices/potenza/poster/"} {
			paths = append(paths, "/"+language+"/"+unlisted)
		}
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

func keptOffline(t *testing.T, site, language string) *figure {
	t.Helper()
	f := &figure{name: "kept off line of `" + language + "`, bytes", limit: offlineBudget, at: "/" + language + "/offline.json"}
	for _, path := range offlineListOf(t, site, language).paths() {
		f.measured += compressedSize(t, site+path)
	}
	return f
}

// weighed remembers what the files that many pages share weigh.
type weighed struct {
	t     *testing.T
	site  string
	known map[string]int
}

// of counts what a page loads by such elements, and the bytes of it.
func (w weighed) of(doc *html.Node, selector, address string) (files, bytes int) {
	w.t.Helper()
	for _, n := range cascadia.QueryAll(doc, cascadia.MustCompile(selector)) {
		path := attribute(n, address)
		if _, ok := w.known[path]; !ok {
			w.known[path] = len(fetch(w.t, w.site+path, "gzip"))
		}
		files++
		bytes += w.known[path]
	}
	return files, bytes
}

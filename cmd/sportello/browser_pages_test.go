package main

import (
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// firstFlight is what one initial TCP window carries: ten segments (RFC 6928).
const firstFlight = 14336

// Both widths at which every page is looked at, in CSS pixels: the narrowest
// that WCAG 2.2 SC 1.4.10 names, and a desk's.
var widths = []int64{320, 1280}

// Every kind of page fits a narrow telephone, and complains of nothing; those that
// are sampled (browser_sample_test.go) are looked at by axe and at a desk's width too.
func TestBrowserEveryPage(t *testing.T) {
	if testing.Short() {
		t.Skip("walks the whole site")
	}
	b := browser(t)
	site := startSite(t)
	paths := sitemap(t, site)
	if least := 40 * len(languagesHere(t)); len(paths) < least {
		t.Fatalf("the sitemap names %d pages, fewer than %d", len(paths), least)
	}
	tab := newTab(t, b, site, widths[0])
	for _, path := range append([]string{"/"}, paths...) {
		if !opened(path) {
			continue
		}
		tab.open(path)
		tab.fits(path)
		if sampled(path) {
			lookDeeply(tab, path)
		}
		tab.quiet()
		if names := tab.cookies(); len(names) > 0 {
			t.Errorf("%s set cookies: %v", path, names)
		}
	}
}

// lookDeeply looks at a page as axe sees it, at both widths, at how the lines of its
// script stand, and at the rating as it opens.
func lookDeeply(tab *tab, path string) {
	tab.t.Helper()
	tab.accessible(path)
	linesStand(tab, scriptOfPage(path), path)
	tab.resize(widths[1])
	tab.fits(path)
	tab.accessible(path)
	if opensRating(path) {
		openRating(tab, path)
	}
	tab.resize(widths[0])
}

// openRating looks at both follow-up questions of the rating, where the page has one.
func openRating(tab *tab, path string) {
	tab.t.Helper()
	if !evaluate[bool](tab, `!!document.querySelector("form[data-form=rating]")`) {
		return
	}
	for _, stars := range []string{"2", "5"} {
		evaluate[bool](tab, `document.querySelector("input[name=rating][value='`+stars+`']").click(); true`)
		if open := evaluate[int](tab, `[...document.querySelectorAll("input[name=aspect]")].filter(e => e.checkVisibility()).length`); open != 5 {
			tab.t.Errorf("%s: rated %s, %d answers are shown, want the five that fit", path, stars, open)
		}
		tab.accessible(path + " rated " + stars)
	}
	tab.resize(widths[0])
	tab.fits(path + " rated")
}

// sitemap lists the path of every page that the site tells search engines of.
func sitemap(t *testing.T, site string) []string {
	t.Helper()
	type index struct {
		Maps  []string `xml:"sitemap>loc"`
		Pages []string `xml:"url>loc"`
	}
	read := func(path string) (i index) {
		if err := xml.Unmarshal(fetch(t, site+path, ""), &i); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		return i
	}
	var paths []string
	for _, m := range read("/sitemap.xml").Maps {
		for _, p := range read(pathOf(t, m)).Pages {
			paths = append(paths, pathOf(t, p))
		}
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

func pathOf(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		t.Fatal(err)
	}
	return u.Path
}

// fetch reads an address as a browser with that Accept-Encoding would.
func fetch(t *testing.T, address, encoding string) []byte {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept-Encoding", encoding) // set by hand, it is not undone by the client
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != http.StatusOK {
		t.Fatalf("%s answers %s", address, res.Status)
	}
	if got := res.Header.Get("Content-Encoding"); encoding != "" && got != encoding {
		t.Fatalf("%s is served as %q, want %q", address, got, encoding)
	}
	return body
}

func gunzip(t *testing.T, packed []byte) []byte {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return plain
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

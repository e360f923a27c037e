package main

import (
	"bytes"
	"encoding/xml"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// Given every page of the sitemap, machines are told of its translations and of
// how it looks where its address is passed on.
func TestEveryPageTellsMachinesWhatItIs(t *testing.T) {
	program := startSite(t)
	paths := sitemap(t, program)
	alternates, directions := sitemapAlternates(t, program), map[string]string{}
	for tag, l := range listedLanguages(t) {
		directions[tag] = l.Direction
	}
	for _, path := range paths {
		page := machineView{t, path, fetchNode(t, program+path)}
		page.tellsItsLanguage(directions)
		page.tellsItsTranslations(paths, alternates[path])
		page.tellsOpenGraph()
		page.hasElements("footer [data-element=accessibility-link]", "footer [data-element=privacy-policy-link]", "footer [data-element=legal-notes]", "footer [data-element=faq]", "footer [data-element=report-inefficiency]")
		if page.count("form[data-form=rating]") > 0 {
			page.hasElements("[data-element=feedback]", "[data-element=feedback-title]", "[data-element=feedback-rate-1]", "[data-element=feedback-rate-5]", "[data-element=feedback-rating-positive]", "[data-element=feedback-rating-negative]", "[data-element=feedback-rating-question]", "[data-element=feedback-rating-answer]", "[data-element=feedback-input-text]")
		}
		if regexp.MustCompile(`^/[a-z-]+/services/[^/]+/$`).MatchString(path) {
			page.hasElements("h1[data-element=service-title]", "[data-element=service-description]", "[data-element=service-status]", "[data-element=page-index]", "[data-element=breadcrumb]", "h2[data-element=service-addressed]", "h2[data-element=service-how-to]", "h2[data-element=service-needed]", "h2[data-element=service-achieved]", "[data-element=service-booking-access], [data-element=service-generic-access]", "[data-element=all-services]")
		}
	}
}

type machineView struct {
	t    *testing.T
	path string
	root *html.Node
}

func fetchNode(t *testing.T, address string) *html.Node {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(fetch(t, address, "")))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func (v machineView) all(selector string) []*html.Node {
	return cascadia.QueryAll(v.root, cascadia.MustCompile(selector))
}

func (v machineView) count(selector string) int { return len(v.all(selector)) }

func (v machineView) hasElements(selectors ...string) {
	v.t.Helper()
	for _, s := range selectors {
		if v.count(s) == 0 {
			v.t.Errorf("%s has no %s", v.path, s)
		}
	}
}

// tellsItsLanguage wants the language of the address, and the way in which it runs;
// a page that is in Italian in its place says so (untranslated_test.go).
func (v machineView) tellsItsLanguage(directions map[string]string) {
	v.t.Helper()
	language, root := strings.Split(v.path, "/")[1], v.all("html")[0]
	if attribute(root, "lang") != language || attribute(root, "dir") != directions[language] {
		v.t.Errorf("%s is in %q and runs %q", v.path, attribute(root, "lang"), attribute(root, "dir"))
	}
}

// tellsItsTranslations wants the page in the sitemap with each language that has it,
// itself included, and x-default; and on the page a link to each of them.
func (v machineView) tellsItsTranslations(paths []string, inSitemap map[string]string) {
	v.t.Helper()
	language := strings.Split(v.path, "/")[1]
	links := map[string]string{}
	for _, l := range v.all(".languages a[lang]") {
		links[attribute(l, "lang")] = attribute(l, "href")
	}
	for _, other := range languagesHere(v.t) {
		same := "/" + other + strings.TrimPrefix(v.path, "/"+language)
		want := ""
		if slices.Contains(paths, same) {
			want = same
		}
		if inSitemap[other] != want {
			v.t.Errorf("%s in %s is %q by the sitemap, want %q", v.path, other, inSitemap[other], want)
		}
		if links[other] != same {
			v.t.Errorf("%s leads to %q for %s, want %q", v.path, links[other], other, same)
		}
	}
	fallback := "/it" + strings.TrimPrefix(v.path, "/"+language)
	if v.path == "/"+language+"/" {
		fallback = "/"
	}
	if inSitemap["x-default"] != fallback {
		v.t.Errorf("%s: x-default is %q, want %q", v.path, inSitemap["x-default"], fallback)
	}
}

// tellsOpenGraph wants title, kind, address and picture; nothing of a page that
// must leave no trace.
func (v machineView) tellsOpenGraph() {
	v.t.Helper()
	said := map[string]string{}
	for _, m := range v.all("meta[property^='og:']") {
		said[strings.TrimPrefix(attribute(m, "property"), "og:")] = attribute(m, "content")
	}
	if v.count("html[data-offline=never]") > 0 {
		if len(said) > 0 {
			v.t.Errorf("%s tells %v", v.path, said)
		}
		return
	}
	canonical := attribute(v.all("link[rel=canonical]")[0], "href")
	if said["title"] == "" || said["type"] == "" || said["site_name"] == "" || said["url"] != canonical || !strings.HasSuffix(said["image"], "/share.png") {
		v.t.Errorf("%s at %s tells %v", v.path, canonical, said)
	}
}

// sitemapAlternates are, for each path, its paths by language.
func sitemapAlternates(t *testing.T, program string) map[string]map[string]string {
	t.Helper()
	all := map[string]map[string]string{}
	for _, language := range languagesHere(t) {
		var file struct {
			URLs []struct {
				Loc   string `xml:"loc"`
				Links []struct {
					Language string `xml:"hreflang,attr"`
					Href     string `xml:"href,attr"`
				} `xml:"link"`
			} `xml:"url"`
		}
		if err := xml.Unmarshal(fetch(t, program+"/"+language+"/sitemap.xml", ""), &file); err != nil {
			t.Fatal(err)
		}
		for _, u := range file.URLs {
			by := map[string]string{}
			for _, l := range u.Links {
				by[l.Language] = pathOf(t, l.Href)
			}
			all[pathOf(t, u.Loc)] = by
		}
	}
	return all
}

// Given the feed of news in each language, its items are the pages of the news,
// with dates, where there are any, that programs read (RSS 2.0).
func TestNewsAreAFeed(t *testing.T) {
	program := startSite(t)
	for _, language := range languagesHere(t) {
		news := machineView{t, "/" + language + "/news/", fetchNode(t, program+"/"+language+"/news/")}
		feed := attribute(news.all("link[type='application/rss+xml']")[0], "href")
		var rss struct {
			Items []struct {
				Title string `xml:"title"`
				Link  string `xml:"link"`
				GUID  string `xml:"guid"`
				Date  string `xml:"pubDate"`
			} `xml:"channel>item"`
		}
		if err := xml.Unmarshal(fetch(t, program+pathOf(t, feed), ""), &rss); err != nil || len(rss.Items) == 0 {
			t.Fatalf("%s has %d items: %v", feed, len(rss.Items), err)
		}
		for _, item := range rss.Items {
			if item.Title == "" || item.GUID != item.Link || !strings.HasPrefix(pathOf(t, item.Link), "/"+language+"/news/") {
				t.Errorf("%s has %v", feed, item)
			}
			if _, err := time.Parse(time.RFC1123Z, item.Date); item.Date != "" && err != nil {
				t.Errorf("%s: %v", feed, err)
			}
			fetch(t, program+pathOf(t, item.Link), "")
		}
	}
}

// Given the page for other web servers, the headers that it tells are those that
// this one sends, in its table and in both configurations.
func TestTheHeadersThatAreDocumentedAreSent(t *testing.T) {
	program := startSite(t)
	answer, err := http.Get(program + "/it/")
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	text, err := os.ReadFile("../../docs/serve-elsewhere.md")
	if err != nil {
		t.Fatal(err)
	}
	doc := string(text)
	for name := range answer.Header {
		if !strings.HasSuffix(name, "-Policy") && !strings.HasPrefix(name, "X-") {
			continue
		}
		value := answer.Header.Get(name)
		if name == "Cross-Origin-Resource-Policy" {
			if !strings.Contains(doc, "| `"+name+"` | `"+value+"`; ") {
				t.Errorf("docs/serve-elsewhere.md does not tell %s: %s", name, value)
			}
			continue
		}
		for _, written := range []string{"| `" + name + "` | `" + value + "` |", "add_header " + name + " " + nginxValue(value) + " always;", "\t\t" + name + " " + nginxValue(value)} {
			if !strings.Contains(doc, written) {
				t.Errorf("docs/serve-elsewhere.md lacks %q", written)
			}
		}
	}
	if answer.Header.Get("Content-Security-Policy") == "" {
		t.Error("nothing was compared")
	}
}

// nginxValue is a header's value as nginx and Caddy read it.
func nginxValue(value string) string {
	if strings.ContainsAny(value, " ;") {
		return `"` + value + `"`
	}
	return value
}

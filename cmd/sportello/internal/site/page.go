package site

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// A builtPage is a page of a language as Hugo built it. What is made of pages
// (the search index, the list of what is kept off line) is made of these: what a
// reader sees is what is found and what is saved.
type builtPage struct {
	path     string // /it/offices/potenza/
	language string
	file     string // absolute
	root     *html.Node
}

// pagesIn reads the pages of the languages, in the order of their paths.
func pagesIn(public string, languages []Language) ([]builtPage, error) {
	var pages []builtPage
	for _, l := range languages {
		err := filepath.WalkDir(filepath.Join(public, l.Tag), func(file string, d fs.DirEntry, err error) error {
			if err != nil || d.Name() != "index.html" {
				return gone(err)
			}
			page, err := readPage(public, file)
			pages = append(pages, page)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("reading the built pages: %w", err)
		}
	}
	return pages, nil
}

func readPage(public, file string) (builtPage, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return builtPage{}, err
	}
	rel, err := filepath.Rel(public, filepath.Dir(file))
	if err != nil {
		return builtPage{}, err
	}
	at := "/" + filepath.ToSlash(rel) + "/"
	root, err := html.Parse(bytes.NewReader(text))
	if err != nil {
		return builtPage{}, unreadable{at, err}
	}
	return builtPage{path: at, language: strings.Split(at, "/")[1], file: file, root: root}, nil
}

var (
	mainPart      = cascadia.MustCompile("main")
	titlePart     = cascadia.MustCompile("main h1")
	headingParts  = cascadia.MustCompile("main h2, main h3")
	helplineParts = cascadia.MustCompile("main .helplines")
	description   = cascadia.MustCompile("meta[name=description]")
	notIndexed    = cascadia.MustCompile("meta[name=robots][content~=noindex]")
	neverOffline  = cascadia.MustCompile("html[data-offline=never]")
	partsOfAPage  = cascadia.MustCompile("link[rel=stylesheet], link[rel=manifest], link[rel~=icon], script[src], img[src]:not([loading=lazy])")
	nowPart       = cascadia.MustCompile("[data-states]")
	ofTheDay      = cascadia.MustCompile("[data-states], .on-paper")
	furniture     = cascadia.MustCompile("form, nav, template, script, style, [hidden], [data-states], .on-paper, .only-on-paper, .page-end")
	notProse      = cascadia.MustCompile("h1, h2, h3, form, nav, template, script, style, [hidden], [data-states], .on-paper, .only-on-paper, .page-end")
	withinAPhrase = cascadia.MustCompile("a, abbr, b, bdi, em, i, span, strong, time, wbr")
)

func (p builtPage) found(what cascadia.Selector) bool { return what.MatchFirst(p.root) != nil }

// words are the text of the parts that a selector finds.
func (p builtPage) words(what cascadia.Selector) string {
	var said []string
	for _, n := range what.MatchAll(p.root) {
		said = append(said, wordsOf(n, nil))
	}
	return strings.Join(said, " ")
}

// headings are those of the text: not a form's, nor what only a script copies.
func (p builtPage) headings() string {
	var said []string
	for _, n := range headingParts.MatchAll(p.root) {
		if !within(n, furniture) {
			said = append(said, wordsOf(n, nil))
		}
	}
	return strings.Join(said, " ")
}

func within(n *html.Node, what cascadia.Selector) bool {
	for ; n != nil; n = n.Parent {
		if what(n) {
			return true
		}
	}
	return false
}

// prose is the text of the page that is neither heading, menu nor form, and not
// of the day on which it was built.
func (p builtPage) prose() string {
	if n := mainPart.MatchFirst(p.root); n != nil {
		return wordsOf(n, notProse)
	}
	return ""
}

func wordsOf(n *html.Node, without cascadia.Selector) string {
	var text strings.Builder
	writeWords(&text, n, without)
	return strings.Join(strings.Fields(text.String()), " ")
}

// writeWords parts what stands in different blocks, for HTML may be minified.
func writeWords(text *strings.Builder, n *html.Node, without cascadia.Selector) {
	for c := range n.ChildNodes() {
		switch {
		case c.Type == html.TextNode:
			text.WriteString(c.Data)
		case c.Type != html.ElementNode || without != nil && without(c):
		case withinAPhrase(c):
			writeWords(text, c, without)
		default:
			text.WriteByte(' ')
			writeWords(text, c, without)
			text.WriteByte(' ')
		}
	}
}

// assets are the files of the site that the page shows itself with, by path; what
// is loaded for paper only is not among them.
func (p builtPage) assets(origin string) []string {
	var all []string
	for _, n := range partsOfAPage.MatchAll(p.root) {
		at := strings.TrimPrefix(attribute(n, "href")+attribute(n, "src"), strings.TrimSuffix(origin, "/"))
		if strings.HasPrefix(at, "/") && !strings.HasPrefix(at, "//") {
			all = append(all, path.Clean(at))
		}
	}
	return all
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Namespace == "" && a.Key == name {
			return a.Val
		}
	}
	return ""
}

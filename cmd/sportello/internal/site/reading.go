package site

import (
	"bytes"
	"crypto/sha256"
	"path"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// A reading is all that the builder wants to know of a page. A site of eighteen
// languages has a thousand pages, and parsed ones take many times the room of their
// text: a page is parsed once, asked everything, and let go.
type reading struct {
	indexed     bool // search engines and our own search may name it
	inItalian   bool // for want of words in its language
	leavesTrace bool // it may be kept off line
	ofToday     bool // it tells what an office is like now

	title, description, headings, prose, helplines string

	parts  []string // addresses of what it shows itself with
	sheets []string // of its stylesheets
	links  []string // in its main part
	images []string // likewise
	ids    map[string]bool

	lasting [sha256.Size]byte // what is the same tomorrow
}

// A parsed page is one that is being read.
type parsed struct{ root *html.Node }

func read(text []byte) (*reading, error) {
	root, err := html.Parse(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	p := parsed{root}
	r := &reading{
		indexed: !p.has(noIndex), inItalian: p.has(inItalianOnly), leavesTrace: !p.has(neverOffline), ofToday: p.has(nowPart),
		title: p.words(titlePart), headings: p.headings(), prose: p.prose(), helplines: p.words(helplineParts),
		parts: p.addresses(partsOfAPage), sheets: p.addresses(stylesheets), links: p.addresses(linkParts), images: p.addresses(imageParts),
		ids: p.ids(),
	}
	if n := description.MatchFirst(root); n != nil {
		r.description = attribute(n, "content")
	}
	sum := sha256.New()
	writeLasting(sum, root)
	sum.Sum(r.lasting[:0])
	return r, nil
}

func (p parsed) has(what cascadia.Selector) bool { return what.MatchFirst(p.root) != nil }

func (p parsed) ids() map[string]bool {
	ids := map[string]bool{}
	for _, n := range places.MatchAll(p.root) {
		ids[attribute(n, "id")] = true
	}
	return ids
}

var (
	mainPart      = cascadia.MustCompile("main")
	titlePart     = cascadia.MustCompile("main h1")
	headingParts  = cascadia.MustCompile("main h2, main h3")
	helplineParts = cascadia.MustCompile("main .helplines")
	description   = cascadia.MustCompile("meta[name=description]")
	noIndex       = cascadia.MustCompile("meta[name=robots][content~=noindex]")
	inItalianOnly = cascadia.MustCompile("html[data-untranslated]")
	neverOffline  = cascadia.MustCompile("html[data-offline=never]")
	partsOfAPage  = cascadia.MustCompile("link[rel=stylesheet], link[rel=manifest], link[rel~=icon], script[src], img[src]:not([loading=lazy])")
	nowPart       = cascadia.MustCompile("[data-states]")
	ofTheDay      = cascadia.MustCompile("[data-states], .on-paper")
	furniture     = cascadia.MustCompile(".translation, form, nav, template, script, style, [hidden], [data-states], .on-paper, .only-on-paper, .page-end")
	notProse      = cascadia.MustCompile(".translation, h1, h2, h3, form, nav, template, script, style, [hidden], [data-states], .on-paper, .only-on-paper, .page-end")
	withinAPhrase = cascadia.MustCompile("a, abbr, b, bdi, em, i, span, strong, time, wbr")
)

// words are the text of the parts that a selector finds.
func (p parsed) words(what cascadia.Selector) string {
	var said []string
	for _, n := range what.MatchAll(p.root) {
		said = append(said, wordsOf(n, nil))
	}
	return strings.Join(said, " ")
}

// headings are those of the text: not a form's, nor what only a script copies.
func (p parsed) headings() string {
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
func (p parsed) prose() string {
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

// addresses are those that parts of the page name in their href or src.
func (p parsed) addresses(what cascadia.Selector) []string {
	var all []string
	for _, n := range what.MatchAll(p.root) {
		all = append(all, attribute(n, "href")+attribute(n, "src"))
	}
	return all
}

// assets are the files of the site that the page shows itself with, by path; what
// is loaded for paper only is not among them.
func (r *reading) assets(origin string) []string {
	var all []string
	for _, address := range r.parts {
		at := strings.TrimPrefix(address, strings.TrimSuffix(origin, "/"))
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

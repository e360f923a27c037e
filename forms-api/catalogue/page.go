package catalogue

import (
	"bytes"
	"fmt"
	"path"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// page is the Markdown of a page, beneath its front matter.
type page struct {
	name  string // offices/potenza/index.it.md
	body  []byte
	above int // lines of the file above the body
}

// reference is Hugo's relref "/offices/potenza", as a link's address or alone.
var (
	shortcode = regexp.MustCompile(`\{\{[%<].*?[%>]\}\}`)
	reference = regexp.MustCompile(`\{\{[%<]\s*(?:rel)?ref\s+"([^"]+)"\s*[%>]\}\}`)
)

// markdown reads the ids of headings too: ## Come fare {#how}.
var markdown = goldmark.New(goldmark.WithParserOptions(parser.WithHeadingAttribute())).Parser()

// checkPage refuses links that lead to no page, images that say nothing to who
// does not see them (WCAG 2.2 SC 1.1.1), HTML, and services without their sections.
func (l *loader) checkPage(p page) {
	if strings.HasPrefix(p.name, kindOffice.folder+"/") && path.Dir(p.name) != kindOffice.folder && len(bytes.TrimSpace(p.body)) == 0 {
		l.findings.add(contentFile(p.name), p.above, "", Warning, "the office's page says nothing but its facts: write beneath the line +++ who is helped there, and how to get there")
	}
	for _, at := range reference.FindAllSubmatchIndex(p.body, -1) {
		l.checkLink(p, p.line(p.body[:at[0]]), string(p.body[at[2]:at[3]]))
	}
	// A shortcode's spaces and quotes would end a link's address.
	source := shortcode.ReplaceAllFunc(p.body, func(code []byte) []byte {
		return []byte("shortcode:")
	})
	root := markdown.Parse(text.NewReader(source))
	l.checkSections(p, root, source)
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			l.checkNode(p, n, source)
		}
		return ast.WalkContinue, nil
	})
}

func (l *loader) checkNode(p page, n ast.Node, source []byte) {
	switch n := n.(type) {
	case *ast.Link:
		l.checkLink(p, p.line(source[:max(n.Pos(), 0)]), string(n.Destination))
	case *ast.AutoLink:
		start := startOf(n)
		address := string(n.URL(source))
		if n.AutoLinkType == ast.AutoLinkEmail {
			address = "mailto:" + address
		}
		l.checkLink(p, p.line(source[:start]), address)
	case *ast.Image:
		l.checkImage(p, p.line(source[:max(n.Pos(), 0)]), string(n.Destination))
		if strings.TrimSpace(plain(n, source)) == "" {
			l.refusePage(p, p.line(source[:max(n.Pos(), 0)]), "the image %s has no text: say in the square brackets what it shows, ![A map of the entrance](…)", n.Destination)
		}
	case *ast.RawHTML, *ast.HTMLBlock:
		start := startOf(n)
		if tag := source[start:]; !bytes.HasPrefix(tag, []byte("<!--")) { // a note to other editors
			l.refusePage(p, p.line(source[:start]), `%s is HTML, which no page shows: write it in Markdown, such as **bold** or [a link](/pages/privacy), or \< if the sign itself is meant`, firstTag(tag))
		}
	}
}

// firstTag is what a piece of HTML begins with.
func firstTag(html []byte) string {
	tag, _, _ := bytes.Cut(html, []byte("\n"))
	if end := bytes.IndexByte(tag, '>'); end >= 0 {
		tag = tag[:end+1]
	}
	return string(tag)
}

// plain is the text within a node.
func plain(n ast.Node, source []byte) string {
	var words strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, ok := n.(*ast.Text); ok && entering {
			words.Write(t.Segment.Value(source))
		}
		return ast.WalkContinue, nil
	})
	return words.String()
}

// line is that of what follows after a part of the body. A shortcode is on one
// line, and so is what stands in its place.
func (p page) line(before []byte) int {
	return p.above + 1 + bytes.Count(before, []byte("\n"))
}

func (l *loader) refusePage(p page, line int, format string, args ...any) {
	l.findings.add(contentFile(p.name), line, "", Error, "%s", fmt.Sprintf(format, args...))
}

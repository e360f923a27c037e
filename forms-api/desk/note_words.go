package desk

import (
	"bytes"
	"html/template"
	"net/url"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// noteMarkdown knows lists, quotations, code, emphasis and links. HTML is text like
// any other, and so is a heading: a note has none of the page's.
var noteMarkdown = goldmark.New(
	goldmark.WithParser(parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(parser.NewListParser(), 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(parser.NewBlockquoteParser(), 800),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithInlineParsers(
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(parser.NewLinkParser(), 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewEmphasisParser(), 500),
		),
		parser.WithParagraphTransformers(util.Prioritized(parser.LinkReferenceParagraphTransformer, 100)),
		parser.WithASTTransformers(util.Prioritized(noteLinks{}, 100)),
	)),
	goldmark.WithRendererOptions(html.WithHardWraps()),
)

// noteHTML renders a note. What goldmark writes here has no HTML of the note's own.
func noteHTML(markdown string) template.HTML {
	var out bytes.Buffer
	if err := noteMarkdown.Convert([]byte(markdown), &out); err != nil {
		return template.HTML(template.HTMLEscapeString(markdown)) // a buffer takes all: not reached
	}
	return template.HTML(out.String())
}

// noteSchemes are those that a link of a note may have.
var noteSchemes = []string{"http", "https", "mailto", "tel"}

// noteLinks leaves of a link that leads elsewhere its words alone, and of an image
// what it shows.
type noteLinks struct{}

// Transform is goldmark's.
func (noteLinks) Transform(document *ast.Document, reader text.Reader, _ parser.Context) {
	var unlinked []ast.Node
	_ = ast.Walk(document, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering && !keeps(n, reader.Source()) {
			unlinked = append(unlinked, n)
		}
		return ast.WalkContinue, nil
	})
	slices.Reverse(unlinked) // what is within first
	for _, n := range unlinked {
		unlink(n, reader.Source())
	}
}

// keeps tells whether a node stays as it is.
func keeps(n ast.Node, source []byte) bool {
	switch n := n.(type) {
	case *ast.Image:
		return false
	case *ast.Link:
		n.SetAttributeString("rel", []byte("noreferrer"))
		return leadsToNoteScheme(string(n.Destination))
	case *ast.AutoLink:
		return n.AutoLinkType == ast.AutoLinkEmail || leadsToNoteScheme(string(n.URL(source)))
	}
	return true
}

func leadsToNoteScheme(address string) bool {
	u, err := url.Parse(address)
	return err == nil && slices.Contains(noteSchemes, strings.ToLower(u.Scheme))
}

// unlink puts a node's words in its place.
func unlink(n ast.Node, source []byte) {
	parent := n.Parent()
	if auto, is := n.(*ast.AutoLink); is {
		parent.InsertBefore(parent, n, ast.NewString(auto.Label(source)))
	}
	for child := n.FirstChild(); child != nil; {
		next := child.NextSibling()
		parent.InsertBefore(parent, n, child)
		child = next
	}
	parent.RemoveChild(parent, n)
}

package translation

import (
	"bytes"
	"net/url"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// outline is what of a text is compared: how it is built, and its passages, in
// which facts stand.
type outline struct {
	headings []heading
	lists    []list
	links    []link
	passages []passage
	markup   []piece
}

// A piece is HTML, or a shortcode that is no link's address.
type piece struct {
	text string
	kind string // html, shortcode
	line int
}

type heading struct {
	level int
	id    string
	line  int
}

type list struct {
	ordered bool
	items   int
	depth   int // 1 for a list that is in none
	line    int
}

type link struct {
	address string // as people write it, whether in a shortcode or not
	line    int
}

// key is equal for links that lead to the same place: within the site, each page
// may name a language that is its own.
func (l link) key(own ...string) string {
	for _, language := range own {
		if to, ok := strings.CutPrefix(l.address, "/"+language+"/"); ok && language != "" {
			return "/*/" + to
		}
	}
	return l.address
}

// A passage is a stretch of text that ends where a reader's eye stops: a paragraph,
// an item, a heading, a cell.
type passage struct {
	text    string // a line of the file is a line here
	line    int    // of the file, on which it begins
	section string // id of the heading that it stands under
	prose   bool   // sentences; headings and code are none
}

// outlined reads a text.
func (t Text) outlined() *outline {
	o := &outline{}
	root, source := parse(t.Body)
	r := &outliner{outline: o, source: source, first: max(t.Lines.Body, 1)}
	for _, part := range []passage{
		{text: t.Title, line: t.Lines.Title},
		{text: t.Description, line: t.Lines.Description, prose: true},
		{text: t.AnsweredBy, line: t.Lines.AnsweredBy},
	} {
		if part.text = visible(part.text); part.text != "" {
			part.line = max(part.line, 1)
			o.passages = append(o.passages, part)
			r.tags(part)
		}
	}
	_ = ast.Walk(root, r.visit)
	r.shortcodes(t.Body)
	return o
}

type outliner struct {
	*outline
	source  []byte
	first   int // line of the file on which the source begins
	section string
	depth   int // of lists
}

func (r *outliner) line(offset int) int {
	return r.first + bytes.Count(r.source[:min(max(offset, 0), len(r.source))], []byte("\n"))
}

func (r *outliner) visit(n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		r.markupIn(n)
	}
	if isUnread(n, r.source) {
		return ast.WalkSkipChildren, nil
	}
	if l, ok := n.(*ast.List); ok {
		r.list(l, entering)
	}
	if !entering {
		return ast.WalkContinue, nil
	}
	switch n := n.(type) {
	case *ast.Heading:
		r.section = idOf(n)
		r.headings = append(r.headings, heading{n.Level, idOf(n), r.line(startOf(n))})
		r.passage(n, false)
	case *ast.Paragraph, *ast.TextBlock, *extast.DefinitionTerm, *extast.TableCell:
		r.passage(n, true)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		r.fence(n)
		r.passages = append(r.passages, passage{visible(string(linesOf(n, r.source))), r.line(startOf(n)), r.section, false})
	case *ast.Link:
		r.link(string(n.Destination), n.Pos())
	case *ast.Image:
		r.link(string(n.Destination), n.Pos())
	}
	return ast.WalkContinue, nil
}

func (r *outliner) list(l *ast.List, entering bool) {
	if !entering {
		r.depth--
		return
	}
	r.depth++
	r.lists = append(r.lists, list{l.IsOrdered(), l.ChildCount(), r.depth, r.line(startOf(l))})
}

// link notes an address, without what parse has put around it.
func (r *outliner) link(address string, at int) {
	for _, of := range []string{"relref:", "shortcode:"} {
		if to, ok := strings.CutPrefix(address, of); ok {
			if plain, err := url.QueryUnescape(to); err == nil {
				address = plain
			}
		}
	}
	r.links = append(r.links, link{address, r.line(at)})
}

func (r *outliner) passage(n ast.Node, prose bool) {
	var text strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			text.WriteString(said(n, r.source))
			if n.SoftLineBreak() || n.HardLineBreak() {
				text.WriteByte('\n')
			}
		case *ast.AutoLink:
			text.WriteString(visible(string(n.Label(r.source))))
		}
		return ast.WalkContinue, nil
	})
	if text.Len() > 0 {
		r.passages = append(r.passages, passage{text.String(), r.line(startOf(n)), r.section, prose})
	}
}

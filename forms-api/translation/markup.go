package translation

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// tag is what a browser could take for one, where no Markdown is read.
var tag = regexp.MustCompile(`<[/!?]?[a-zA-Z][^>]*>?`)

// tags notes the HTML in a title or a description: it has no place there.
func (r *outliner) tags(p passage) {
	for _, found := range tag.FindAllString(p.text, -1) {
		r.markup = append(r.markup, piece{found, "html", p.line})
	}
}

// markupIn notes the HTML that a node is. A note to editors is none, if it is a note
// and nothing more: what stands behind it on its line is read like it, and one that
// nobody ends hides the rest of the page.
func (r *outliner) markupIn(n ast.Node) {
	switch n := n.(type) {
	case *ast.HTMLBlock:
		if text := wholeOf(n, r.source); !isWholeNote(text) {
			r.html(string(text), startOf(n))
		}
	case *ast.RawHTML:
		if text := n.Segments.Value(r.source); !isWholeNote(text) {
			r.html(string(text), n.Segments.At(0).Start)
		}
	}
}

func isWholeNote(html []byte) bool {
	inner, isNote := bytes.CutPrefix(bytes.TrimSpace(html), []byte("<!--"))
	return isNote && bytes.Index(inner, []byte("-->")) == len(inner)-len("-->") && len(inner) >= len("-->")
}

// html notes a piece of HTML.
func (r *outliner) html(text string, at int) {
	r.markup = append(r.markup, piece{strings.TrimSpace(text), "html", r.line(at)})
}

// shortcodes notes those that are no references, and what looks like one and is left
// open: the site cannot be built with it.
func (r *outliner) shortcodes(body []byte) {
	for n, line := range bytes.Split(body, []byte("\n")) {
		for _, code := range shortcode.FindAll(line, -1) {
			if !reference.Match(code) {
				r.markup = append(r.markup, piece{strings.Join(strings.Fields(string(code)), " "), "shortcode", r.first + n})
			}
		}
		rest := shortcode.ReplaceAll(line, nil)
		for _, sign := range []string{"{{<", "{{%"} {
			if bytes.Contains(rest, []byte(sign)) {
				r.markup = append(r.markup, piece{sign, "shortcode", r.first + n})
			}
		}
	}
}

// fence notes code with attributes behind its fence, which the site reads like those
// of a shortcode: one that it does not understand stops the building of all pages.
func (r *outliner) fence(n ast.Node) {
	f, fenced := n.(*ast.FencedCodeBlock)
	if !fenced || f.Info == nil {
		return
	}
	if info := f.Info.Value(r.source); bytes.ContainsAny(info, "{}") {
		r.markup = append(r.markup, piece{strings.TrimSpace(string(info)), "shortcode", r.line(f.Info.Segment.Start)})
	}
}

// markup refuses what the Italian page does not have: no reader is shown HTML, and a
// shortcode may break the whole site. What it has may be left out.
func (c *comparison) markup() {
	key := func(p piece) string { return p.kind + p.text }
	_, extra := unpaired(c.source.markup, c.translated.markup, key, key)
	for _, p := range extra {
		c.tell(Difference{Line: p.line, Severity: Error, Kind: p.kind, Here: p.text}, "the Italian page does not have %q: take it out", p.text)
	}
}

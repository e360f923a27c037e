package translation

import (
	"bytes"
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// markdown reads what Hugo reads by default, the ids of headings too: ## Come fare
// {#how}. Another extension would change digests: TestDigestIsForever.
var markdown = goldmark.New(
	goldmark.WithExtensions(extension.GFM, extension.DefinitionList, extension.Footnote),
	goldmark.WithParserOptions(parser.WithHeadingAttribute()),
).Parser()

// parse reads a body as a tree; the source is what the tree's segments point into.
func parse(body []byte) (root ast.Node, source []byte) {
	source = shortcode.ReplaceAllFunc(body, plainCode)
	return markdown.Parse(text.NewReader(source)), source
}

// A shortcode's spaces and quotes would end a link's address: what stands in its
// place says the same and is as many lines long, one.
var (
	shortcode = regexp.MustCompile(`\{\{[%<].*?[%>]\}\}`)
	reference = regexp.MustCompile(`^\{\{[%<]\s*(?:rel)?ref\s+"([^"]+)"\s*[%>]\}\}$`)
)

func plainCode(code []byte) []byte {
	if to := reference.FindSubmatch(code); to != nil {
		return []byte("relref:" + escaped(string(to[1])))
	}
	inner := bytes.Trim(code, "{}%<> \t")
	return []byte("shortcode:" + escaped(strings.Join(strings.Fields(string(inner)), " ")))
}

// escaped keeps the slashes that people know an address by.
func escaped(s string) string {
	return strings.ReplaceAll(url.QueryEscape(s), "%2F", "/")
}

// isNote says of a piece of HTML that it is a note to other editors: no page shows it.
func isNote(html []byte) bool { return bytes.HasPrefix(bytes.TrimSpace(html), []byte("<!--")) }

// said is a text node as it is read: without backslashes, with the letters that
// entities stand for.
func said(n *ast.Text, source []byte) string {
	value := n.Segment.Value(source)
	if !n.IsRaw() {
		value = util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(value)))
	}
	return visible(string(value))
}

// visible leaves out control characters, which nobody reads.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// idOf is what an editor has written behind a heading: {#how}.
func idOf(h *ast.Heading) string {
	id, _ := h.AttributeString("id")
	text, _ := id.([]byte)
	return string(text)
}

// startOf is where a block begins in the source: where the first of its lines does.
func startOf(n ast.Node) int {
	start := -1
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering && n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
			start = n.Lines().At(0).Start
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	})
	return max(start, 0)
}

package translation

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"golang.org/x/text/unicode/norm"
)

// digestLength is how many hexadecimal digits of the SHA-256 are written: 64 bits
// tell the versions of one page apart, and a person can compare them.
const digestLength = 16

var digestForm = regexp.MustCompile(`^[0-9a-f]{16}$`)

// IsDigest says whether something has the form of a digest.
func IsDigest(s string) bool { return digestForm.MatchString(s) }

// Digest names a text by what a reader reads. Lines that flow otherwise, another
// sign before a list's items, white space and the composition of accents (Unicode
// NFC) make no other text; another word, link, heading or emphasis does.
//
// Files hold digests for years: what is left out or put in here would turn every
// translation of every town into one that is behind.
func (t Text) Digest() string {
	root, source := parse(t.Body)
	w := normalForm{source: source}
	w.part("title", t.Title)
	w.part("description", t.Description)
	w.part("answered_by", t.AnsweredBy)
	w.write(root)
	folded := strings.Join(strings.Fields(norm.NFC.String(w.String())), " ")
	sum := sha256.Sum256([]byte(folded))
	return hex.EncodeToString(sum[:])[:digestLength]
}

// Control characters part what is written from what is read: texts have none (visible).
const (
	opens  = '\x01'
	begins = '\x02'
	closes = '\x03'
)

// normalForm writes a tree of Markdown so that equal texts are written equally.
type normalForm struct {
	strings.Builder
	source []byte
}

func (w *normalForm) part(name, text string) {
	w.open(name)
	w.WriteString(strings.Join(strings.Fields(visible(text)), " "))
	w.WriteRune(closes)
}

// open begins a node with what there is to say of it.
func (w *normalForm) open(kind string, of ...any) {
	w.WriteRune(opens)
	w.WriteString(kind)
	for _, v := range of {
		w.WriteRune(opens)
		w.WriteString(visible(fmt.Sprint(v)))
	}
	w.WriteRune(begins)
}

func (w *normalForm) write(root ast.Node) {
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, ok := n.(*ast.Text); ok {
			if entering {
				w.text(t)
			}
			return ast.WalkContinue, nil
		}
		if isUnread(n, w.source) {
			return ast.WalkSkipChildren, nil
		}
		if entering {
			w.node(n)
		} else {
			w.WriteRune(closes)
		}
		return ast.WalkContinue, nil
	})
}

func (w *normalForm) text(t *ast.Text) {
	w.WriteString(said(t, w.source))
	if t.SoftLineBreak() || t.HardLineBreak() {
		w.WriteByte(' ')
	}
}

func (w *normalForm) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.TextBlock: // a paragraph in a list without blank lines
		w.open(ast.KindParagraph.String())
	case *ast.Heading:
		w.open("Heading", n.Level, idOf(n))
	case *ast.List:
		if n.IsOrdered() {
			w.open("List", n.Start)
		} else {
			w.open("List")
		}
	case *ast.Link:
		w.open("Link", string(n.Destination), string(n.Title))
	case *ast.Image:
		w.open("Image", string(n.Destination), string(n.Title))
	case *ast.AutoLink:
		w.open("AutoLink", string(n.URL(w.source)))
	case *ast.Emphasis:
		w.open("Emphasis", n.Level)
	case *extast.TaskCheckBox:
		w.open("TaskCheckBox", n.IsChecked)
	case *extast.FootnoteLink:
		w.open("FootnoteLink", n.Index)
	case *ast.CodeBlock, *ast.FencedCodeBlock, *ast.HTMLBlock:
		w.open(n.Kind().String(), strings.TrimSpace(string(wholeOf(n, w.source))))
	case *ast.RawHTML:
		w.open("RawHTML", string(n.Segments.Value(w.source)))
	default:
		w.open(n.Kind().String())
	}
}

// isUnread says of a node that a reader sees nothing of it: a note to editors, or
// where a link's address is defined (the link has it).
func isUnread(n ast.Node, source []byte) bool {
	switch n := n.(type) {
	case *ast.HTMLBlock:
		return isNote(linesOf(n, source))
	case *ast.RawHTML:
		return isNote(n.Segments.Value(source))
	case *ast.LinkReferenceDefinition:
		return true
	}
	return false
}

func linesOf(n ast.Node, source []byte) []byte { return n.Lines().Value(source) }

// wholeOf are the lines of a block, with the one that closes it: …1522</pre>. How
// the last of them ends says only where the file does.
func wholeOf(n ast.Node, source []byte) []byte {
	if b, ok := n.(*ast.HTMLBlock); ok && b.HasClosure() {
		return slices.Concat(linesOf(n, source), b.ClosureLine.Value(source))
	}
	return linesOf(n, source)
}

package web

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A page is one that Hugo built, read so that it can be filled. Its hooks are
// in docs/architecture.md; a hook that is not there changes nothing.
type page struct{ root *html.Node }

// builtPage reads a page by its path.
func (h *handler) builtPage(at string) (*page, error) {
	content, err := h.Site.page(at)
	if err != nil {
		return nil, err
	}
	return parsePage(content)
}

func parsePage(content []byte) (*page, error) {
	root, err := html.Parse(bytes.NewReader(content))
	if err != nil {
		return nil, fmt.Errorf("parsing a built page: %w", err)
	}
	return &page{root}, nil
}

func (p *page) bytes() ([]byte, error) {
	var b bytes.Buffer
	if err := html.Render(&b, p.root); err != nil {
		return nil, fmt.Errorf("writing a filled page: %w", err)
	}
	return b.Bytes(), nil
}

// one finds the first element for a selector of ours, or nil.
func (p *page) one(selector string) *html.Node { return one(p.root, selector) }

func (p *page) all(selector string) []*html.Node { return all(p.root, selector) }

func one(n *html.Node, selector string) *html.Node {
	if n == nil {
		return nil
	}
	return cascadia.Query(n, selectors.get(selector))
}

func all(n *html.Node, selector string) []*html.Node {
	if n == nil {
		return nil
	}
	return cascadia.QueryAll(n, selectors.get(selector))
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Namespace == "" && a.Key == name {
			return a.Val
		}
	}
	return ""
}

func setAttr(n *html.Node, name, value string) {
	for i := range n.Attr {
		if n.Attr[i].Namespace == "" && n.Attr[i].Key == name {
			n.Attr[i].Val = value
			return
		}
	}
	n.Attr = append(n.Attr, html.Attribute{Key: name, Val: value})
}

func dropAttr(n *html.Node, name string) {
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Namespace == "" && a.Key == name })
}

// toggle sets or drops a boolean attribute.
func toggle(n *html.Node, name string, on bool) {
	if !on {
		dropAttr(n, name)
	} else {
		setAttr(n, name, "")
	}
}

// addToken adds a word to an attribute that is a list of them: class, aria-describedby.
func addToken(n *html.Node, name, token string) {
	words := strings.Fields(attr(n, name))
	if !slices.Contains(words, token) {
		setAttr(n, name, strings.Join(append(words, token), " "))
	}
}

func setText(n *html.Node, text string) {
	if n == nil {
		return
	}
	for n.FirstChild != nil {
		n.RemoveChild(n.FirstChild)
	}
	n.AppendChild(&html.Node{Type: html.TextNode, Data: text})
}

// setMarked writes a name as another part of the page does, if Italian words are
// marked in it there.
func setMarked(n, written *html.Node) {
	if n == nil || one(written, "[lang]") == nil {
		return
	}
	setText(n, "")
	for part := range written.ChildNodes() {
		n.AppendChild(clone(part))
	}
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

func remove(n *html.Node) {
	if n != nil && n.Parent != nil {
		n.Parent.RemoveChild(n)
	}
}

func element(tag atom.Atom) *html.Node {
	return &html.Node{Type: html.ElementNode, DataAtom: tag, Data: tag.String()}
}

// unfold moves what a template holds before an element, and returns its first element.
func unfold(template, parent, before *html.Node) (first *html.Node) {
	for c := range template.ChildNodes() {
		copied := clone(c)
		parent.InsertBefore(copied, before)
		if first == nil && copied.Type == html.ElementNode {
			first = copied
		}
	}
	return first
}

func clone(n *html.Node) *html.Node {
	copied := &html.Node{Type: n.Type, DataAtom: n.DataAtom, Data: n.Data, Namespace: n.Namespace, Attr: slices.Clone(n.Attr)}
	for c := range n.ChildNodes() {
		copied.AppendChild(clone(c))
	}
	return copied
}

func hasAttr(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Namespace == "" && a.Key == name })
}

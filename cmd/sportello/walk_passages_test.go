package main

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// A passage is a stretch of a page's words, in the language that it is said to be in.
type passage struct {
	words, lang string
	at          string // the element, or its attribute
	plain       bool   // nothing can be marked in it: an attribute, a title, an option
	isolated    bool   // it runs in its own direction, whatever is around it
}

// saidIn are attributes that people hear or read.
var saidIn = map[string]bool{
	"alt": true, "aria-label": true, "aria-description": true, "content": true, "data-error-title": true,
	"data-qr": true, "label": true, "placeholder": true, "title": true,
}

// passages are all of a page's words, also those that wait in templates.
func passages(page *html.Node) []passage {
	var all []passage
	var read func(n *html.Node, around passage)
	read = func(n *html.Node, around passage) {
		switch {
		case n.Type == html.TextNode:
			around.words = n.Data
			all = append(all, around)
			return
		case n.Type == html.ElementNode:
			if n.Data == "script" || n.Data == "style" {
				return
			}
			around = around.within(n)
			all = append(all, around.attributes(n)...)
		}
		for child := range n.ChildNodes() {
			read(child, around)
		}
	}
	read(page, passage{})
	return all
}

func (p passage) within(n *html.Node) passage {
	p.at = n.Data
	p.plain = n.Data == "title" || n.Data == "option"
	if lang := attribute(n, "lang"); lang != "" {
		p.lang, p.isolated = lang, false
	}
	p.isolated = p.isolated || n.Data == "bdi" || attribute(n, "dir") == "ltr"
	return p
}

func (p passage) attributes(n *html.Node) (said []passage) {
	p.plain = true
	for _, a := range n.Attr {
		button := n.Data == "input" && (attribute(n, "type") == "submit" || attribute(n, "type") == "button")
		if saidIn[a.Key] && !isSetting(n, a.Key) || a.Key == "value" && button {
			p.at, p.words = n.Data+"["+a.Key+"]", a.Val
			said = append(said, p)
		}
	}
	return said
}

// isSetting tells what a machine reads of the head of a page.
func isSetting(n *html.Node, key string) bool {
	if n.Data != "meta" || key != "content" {
		return false
	}
	switch attribute(n, "name") + attribute(n, "property") {
	case "description", "og:title", "og:description", "og:site_name":
		return false
	}
	return true
}

// Every kind of words is read, with the language that holds there.
func TestPassagesOfAPage(t *testing.T) {
	page := parsePage(t, `<html lang="bn"><head><title>a</title><meta name="description" content="b"><meta name="viewport" content="width"><style>c</style></head>
		<body aria-label="d"><p lang="it">e <bdi>f</bdi><a lang="bn" title="g">h</a></p><template><p>i</p></template><input type="submit" value="j"><input value="k"><input placeholder="l"><script>m</script><img alt="n">
		<select><option lang="ar">o</option></select></body></html>`)
	var got []string
	for _, p := range passages(page) {
		if words := strings.TrimSpace(p.words); words != "" {
			got = append(got, p.lang+":"+words)
		}
	}
	if want := "bn:a bn:b bn:d it:e it:f bn:g bn:h bn:i bn:j bn:l bn:n ar:o"; strings.Join(got, " ") != want {
		t.Errorf("a page says %v, want %s", got, want)
	}
}

func parsePage(t *testing.T, text string) *html.Node {
	t.Helper()
	page, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return page
}

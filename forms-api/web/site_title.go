package web

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Title is the heading of a page that is served now, such as /it/offices/, in
// the page's language; empty where there is no such page, or it has none.
func (s *Site) Title(at string) string {
	builds := *s.builds.Load()
	if !s.HasPage(at) || len(builds) == 0 {
		return ""
	}
	newest := builds[0]
	if known, ok := newest.titles.Load(at); ok {
		return known.(string)
	}
	title := newest.heading(strings.TrimPrefix(at, "/") + "index.html")
	newest.titles.Store(at, title)
	return title
}

// heading is the text of a page's first h1, with the Italian names that are marked
// in it (<bdi>, layouts/_partials/italian.html), and without other elements: those
// name the section, or say the same in Italian.
func (b *build) heading(name string) string {
	content, err := b.root.ReadFile(name)
	if err != nil {
		return ""
	}
	p, err := parsePage(content)
	if err != nil {
		return ""
	}
	var own strings.Builder
	if h1 := p.one("h1"); h1 != nil {
		writeOwn(&own, h1)
	}
	return strings.Join(strings.Fields(own.String()), " ")
}

func writeOwn(text *strings.Builder, n *html.Node) {
	for c := range n.ChildNodes() {
		switch {
		case c.Type == html.TextNode:
			text.WriteString(c.Data)
		case c.DataAtom == atom.Bdi:
			writeOwn(text, c)
		}
	}
}

package web

import (
	"strings"

	"golang.org/x/net/html"
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

// heading is the text of a page's first h1, without the elements in it: those
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
		for n := range h1.ChildNodes() {
			if n.Type == html.TextNode {
				own.WriteString(n.Data)
			}
		}
	}
	return strings.Join(strings.Fields(own.String()), " ")
}

package catalogue

import (
	"path"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// serviceSections are the sections of a service's page in the order of the Modello
// Comuni, by the ids of their headings, which are the same in every language. What
// the program adds itself (how to access the service, contacts) has no id here.
var serviceSections = []string{"who", "how", "needed", "result", "times", "conditions", "documents"}

// neededSections are those without which nobody knows what a service is.
var neededSections = serviceSections[:4]

// isService says whether a page is that of one service.
func (p page) isService() bool {
	return path.Dir(path.Dir(p.name)) == kindService.folder && strings.HasPrefix(path.Base(p.name), "index.")
}

// checkSections refuses a service's page that lacks a section, or has them in
// another order: who has read one such page finds their way on all.
func (l *loader) checkSections(p page, root ast.Node, source []byte) {
	if !p.isService() {
		return
	}
	met, last := map[string]bool{}, -1
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		id := sectionID(n)
		at := slices.Index(serviceSections, id)
		if at < 0 {
			continue
		}
		if at < last {
			l.refusePage(p, p.line(source[:startOf(n)]), "the section {#%s} comes after {#%s}: every service's page has its sections in the order %s", id, serviceSections[last], asIDs(serviceSections))
		}
		met[id], last = true, max(at, last)
	}
	lacks := slices.DeleteFunc(slices.Clone(neededSections), func(id string) bool { return met[id] })
	if len(lacks) > 0 {
		l.refusePage(p, p.above, "the page lacks %s: write for each a heading such as ## A chi è rivolto {#who}, and what belongs beneath it", asIDs(lacks))
	}
}

// sectionID is what an editor has written behind a heading of the second level:
// who for ## A chi è rivolto {#who}.
func sectionID(n ast.Node) string {
	if h, ok := n.(*ast.Heading); ok && h.Level == 2 {
		if id, ok := n.AttributeString("id"); ok {
			return string(id.([]byte))
		}
	}
	return ""
}

func asIDs(sections []string) string { return "{#" + strings.Join(sections, "}, {#") + "}" }

// startOf is where a node begins in the source.
func startOf(n ast.Node) int {
	switch n := n.(type) {
	case *ast.RawHTML:
		return n.Segments.At(0).Start
	case *ast.HTMLBlock, *ast.Heading:
		if lines := n.Lines(); lines.Len() > 0 {
			return lines.At(0).Start
		}
	}
	return max(n.Pos(), 0)
}

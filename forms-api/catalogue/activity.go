package catalogue

import (
	"io/fs"
	"path"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	formsapi "sportello/forms-api"
)

// nameActivities gives each activity of a project the name that the project's page
// has for it: the heading with its id, ### Consulenza legale {#legal-advice}. One that
// no page names has none.
func (l *loader) nameActivities(p *formsapi.Project) {
	names := map[string]formsapi.Text{}
	for language := range p.Names {
		for id, heading := range l.headings(path.Join(kindProject.folder, p.ID, "index."+language+".md")) {
			if names[id] == nil {
				names[id] = formsapi.Text{}
			}
			names[id][language] = heading
		}
	}
	for i, a := range p.Activities {
		p.Activities[i].Names = names[a.ID]
	}
}

// headings are a page's headings by their ids.
func (l *loader) headings(name string) map[string]string {
	file, err := fs.ReadFile(l.content, name)
	if err != nil {
		return nil // the page itself is checked elsewhere
	}
	_, body, ok := frontMatter(file)
	if !ok {
		return nil
	}
	all := map[string]string{}
	_ = ast.Walk(markdown.Parse(text.NewReader(body)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if h, is := n.(*ast.Heading); is && entering {
			if id, named := h.AttributeString("id"); named {
				all[string(id.([]byte))] = plain(h, body)
			}
		}
		return ast.WalkContinue, nil
	})
	return all
}

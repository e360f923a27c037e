package catalogue_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	formsapi "sportello/forms-api"
)

// Given a project's page with a heading for an activity, the activity has that name in
// each language; one without a heading has none.
func TestActivitiesHaveTheNamesOfTheProjectsPage(t *testing.T) {
	content := with("projects/impact/project.toml", "[[activities]]\nid = \"legal\"\n\n[[activities]]\nid = \"map\"\n")
	page := func(heading string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("+++\ntitle = \"IMPACT\"\ndescription = \"Un progetto.\"\nlastmod = 2026-01-01\n+++\n\n## Che cosa fa {#what}\n\n### " + heading + " {#legal}\n\nTesto.\n")}
	}
	content["projects/impact/index.it.md"], content["projects/impact/index.en.md"] = page("Consulenza *legale*"), page("Legal advice")
	s := load(t, content, "")
	var names []formsapi.Text
	for _, p := range s.Projects() {
		if p.ID != "impact" {
			continue
		}
		for _, a := range p.Activities {
			names = append(names, a.Names)
		}
	}
	if diff := cmp.Diff([]formsapi.Text{{"it": "Consulenza legale", "en": "Legal advice"}, nil}, names); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

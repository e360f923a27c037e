package catalogue_test

import (
	"strings"
	"testing"

	"sportello/forms-api/catalogue"

	"github.com/google/go-cmp/cmp"
)

// Each case is a line of the front matter of the desk's page; it stands on line 4.
func TestFrontMatterKeepsToTheFolder(t *testing.T) {
	elsewhere := func(key string) string {
		return "\"" + key + "\" would give the page another address or another form than its folder has: take this line out, and name the folder as the address should be"
	}
	for line, want := range map[string]catalogue.Finding{
		`lastmod = 2026-11-22`:           {},
		`lastmod = "2026-11-22"`:         {},
		`lastmod = 2026-11-22T10:00:00Z`: {},
		`url = "/it/elsewhere/"`:         {Key: "url", Severity: catalogue.Error, Sentence: elsewhere("url")},
		`slug = "elsewhere"`:             {Key: "slug", Severity: catalogue.Error, Sentence: elsewhere("slug")},
		`aliases = ["/elsewhere/"]`:      {Key: "aliases", Severity: catalogue.Error, Sentence: elsewhere("aliases")},
		`outputs = ["json"]`:             {Key: "outputs", Severity: catalogue.Error, Sentence: elsewhere("outputs")},
		`layout = "new"`:                 {Key: "layout", Severity: catalogue.Error, Sentence: "only the program's own form pages have a layout: take this line out"},
		`lastmod = 0001-01-01`:           {Key: "lastmod", Severity: catalogue.Warning, Sentence: "readers are told that the page was last changed on 0001-01-01: correct the date"},
		`lastmod = 2026-11-23`:           {Key: "lastmod", Severity: catalogue.Warning, Sentence: "readers are told that the page was last changed on 2026-11-23, which is still to come: correct the date"},
		`lastmod = "yesterday"`:          {Key: "lastmod", Severity: catalogue.Error, Sentence: `"lastmod" is no date: write it such as 2026-12-31, without quotes`},
		`lastmod = true`:                 {Key: "lastmod", Severity: catalogue.Error, Sentence: `"lastmod" is no date: write it such as 2026-12-31, without quotes`},
		`date = 2026-12-01`:              {Key: "date", Severity: catalogue.Warning, Sentence: "the page is not shown before 2026-12-01: correct the date if that is not meant"},
	} {
		text := strings.Replace(words("Sportello"), "frase.\"\n", "frase.\"\n"+line+"\n", 1) + "Parole.\n"
		var expected []catalogue.Finding
		if want.Key != "" {
			want.File, want.Line = "content/offices/desk/index.it.md", 4
			expected = []catalogue.Finding{want}
		}
		_, got := catalogue.Load(with("offices/desk/index.it.md", text), nil, today)
		if diff := cmp.Diff(expected, append([]catalogue.Finding(nil), got...)); diff != "" {
			t.Errorf("%s\nfindings (-want +got):\n%s", line, diff)
		}
	}
}

func TestAFormPageHasItsLayout(t *testing.T) {
	text := strings.Replace(words("Chiedi"), "frase.\"\n", "frase.\"\nlayout = \"new\"\n", 1)
	if _, got := catalogue.Load(with("appointments/new/index.it.md", text), nil, today); len(got) > 0 {
		t.Errorf("found %v", got)
	}
}

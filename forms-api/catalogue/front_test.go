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
		`words = ["municipio", "casa"]`:  {},
		`words = "municipio"`:            {Key: "words", Severity: catalogue.Error, Sentence: `"words" has the wrong kind of value: write a list of texts, such as ["one", "two"]`},
		`words = ["casa", " "]`:          {Key: "words", Severity: catalogue.Error, Sentence: "word 2 is empty: write a word that people ask with, or take it out"},
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

// What people ask for a thing with is of needs, services and offices.
func TestWordsThatPeopleAskWith(t *testing.T) {
	asked := func(title string) string {
		return strings.Replace(words(title), "frase.\"\n", "frase.\"\nwords = [\"letto\", \"casa\"]\n", 1) + "Parole.\n"
	}
	s, found := catalogue.Load(with("offices/desk/index.it.md", asked("Sportello")), nil, today)
	if s == nil {
		t.Fatal(found)
	}
	if diff := cmp.Diff([]string{"letto", "casa"}, s.AskedWith("offices/desk", "it")); diff != "" {
		t.Errorf("words (-want +got):\n%s", diff)
	}
	if got := s.AskedWith("offices/desk", "en"); len(got) > 0 {
		t.Errorf("in a language without words there are %q", got)
	}
	_, found = catalogue.Load(with("pages/house/index.it.md", asked("Casa")), nil, today)
	if len(found) != 1 || found[0].Key != "words" || found[0].Severity != catalogue.Error || found[0].Line != 4 {
		t.Errorf("words of another page give %v", found)
	}
}

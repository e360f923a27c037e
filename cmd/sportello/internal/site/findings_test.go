package site_test

import (
	"context"

	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sportello/forms-api/catalogue"
	"sportello/forms-api/translation"
)

// Each case is the village with one file as it should not be, and a finding of check
// in whole; docs/findings.md has them all, and where the others are shown.
func TestWhatCheckFindsInABrokenVillage(t *testing.T) {
	const office, help = "content/offices/hall/office.toml", "content/services/help/index.it.md"
	page := func(body string) string {
		return "+++\ntitle = \"Pagina\"\ndescription = \"Una pagina.\"\n+++\n\n" + body
	}
	facts := "organisation = \"village\"\nservices = [\"help\"]\n"
	for _, c := range []struct {
		file, text string
		want       string
	}{
		{office, facts + "hours = \"sometimes\"\n", office + `:3: error: "hours" is neither hours nor "unknown": write hours = "unknown", or the days under [hours.counter] and [hours.telephone]`},
		{office, facts + "hours = \"unknown\"\naddress = \"via Roma\"\n", office + `:4: error: "address" has the wrong kind of value: write a table, under [address]`},
		{office, "organisation = \"citt\xe0\"\n", office + `:1: error: this file is not in UTF-8, so that its accents cannot be read: save it as UTF-8, which the editor offers under "Save as", "Encoding"`},
		{rightsFile, page("![Una pianta]()"), rightsFile + `:6: error: the image "" has no address: correct it`},
		{rightsFile, strings.Replace(page("Qui."), "description", "words = [\"casa\"]\ndescription", 1), rightsFile + ":3: error: only a need, a service or an office is found by words that people ask with: take this line out"},
		{rightsFile, strings.Replace(page("Qui."), "\n+++\n\n", "\n[translation]\nof = \"0000000000000000\"\non = 2026-01-01\nby = \"human\"\n+++\n\n", 1), rightsFile + ":4: error: the Italian page is what others are translated from: take [translation] and what stands beneath it out"},
		{help, page("## Come {#how}\n\n## A chi {#who}\n\n## Cosa serve {#needed}\n\n## Cosa si ottiene {#result}\n"), help + ":8: error: the section {#who} comes after {#how}: every service's page has its sections in the order "},
		{"content/news/_index.de.md", page("Hier."), `content/news/_index.de.md: warning: the site has no language "de", so that these words are left out: add [languages.de] to hugo.toml, or take them away`},
		{"hugo.toml", "title = Paese\n", "hugo.toml:1: error: this is not valid TOML ("},
		{"hugo.toml", "title = \"Paese\"\n", "hugo.toml:1: error: the site has no language: add a line [languages.it]"},
		{"hugo.toml", "[languages.en]\n", "hugo.toml:1: error: the site has no Italian, which everything is written in first: add a line [languages.it]"},
		{"hugo.toml", "defaultContentLanguage = \"fr\"\n[languages.it]\n", `hugo.toml:1: error: defaultContentLanguage is "fr", which is none of the site's languages: correct it or take it out`},
		{"hugo.toml", "[languages.it]\nlable = \"Italiano\"\n", `hugo.toml:2: error: nothing is known by the name "lable": a language has label, locale, direction, title and weight`},
		{"hugo.toml", "[languages.it]\n[params]\nleave_to = \"ftp://x\"\n", "hugo.toml:3: error: ftp://x is not a web address that a page can lead to: write it in quotes, with https:// at the start, or take the line out"},
	} {
		b, town := village(t)
		write(t, filepath.Join(town, c.file), c.text)
		found, err := b.Check(context.Background(), false)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(found, func(f catalogue.Finding) bool { return strings.HasPrefix(f.String(), c.want) }) {
			t.Errorf("%s: found %q, want %q", c.file, found, c.want)
		}
	}
}

// The same of what is found once the facts are sound: what is read by people.
func TestWhatCheckFindsInTheWordsOfABrokenVillage(t *testing.T) {
	page := func(body string) string { return "+++\ntitle = \"Page\"\ndescription = \"A page.\"\n+++\n\n" + body }
	const here = "content/pages/rights/index.en.md"
	for _, c := range []struct{ italian, english, want string }{
		{page("Qui."), page("* one\n"), here + ":6: warning: here is a list of 1 item, which the Italian page does not have"},
		{page("* uno\n\n  * due\n"), page("* one\n"), here + ":6: warning: the Italian page has a list within a list of 1 item, which is missing about here"},
		{page("Qui."), strings.Replace(page("Here."), "\n+++\n\n", "\n[translation]\nof = \"DIGEST\"\non = 2026-01-01\nby = \"human\"\n+++\n\n", 1), here + `:4: warning: nobody has read this page in "en" against the Italian one: who has, writes reviewed_by and reviewed beneath [translation]`},
		{page(strings.Repeat("L’amministrazione provvedimentale organizzativa predispone conseguentemente ulteriori determinazioni. ", 9)), page("Here."), rightsFile + ":3: warning: this page reads at Gulpease "},
	} {
		b, town := village(t)
		write(t, filepath.Join(town, rightsFile), c.italian)
		write(t, filepath.Join(town, here), strings.Replace(c.english, "DIGEST", digestOf(t, c.italian), 1))
		found, err := b.CheckWords()
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(found, func(f catalogue.Finding) bool { return strings.HasPrefix(f.String(), c.want) }) {
			t.Errorf("found %q, want %q", found, c.want)
		}
	}
}

// A page without which the forms cannot be answered, and that the town has put aside
// as a draft, is an error with its reason.
func TestCheckFindsThatANeededPageIsADraft(t *testing.T) {
	const ending = ", and it is not published: mend this file, or take it away, and the program's own page is shown"
	for file, why := range map[string]string{
		"content/pages/privacy/index.it.md":        "people who ask for an appointment must be able to read the privacy notice",
		"content/appointments/new/index.it.md":     "the appointment form stands on this page",
		"content/appointments/request/index.it.md": "who has asked for an appointment is shown this page",
		"content/feedback/_index.it.md":            "a rating that is not clear is answered with this page",
		"content/feedback/thanks/index.it.md":      "who has rated a page is shown this page",
	} {
		b, town := village(t)
		office := filepath.Join(town, "content/offices/hall/office.toml")
		write(t, office, strings.Replace(read(t, office), `mode = "phone"`, `mode = "request"`, 1))
		write(t, filepath.Join(town, file), "+++\ntitle = \"x\"\ndescription = \"x\"\ndraft = true\n+++\n")
		found, err := b.Check(context.Background(), true)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(found, func(f catalogue.Finding) bool { return f.String() == file+":1: error: "+why+ending }) {
			t.Errorf("found %q, want %s", found, why)
		}
	}
}

// More than five pages that are too heavy are counted, and what weighs is said.
func TestCheckCountsHeavyPages(t *testing.T) {
	b, town := village(t)
	framed(t, town)
	write(t, filepath.Join(town, "static/style.css"), "/* "+noise(16_000)+" */")
	found, err := b.Check(context.Background(), true)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{" bytes compressed, more than 14336, and comes late on a poor line: shorten it, or make two pages of it", `(site): warning: 5 more pages of the language "it" are too heavy as well`} {
		if !slices.ContainsFunc(found, func(f catalogue.Finding) bool { return strings.Contains(f.String(), want) }) {
			t.Errorf("found %q, want %q", found, want)
		}
	}
	write(t, filepath.Join(town, "static/style.css"), "/* "+noise(500_000)+" */")
	if found, err = b.Check(context.Background(), true); err != nil || !slices.ContainsFunc(found, func(f catalogue.Finding) bool {
		return strings.HasPrefix(f.String(), `hugo.toml: warning: what a telephone keeps of the language "it" is `) && strings.HasSuffix(f.String(), "shorten the longest pages, or use smaller pictures")
	}) {
		t.Errorf("found %q, %v", found, err)
	}
}

// A layout that complains without end is told in one sentence.
func TestCheckSaysThatHugoComplainsTooLong(t *testing.T) {
	b, town := village(t)
	write(t, filepath.Join(town, "layouts/_partials/foot.html"), `{{ errorf "%s" (strings.Repeat 1100000 "x") }}`)
	found, err := b.Check(context.Background(), true)
	want := "(site): error: Hugo complains at too great a length to be shown: SPORTELLO_LOG=debug shows what came before"
	if err != nil || !slices.ContainsFunc(found, func(f catalogue.Finding) bool { return f.String() == want }) {
		t.Errorf("found %.300q, %v", found, err)
	}
}

// A file of static/ in whose place the program makes its own is named.
func TestCheckNamesWhatNobodyIsShown(t *testing.T) {
	b, town := village(t)
	write(t, filepath.Join(town, "static/it/index.html"), "a home of our own")
	found, err := b.Check(context.Background(), true)
	want := "static/it/index.html: warning: nobody is shown this file, for the program makes one of the same name: give it another name, or take it away"
	if err != nil || firstOf(found) != want {
		t.Errorf("found %q, %v, want %s", found, err, want)
	}
}

// digestOf is that of the text of a page with these two lines of front matter.
func digestOf(t *testing.T, page string) string {
	t.Helper()
	_, body, ok := strings.Cut(page, "\n+++\n")
	if !ok {
		t.Fatalf("no front matter: %s", page)
	}
	return translation.Text{Language: "it", Title: "Page", Description: "A page.", Body: []byte(body)}.Digest()
}

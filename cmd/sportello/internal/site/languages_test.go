package site_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sportello/cmd/sportello/internal/site"
)

// ownMonths are the languages in which Hugo has the months of another calendar
// (forms-api/words, months): there the pages have the program's own.
var ownMonths = []string{"si"}

// Given the languages of the program, a weekday, a month and a number have the
// words that Hugo's CLDR data have, with Latin digits: pages, messages and
// calendars say the same.
func TestDatesAreThoseOfHugo(t *testing.T) {
	b, town := village(t)
	settings := read(t, "../../../../hugo.toml")
	write(t, filepath.Join(town, "hugo.toml"), strings.ReplaceAll(settings, "disabled  = true\n", ""))
	write(t, filepath.Join(town, "layouts/home.html"),
		`{{ range seq 7 }}{{ time.Format "Monday" (printf "2024-01-0%d" .) }}|{{ end }}{{ range seq 12 }}{{ time.Format "January" (printf "2024-%02d-01" .) }}|{{ end }}{{ lang.FormatNumber 1 1234567.8 }}`)
	languages, err := site.Languages(town)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range languages {
		write(t, filepath.Join(town, "i18n", l.Tag+".toml"), "list-separator = \", \"\nsaved-copy = \"{{ .Date }}\"\nsearch-small-words = \"x\"\nposter-scan = \"x\"\n")
	}
	built, err := b.BuildTo(context.Background(), filepath.Join(t.TempDir(), "public"))
	if err != nil {
		t.Fatal(err, findings(err))
	}
	for _, l := range languages {
		said := strings.Split(read(t, filepath.Join(built.Public, l.Tag, "index.html")), "|")
		c := built.Words.Calendar(l.Tag)
		days := append(slices.Clone(c.Weekdays[1:]), c.Weekdays[0])
		if !slices.Equal(said[:7], days) {
			t.Errorf("in %s Hugo has the days %q, and the program %q", l.Tag, said[:7], days)
		}
		if same := slices.Equal(said[7:19], c.Months); same == slices.Contains(ownMonths, l.Tag) {
			t.Errorf("in %s Hugo has the months %q, and the program %q", l.Tag, said[7:19], c.Months)
		}
		if number := said[19]; !strings.HasPrefix(number, "1") || !strings.HasSuffix(number, "8") {
			t.Errorf("in %s a number is %q", l.Tag, number)
		}
	}
}

// A language without words of the interface is refused in one sentence, and not
// once it is switched off; its pages are then left out without a word.
func TestALanguageWithoutWordsIsRefused(t *testing.T) {
	b, town := village(t)
	const settings = "[languages.it]\n[languages.en]\n[languages.fr]\n"
	write(t, filepath.Join(town, "hugo.toml"), settings)
	write(t, filepath.Join(town, "content/_index.fr.md"), "+++\ntitle = \"Le guichet\"\ndescription = \"x\"\n+++\n")
	_, err := b.BuildTo(context.Background(), filepath.Join(t.TempDir(), "public"))
	want := `hugo.toml:3: error: menus, forms and messages have no words in "fr": add i18n/fr.toml, or write disabled = true beneath [languages.fr]`
	if found := findings(err); !slices.Contains(found, want) {
		t.Errorf("found %q, want %q", found, want)
	}
	write(t, filepath.Join(town, "hugo.toml"), settings+"disabled = true\n")
	built, err := b.BuildTo(context.Background(), filepath.Join(t.TempDir(), "public"))
	if err != nil {
		t.Fatal(err, findings(err))
	}
	for _, f := range built.Warnings {
		if strings.Contains(f.String(), "fr") && strings.Contains(f.Sentence, "language") {
			t.Errorf("of a language that is switched off it is told %s", f)
		}
	}
	if _, err := os.Stat(filepath.Join(built.Public, "fr")); err == nil {
		t.Error("it is built all the same")
	}
}

// Given a page that only Italian has, or that a language has in another file, the
// town's own words win and the others are the Italian ones.
func TestWhatALanguageLacksIsBuiltInItalian(t *testing.T) {
	b, town := village(t)
	write(t, filepath.Join(town, "content/pages/map.it.md"), "+++\r\ntitle = \"La mappa\"\r\ndescription = \"x\"\r\n+++\r\n\r\nQui.\r\n")
	write(t, filepath.Join(town, "content/pages/rules/index.it.md"), "+++\ntitle = \"Le regole\"\ndescription = \"x\"\n+++\n")
	write(t, filepath.Join(town, "content/pages/rules.en.md"), "+++\ntitle = \"The rules\"\ndescription = \"x\"\n+++\n")
	write(t, filepath.Join(town, "content/pages/times.it.md"), "+++\ntitle = \"Gli orari\"\ndescription = \"x\"\n+++\n")
	write(t, filepath.Join(town, "content/pages/times/index.en.md"), "+++\ntitle = \"The times\"\ndescription = \"x\"\n+++\n")
	write(t, filepath.Join(town, "layouts/page.html"), "{{ .Title }}{{ if .Params.untranslated }} (in Italian){{ end }} {{ .Content }}")
	before := files(t, town)
	out := build(t, b)
	for at, want := range map[string]string{
		"en/pages/map": "La mappa (in Italian)", "en/pages/rules": "The rules", "en/pages/times": "The times",
		"en/services/help": "Aiuto (in Italian)", "en/offices/hall": "Town hall", "it/pages/map": "La mappa",
	} {
		page := read(t, filepath.Join(out, at, "index.html"))
		if !strings.HasPrefix(page, want) || strings.Contains(page, "in Italian") != strings.Contains(want, "in Italian") {
			t.Errorf("%s is %q, want %q", at, page, want)
		}
	}
	if after := files(t, town); !slices.Equal(before, after) {
		t.Errorf("the town's folder has %q, before %q", after, before)
	}
}

package site_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sportello/cmd/sportello/internal/site"
)

func exists(t *testing.T, path string) bool {
	t.Helper()
	_, err := os.Stat(path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	return err == nil
}

// A hugo.toml of two lines is enough: all else follows from the tags, or is the
// program's affair.
func TestAShortSettingsFileIsEnough(t *testing.T) {
	b, town := village(t)
	write(t, filepath.Join(town, "hugo.toml"), "[languages.ar]\n[languages.it]\n")
	write(t, filepath.Join(town, "content/_index.ar.md"), "+++\ntitle = \"مكتب\"\ndescription = \"مكتب\"\n+++\n")
	write(t, filepath.Join(town, "i18n/ar.toml"), "greeting = \"أهلا\"\n")
	removeWords(t, town, "en")
	out := build(t, b)
	for name, wants := range map[string][]string{
		"it/index.html":                     {"Italiano (it, ltr)", "العربية (ar, rtl)"},
		"index.html":                        {"/it/", "/ar/"},
		"ar/manifest.webmanifest":           {`"Sportello"`, `"rtl"`},
		"it/offices/hall/poster/index.html": {"Municipio"},
		"robots.txt":                        {"User-agent"},
	} {
		text := read(t, filepath.Join(out, name))
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%s lacks %q: %s", name, want, text)
			}
		}
	}
	if exists(t, filepath.Join(out, "it/offices/hall/office.toml")) {
		t.Error("facts are published")
	}
}

func removeWords(t *testing.T, town, tag string) {
	t.Helper()
	for _, name := range files(t, filepath.Join(town, "content")) {
		if strings.HasSuffix(name, "."+tag+".md") {
			if err := os.Remove(filepath.Join(town, "content", name)); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// What an older program wanted in hugo.toml does no harm to a newer one.
func TestAnOldSettingsFileStillWorks(t *testing.T) {
	b, town := village(t)
	write(t, filepath.Join(town, "hugo.toml"), `
baseURL = "http://elsewhere.example/"
title = "Village"
disableKinds = ["section", "page", "taxonomy", "term"]
defaultContentLanguageInSubdir = false
[languages.it]
weight = 1
[languages.it.outputs]
home = ["html", "rss"]
[languages.en]
weight = 2
[outputs]
page = ["json"]
[[cascade]]
[cascade.build]
render = "never"
[cascade.target]
path = "/offices/**"
`)
	out := build(t, b)
	for _, name := range []string{"index.html", "it/index.html", "en/index.html", "it/offices/index.html", "it/offices/hall/index.html"} {
		if !exists(t, filepath.Join(out, name)) {
			t.Errorf("%s is missing", name)
		}
	}
	if page := read(t, filepath.Join(out, "it/index.html")); !strings.Contains(page, "https://village.example/") {
		t.Errorf("the page is of another address: %s", page)
	}
}

func TestTheProgramsOwnPagesLieBeneathTheTowns(t *testing.T) {
	b, town := village(t)
	out := build(t, b)
	for name, want := range map[string]string{"it/pages/privacy": "Informativa", "en/pages/privacy": "Privacy notice", "it/feedback/thanks": "Grazie"} {
		if page := read(t, filepath.Join(out, name, "index.html")); !strings.Contains(page, want) {
			t.Errorf("%s lacks %q: %s", name, want, page)
		}
	}
	for _, name := range []string{"ar", "it/news"} { // a language that the site has not, a section without a page
		if exists(t, filepath.Join(out, name)) {
			t.Errorf("there is a folder %s", name)
		}
	}
	for _, own := range []string{"content/pages/privacy/index.it.md", "content/pages/privacy.it.md"} {
		write(t, filepath.Join(town, own), "+++\ntitle = \"Parole nostre\"\ndescription = \"x\"\n+++\n")
		out := build(t, b)
		if page := read(t, filepath.Join(out, "it/pages/privacy/index.html")); !strings.Contains(page, "Parole nostre") {
			t.Errorf("the town's own %s does not win: %s", own, page)
		}
		if page := read(t, filepath.Join(out, "en/pages/privacy/index.html")); !strings.Contains(page, "Privacy notice") {
			t.Errorf("beside %s the English notice is %s", own, page)
		}
		if err := os.RemoveAll(filepath.Join(town, "content/pages")); err != nil {
			t.Fatal(err)
		}
	}
	write(t, filepath.Join(town, "content/news/opening/index.it.md"), "+++\ntitle = \"Si apre\"\ndescription = \"x\"\n+++\n")
	if page := read(t, filepath.Join(build(t, b), "it/news/index.html")); !strings.Contains(page, "Notizie") {
		t.Errorf("the section of the news is not named: %s", page)
	}
}

// The version of the notice that is kept with a request is the one that was built,
// whatever happens to the file while the pages are made.
func TestTheNoticeIsTheOneThatWasBuilt(t *testing.T) {
	b, town := village(t)
	file := filepath.Join(town, "content/pages/privacy/index.it.md")
	before := "+++\ntitle = \"La prima\"\ndescription = \"x\"\n+++\n"
	write(t, file, before)
	b.Step = func(name string) {
		if name == "building the pages" {
			write(t, file, strings.Replace(before, "prima", "seconda", 1))
		}
	}
	shelf := site.Shelf(t.TempDir())
	built, err := shelf.Add(context.Background(), b, "one")
	if err != nil {
		t.Fatal(err)
	}
	if page := read(t, filepath.Join(built.Public, "it/pages/privacy/index.html")); !strings.Contains(page, "La prima") {
		t.Errorf("the page is %s", page)
	}
	if got, want := built.Notices["it"], sha256.Sum256([]byte(before)); string(got) != string(want[:]) {
		t.Errorf("the notice's hash is %x, want %x", got, want)
	}
	kept, err := b.Edition(site.Source(built.Public))
	if err != nil || string(kept.Notices["it"]) != string(built.Notices["it"]) || !slices.Equal(kept.Tags(), []string{"it", "en"}) {
		t.Errorf("what is kept beside the build says %x in %q, %v", kept.Notices["it"], kept.Tags(), err)
	}
}

func TestCheckTellsWhatABuildWouldRefuse(t *testing.T) {
	cases := []struct {
		given, file, text string
		want              string // the beginning of a finding
	}{
		{"a shortcode that nobody made", "content/_index.en.md", "+++\ntitle = \"Desk\"\ndescription = \"x\"\n+++\n\nSee {{< map >}}.\n", "content/_index.en.md:6: error: "},
		{"words in a language that the site has not", "content/_index.fr.md", "+++\ntitle = \"Le guichet\"\ndescription = \"x\"\n+++\n", "content/_index.fr.md: warning: the site has no language \"fr\""},
		{"a slip in the settings of a language", "hugo.toml", "[languages.it]\nlable = \"Italiano\"\n[languages.en]\n", "hugo.toml:2: error: nothing is known by the name \"lable\""},
		{"settings saved as Latin-1", "hugo.toml", "[languages.it]\ntitle = \"Citt\xe0\"\n[languages.en]\n", "hugo.toml:2: error: this file is not in UTF-8"},
		{"a site without Italian", "hugo.toml", "[languages.en]\n", "hugo.toml:1: error: the site has no Italian"},
		{"a first language that is none", "hugo.toml", "defaultContentLanguage = \"de\"\n[languages.it]\n[languages.en]\n", "hugo.toml:1: error: defaultContentLanguage is \"de\""},
		{"words of the interface that are not TOML", "i18n/en.toml", "greeting = \"hello\nx\"", "i18n/en.toml:1: error: this is not valid TOML"},
		{"a privacy notice that is a draft", "content/pages/privacy/index.it.md", "+++\ntitle = \"Privacy\"\ndescription = \"x\"\ndraft = true\n+++\n", "content/pages/privacy/index.it.md:1: error: people who ask for an appointment must be able to read the privacy notice"},
		{"thanks that are a draft", "content/feedback/thanks/index.it.md", "+++\ntitle = \"Grazie\"\ndescription = \"x\"\ndraft = true\n+++\n", "content/feedback/thanks/index.it.md:1: error: who has rated a page"},
		{"an office that says nothing in a language", "content/offices/hall/index.en.md", "+++\ntitle = \"Town hall\"\ndescription = \"x\"\n+++\n", "content/offices/hall/index.en.md:4: warning: the office's page says nothing"},
	}
	for _, c := range cases {
		t.Run(c.given, func(t *testing.T) {
			b, town := village(t)
			write(t, filepath.Join(town, "content/offices/hall/office.toml"), "organisation = \"village\"\nservices = [\"help\"]\nhours = \"unknown\"\n[booking]\nmode = \"request\"\n")
			write(t, filepath.Join(town, c.file), c.text)
			found, err := b.Check(context.Background(), true)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range found {
				if strings.HasPrefix(f.String(), c.want) {
					return
				}
			}
			t.Errorf("found %q, want one that begins with %q", found, c.want)
		})
	}
}

func TestWordsOfAForeignLanguageAreOneWarning(t *testing.T) {
	b, town := village(t)
	for _, name := range []string{"_index", "pages/a/index", "pages/b/index"} {
		write(t, filepath.Join(town, "content", name+".fr.md"), "not even front matter")
	}
	found, err := b.Check(context.Background(), false)
	if err != nil {
		t.Fatal(err)
	}
	var about []string
	for _, f := range found {
		if strings.Contains(f.File, ".fr.") {
			about = append(about, f.String())
		}
	}
	if len(about) != 1 || !strings.Contains(about[0], "(and 2 more files)") {
		t.Errorf("found %q, want one warning of three files", about)
	}
}

func TestMissingWordsOfALanguageAreOneFinding(t *testing.T) {
	b, town := village(t)
	var layout strings.Builder
	for n := range 8 {
		fmt.Fprintf(&layout, "{{ T \"word-%d\" }}", n)
	}
	write(t, filepath.Join(town, "layouts/_partials/foot.html"), layout.String())
	_, err := b.BuildTo(context.Background(), filepath.Join(t.TempDir(), "public"))
	want := `there are no words for "word-0", "word-1", "word-2", "word-3", "word-4" and 3 more: add them to this file`
	found := findings(err)
	if !slices.Contains(found, "i18n/en.toml: error: "+want) || !slices.Contains(found, "i18n/it.toml: error: "+want) || len(found) != 2 {
		t.Errorf("found %q, want one finding a language", found)
	}
}

// Regression: after a line of more than a mebibyte nobody read on, and the build
// waited for Hugo, which waited for a reader.
func TestAnEndlessComplaintDoesNotHangTheBuild(t *testing.T) {
	b, town := village(t)
	write(t, filepath.Join(town, "layouts/_partials/foot.html"),
		`{{ warnf "%s" (strings.Repeat 2000000 "x") }}{{ range seq 4000 }}{{ warnf "line %d of %s" . (strings.Repeat 100 "y") }}{{ end }}`)
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	defer stop()
	_, err := b.BuildTo(ctx, filepath.Join(t.TempDir(), "public"))
	if !errors.As(err, new(site.Broken)) || !strings.Contains(strings.Join(findings(err), "\n"), "at too great a length") {
		t.Errorf("BuildTo: %v %.300q", err, findings(err))
	}
}

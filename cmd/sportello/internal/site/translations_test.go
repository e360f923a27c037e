package site_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sportello/cmd/sportello/internal/site"
	formsapi "sportello/forms-api"
)

const hall = "content/offices/hall/index.en.md"

// Given pages in several states, the templates are told of each.
func TestWhatTemplatesAreToldOfTranslations(t *testing.T) {
	b, town := village(t)
	write(t, filepath.Join(town, "layouts/page.html"), `<html><body>{{ with index hugo.Data.translations .Path }}{{ with index . site.Language.Lang }}<i>{{ .state }} {{ .by }} {{ .made }}</i>{{ end }}{{ end }}</body></html>`)
	if _, err := b.FixHashes(site.Marking{Names: []string{filepath.Join(town, hall)}, By: "machine"}); err != nil {
		t.Fatal(err)
	}
	out := build(t, b)
	if page := read(t, filepath.Join(out, "en/offices/hall/index.html")); !strings.Contains(page, "<i>unreviewed machine "+day(b)+"</i>") {
		t.Errorf("the English page is told %s", page)
	}
	if page := read(t, filepath.Join(out, "it/offices/hall/index.html")); strings.Contains(page, "<i>") {
		t.Errorf("the Italian page is told %s", page)
	}
	want := map[string]site.Translation{"en": {State: "unreviewed", By: "machine", Made: day(b)}}
	if diff := cmp.Diff(want, states(t, b, "/offices/hall")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := states(t, b, "/services/help")["en"].State; got != "missing" {
		t.Errorf("a page without English is %s", got)
	}
	if got := states(t, b, "/")["en"]; got != (site.Translation{State: "unmarked"}) {
		t.Errorf("a page without a mark is %+v", got)
	}
}

// day is the one on which the village is looked at.
func day(b *site.Builder) string { return b.Now().Format(time.DateOnly) }

// states are those of a page in the languages of the village.
func states(t *testing.T, b *site.Builder, page string) map[string]site.Translation {
	t.Helper()
	m, found, err := b.Matrix()
	if err != nil || at(m, page) < 0 {
		t.Fatal(found, err)
	}
	return m.Pages[at(m, page)].Languages
}

// A page that is behind says when the Italian one changed, if somebody wrote it down.
func TestWhenAPageThatIsBehindHasChanged(t *testing.T) {
	for lastmod, want := range map[string]string{"": "", "lastmod = 2020-01-01\n": "", "lastmod = 2026-02-02\n": "2026-02-02"} {
		b, town := village(t)
		italian := filepath.Join(town, "content/offices/hall/index.it.md")
		page := read(t, filepath.Join(town, hall))
		write(t, filepath.Join(town, hall), strings.Replace(page, "\n+++\n", "\n[translation]\nof = \"0000000000000000\"\non = 2026-01-01\nby = \"human\"\n+++\n", 1))
		write(t, italian, strings.Replace(read(t, italian), "title", lastmod+"title", 1))
		if got := states(t, b, "/offices/hall")["en"]; got.State != "behind" || got.Changed != want {
			t.Errorf("with %q it is %+v, want changed on %q", lastmod, got, want)
		}
	}
}

// Hugo reads a message with the hash of its source as one without.
func TestHugoReadsWordsWithTheirHash(t *testing.T) {
	b, town := village(t)
	write(t, filepath.Join(town, "i18n/en.toml"), "greeting = 'in words of the town'\n")
	if _, err := b.FixHashes(site.Marking{Names: []string{filepath.Join(town, "i18n")}}); err != nil {
		t.Fatal(err)
	}
	if words := read(t, filepath.Join(town, "i18n/en.toml")); !strings.Contains(words, `{ hash = "sha1-`) {
		t.Fatalf("the words are %s", words)
	}
	if home := read(t, filepath.Join(build(t, b), "en/index.html")); !strings.Contains(home, "in words of the town") {
		t.Errorf("the home page says %s", home)
	}
}

// Marking changes nothing but the mark, whatever the pages hold: the program's own.
func TestMarkingLeavesPagesAsTheyAre(t *testing.T) {
	b, town := village(t)
	before := map[string][]byte{}
	content := os.DirFS("../../../../content")
	if err := os.RemoveAll(filepath.Join(town, "content")); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(town, "content"), content); err != nil {
		t.Fatal(err)
	}
	for _, name := range files(t, filepath.Join(town, "content")) {
		file := filepath.Join(town, "content", name)
		text := unmarked([]byte(read(t, file)))
		write(t, file, string(text))
		before[name] = text
	}
	done, err := b.FixHashes(site.Marking{Names: []string{filepath.Join(town, "content")}, By: "human"})
	if err != nil || len(done.Files) < 100 || done.Same != 0 {
		t.Fatalf("marked %d, %d the same, %v", len(done.Files), done.Same, err)
	}
	for name, text := range before {
		got := []byte(read(t, filepath.Join(town, "content", name)))
		marked := slices.Contains(done.Files, "content/"+strings.TrimPrefix(filepath.ToSlash(name), "/"))
		if marked != bytes.Contains(got, []byte("\n[translation]\n")) || !bytes.Equal(unmarked(got), text) {
			t.Errorf("%s has become %s", name, got)
		}
	}
}

// unmarked is a page without its mark, which stands last in the front matter.
func unmarked(page []byte) []byte {
	from := bytes.Index(page, []byte("\n[translation]\n"))
	if from < 0 {
		return page
	}
	to := from + bytes.Index(page[from:], []byte("\n+++\n"))
	return slices.Concat(page[:from], page[to+1:])
}

// One page that cannot be marked keeps all others as they were.
func TestMarkingIsAllOrNothing(t *testing.T) {
	b, town := village(t)
	write(t, filepath.Join(town, "content/pages/alone.en.md"), "+++\ntitle = 'x'\ndescription = 'x'\n+++\n")
	before := read(t, filepath.Join(town, hall))
	if done, err := b.FixHashes(site.Marking{Names: []string{filepath.Join(town, "content")}, By: "human"}); err == nil {
		t.Errorf("marked %v", done)
	}
	if after := read(t, filepath.Join(town, hall)); after != before {
		t.Errorf("the page has become %s", after)
	}
}

// givenWork are pages of which something is to do in English.
func givenWork(t *testing.T) (*site.Builder, site.Matrix) {
	t.Helper()
	b, town := village(t)
	page := func(name, lastmod string, behind bool) {
		write(t, filepath.Join(town, "content/pages", name, "index.it.md"), "+++\ntitle = \""+name+"\"\ndescription = 'x'\n"+lastmod+"+++\n")
		if behind {
			write(t, filepath.Join(town, "content/pages", name, "index.en.md"), "+++\ntitle = 'x'\ndescription = 'x'\n[translation]\nof = '0000000000000000'\non = 2020-01-01\nby = 'human'\n+++\n")
		}
	}
	page("absent", "", false)
	page("undated", "", true)
	page("recent", "lastmod = 2026-10-01\n", true)
	page("old", "lastmod = 2026-01-01\n", true)
	m, _, err := b.Matrix()
	if err != nil {
		t.Fatal(err)
	}
	return b, m
}

func assertOrder(t *testing.T, m site.Matrix, want ...string) {
	t.Helper()
	var got []string
	for _, w := range m.Next {
		if slices.Contains(want, w.Title) {
			got = append(got, w.Title)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("the order is %v, want %v", got, want)
	}
}

// What is behind for longest comes first, then what is behind in most languages, then
// what is missing, then what comes first in the site.
func TestWhatToTranslateNext(t *testing.T) {
	b, m := givenWork(t)
	assertOrder(t, m, "old", "recent", "undated", "absent")
	if m.Next[0].Title != "old" || m.Next[0].Days != int(b.Now().Sub(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)).Hours()/24) || !slices.Equal(m.Next[0].Behind, []string{"en"}) {
		t.Errorf("the first is %+v", m.Next[0])
	}
	if home, office := at(m, "/"), at(m, "/offices/hall"); home != 0 || office < at(m, "/services/help") {
		t.Errorf("the home page is row %d, the office row %d", home, office)
	}
}

// Given that somebody counts what is read, what is opened most often in the languages
// that lack it comes before all that; how often others read it does not matter, nor
// what is no page.
func TestWhatIsReadIsTranslatedFirst(t *testing.T) {
	_, m := givenWork(t)
	m.Rank([]formsapi.PageViews{
		{Page: "/pages/absent", Language: "en", Views: 5}, {Page: "/pages/undated", Language: "en", Views: 3},
		{Page: "/pages/old", Language: "it", Views: 900}, {Page: "/pages/old", Language: "fr", Views: 900},
		{Page: "/offices/hall", Language: "en", Views: 1}, {Page: "/gone", Language: "en", Views: 900},
	})
	assertOrder(t, m, "absent", "undated", "old", "recent")
	if w := m.Next[0]; w.Views != 5 || w.Path != "/pages/absent" {
		t.Errorf("the first is %+v", w)
	}
	m.Rank(nil)
	assertOrder(t, m, "old", "recent", "undated", "absent")
}

func at(m site.Matrix, page string) int {
	return slices.IndexFunc(m.Pages, func(p site.MatrixPage) bool { return p.Path == page })
}

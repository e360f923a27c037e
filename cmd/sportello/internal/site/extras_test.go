package site_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sportello/cmd/sportello/internal/site"
	"sportello/forms-api/opendata/search"
)

// framed lets the village's pages look like those of a whole site: a main part,
// a stylesheet, a picture for paper only, and what must never be saved.
func framed(t *testing.T, town string) {
	t.Helper()
	page := `<!doctype html><html lang="{{ site.Language.Name }}"{{ if .Params.secret }} data-offline="never"{{ end }}><head>
{{ if .Params.hidden }}<meta name="robots" content="noindex">{{ end }}
<meta name="description" content="{{ .Description }}"><link rel="stylesheet" href="{{ "style.css" | absURL }}"><link rel="stylesheet" href="https://elsewhere.example/x.css"></head>
<body><nav>Menu</nav><main><h1>{{ .Title }}</h1><h2>Heading</h2>
{{ if eq .Section "offices" }}<p data-states="{{ jsonify (index hugo.Data.sportello.offices (path.Base .Path)).timeline.counter }}">Oggi, {{ hugo.Data.sportello.built_on }}</p>{{ end }}
{{ if .Params.secret }}<ul class="helplines"><li><b>1522</b> Violenza</li></ul>{{ end }}
{{ .Content }}<form><h2>Questionario</h2>Form</form><template><h2>Modello</h2></template>
<aside class="on-paper"><h3>Foglio</h3>{{ hugo.Data.sportello.built_on }}</aside>
<img src="/dot.png" alt=""><img loading="lazy" src="/paper.png" alt=""></main></body></html>`
	write(t, filepath.Join(town, "layouts/page.html"), page)
	write(t, filepath.Join(town, "layouts/home.html"), page)
	write(t, filepath.Join(town, "static/paper.png"), "only on paper")
	write(t, filepath.Join(town, "i18n/it.toml"), "saved-copy = \"Copia <del> {{ .Date }}\"\nsearch-small-words = \"come la\"\n")
	write(t, filepath.Join(town, "i18n/en.toml"), "saved-copy = \"Copy of {{ .Date }}\"\nsearch-small-words = \"how the\"\n")
	for name, front := range map[string]string{"pages/danger": "secret = true", "pages/answer": "hidden = true"} {
		write(t, filepath.Join(town, "content", name, "index.it.md"), "+++\ntitle = \"Pericolo\"\ndescription = \"Prudenza.\"\n"+front+"\n+++\n\n## Cronologia\n\nUna finestra privata.\n")
	}
	write(t, filepath.Join(town, "content/pages/danger/index.en.md"), "+++\ntitle = \"Danger\"\ndescription = \"Care.\"\nsecret = true\n+++\n\nA private window.\n")
	write(t, filepath.Join(town, "content/pages/rights/index.it.md"), "+++\ntitle = \"Diritti\"\ndescription = \"Un consiglio.\"\n+++\nUn **avvoc**ato.\n\n## Come tutelarsi\n\nAltro.\n")
	write(t, filepath.Join(town, "content/needs/roof/need.toml"), "services = [\"help\"]\ntopic = \"social-care\"\norder = 1\n")
	write(t, filepath.Join(town, "content/needs/roof/index.it.md"), "+++\ntitle = \"Un tetto\"\ndescription = \"Un posto.\"\nwords = [\"alloggio\"]\n+++\n")
	write(t, filepath.Join(town, "content/needs/roof/index.en.md"), "+++\ntitle = \"A roof\"\ndescription = \"A place.\"\nwords = [\"house\", \"homeless\"]\n+++\n")
	write(t, filepath.Join(town, "content/pages/rights/index.en.md"), "+++\ntitle = \"Rights\"\ndescription = \"x\"\n+++\nA lawyer.\n")
}

func decode(t *testing.T, file string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(read(t, file)), into); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}

func TestTheSearchIndexIsMadeOfThePages(t *testing.T) {
	b, town := village(t)
	framed(t, town)
	out := build(t, b)
	var italian, english search.Index
	decode(t, filepath.Join(out, "it", site.SearchIndex), &italian)
	decode(t, filepath.Join(out, "en", site.SearchIndex), &english)
	for _, c := range []struct {
		in           *search.Index
		asked, first string
	}{
		{&italian, "avvocato", "/it/pages/rights/"},
		{&italian, "pericolo", "/it/pages/danger/"},
		{&english, "lawyer", "/en/pages/rights/"},
		{&english, "diritti", "/en/pages/rights/"}, // by the Italian title
		{&english, "consiglio", "/en/pages/rights/"},
		{&english, "tutelarsi", "/en/pages/rights/"},
		{&english, "avvocato", "/en/pages/rights/"},
		{&english, "pericolo", "/en/pages/danger/"},
		{&italian, "alloggio", "/it/needs/roof/"},
		{&italian, "house", ""},
		{&english, "homeless", "/en/needs/roof/"},
		{&english, "alloggio", "/en/needs/roof/"},
		{&italian, "1522", "/it/pages/danger/"},
		{&italian, "violenza", "/it/pages/danger/"},
		{&english, "violenza", "/en/pages/danger/"},
		{&italian, "come la cittadinanza", ""}, // small words
		{&italian, "l'identità", ""},
		{&italian, "menu", ""},
		{&italian, "form", ""},
		{&italian, "questionario", ""},
		{&italian, "modello", ""},
		{&italian, "foglio", ""},
		{&italian, "oggi", ""},
		{&italian, "2026", ""},
	} {
		first := ""
		if hits := c.in.Search(c.asked, 0); len(hits) > 0 {
			first = hits[0].URL
		}
		if first != c.first {
			t.Errorf("%q finds %q first, want %q", c.asked, first, c.first)
		}
	}
	for _, hit := range italian.Search("pericolo", 0) {
		if hit.URL == "/it/pages/answer/" {
			t.Error("a page that is not to be found is found")
		}
	}
	if hits := italian.Search("municipio", 0); len(hits) == 0 || hits[0].Kind != "office" {
		t.Errorf("the office is found as %v", hits)
	}
}

// The index is saved on telephones, and the page is not: of what it says, the
// index has only the title and the numbers to call.
func TestWhatMustLeaveNoTraceIsNotInTheIndex(t *testing.T) {
	b, town := village(t)
	framed(t, town)
	out := build(t, b)
	for _, language := range []string{"it", "en"} {
		file := read(t, filepath.Join(out, language, site.SearchIndex))
		if !strings.Contains(file, "/"+language+"/pages/danger/") || !strings.Contains(file, "1522") {
			t.Errorf("the page is not to be found in %s", language)
		}
		for _, word := range []string{"cronologia", "finestra", "private", "privata", "rudenza", "care"} {
			if strings.Contains(strings.ToLower(file), word) {
				t.Errorf("%s/%s holds %q", language, site.SearchIndex, word)
			}
		}
	}
}

type kept struct {
	Saved string
	Files [][2]string
}

func keptOf(t *testing.T, out, language string) (k kept, paths []string) {
	t.Helper()
	decode(t, filepath.Join(out, language, site.OfflineList), &k)
	for _, f := range k.Files {
		paths = append(paths, f[0])
	}
	return k, paths
}

func TestWhatIsKeptOffLineIsWhatPagesShow(t *testing.T) {
	b, town := village(t)
	framed(t, town)
	list, paths := keptOf(t, build(t, b), "it")
	for path, want := range map[string]bool{
		"/it/": true, "/it/pages/rights/": true, "/it/offices/hall/": true, "/it/search.json": true, "/style.css": true, "/dot.png": true,
		"/en/": false, "/en/pages/rights/": false, // another language
		"/it/pages/danger/": false,
		"/paper.png":        false, "/x.css": false, "https://elsewhere.example/x.css": false,
	} {
		if slices.Contains(paths, path) != want {
			t.Errorf("%s is kept: %v, want %v", path, !want, want)
		}
	}
	if slices.Index(paths, "/style.css") > slices.Index(paths, "/it/") {
		t.Error("a page is fetched before what it needs")
	}
	if list.Saved != "Copia &lt;del&gt; {date}" {
		t.Errorf("a saved page says %q", list.Saved)
	}
}

const halfDays = `organisation = "village"
services = ["help"]
[hours.counter]
mon = ["08:30-12:00"]
thu = ["08:30-12:00"]
[booking]
mode = "walk-in"
`

func TestOnlyWhatChangedIsFetchedAgain(t *testing.T) {
	b, town := village(t)
	framed(t, town)
	hall := filepath.Join(town, "content/offices/hall/office.toml")
	write(t, hall, halfDays)
	day := time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC) // a Tuesday
	b.Now = func() time.Time { return day }
	out := build(t, b)
	files, _ := keptOf(t, out, "it")
	for _, c := range []struct {
		given string
		days  int
		does  func()
		want  string
	}{
		{"nothing is done", 0, func() {}, ""},
		{"a day has passed", 1, func() {}, ""},
		{"it is Sunday", 5, func() {}, ""},
		{"a page has other words", 5, func() {
			write(t, filepath.Join(town, "content/pages/rights/index.it.md"), "+++\ntitle = \"Doveri\"\ndescription = \"x\"\n+++\n")
		}, "/it/pages/rights/ /it/search.json"},
		{"an office closes today", 5, func() {
			write(t, hall, halfDays+"[[closures]]\nfrom = 2026-12-06\nuntil = 2026-12-06\nreason = \"strike\"\n")
		}, "/it/offices/hall/"},
		{"a new week begins: the days that a saved page knows of move on", 6, func() {}, "/it/offices/hall/"},
	} {
		c.does()
		day = time.Date(2026, 12, 1+c.days, 9, 0, 0, 0, time.UTC)
		if _, err := b.BuildTo(context.Background(), out); err != nil {
			t.Fatalf("%s: %v", c.given, findings(err))
		}
		after, _ := keptOf(t, out, "it")
		var changed []string
		for _, f := range after.Files {
			if !slices.Contains(files.Files, f) {
				changed = append(changed, f[0])
			}
		}
		slices.Sort(changed)
		if got := strings.Join(changed, " "); got != c.want {
			t.Errorf("%s: fetched again are %q, want %q", c.given, got, c.want)
		}
		files = after
	}
}

func TestOpenDataAreBuiltAndCompressed(t *testing.T) {
	b, town := village(t)
	framed(t, town)
	out := build(t, b)
	var catalogue struct {
		Offices []struct{ ID, Mode string }
	}
	decode(t, filepath.Join(out, "catalogue.json"), &catalogue)
	if len(catalogue.Offices) != 1 || catalogue.Offices[0].ID != "hall" || catalogue.Offices[0].Mode != "phone" {
		t.Errorf("the catalogue holds %v", catalogue)
	}
	var services struct{ Contents []struct{ Name string } }
	decode(t, filepath.Join(out, "hsds/services.json"), &services)
	if len(services.Contents) != 1 || services.Contents[0].Name != "Aiuto" {
		t.Errorf("the feed holds the services %v", services.Contents)
	}
	for _, name := range []string{"hsds/services.json.br", "catalogue.json.gz", "it/offline.json.br"} {
		if _, err := os.Stat(filepath.Join(out, name)); err != nil {
			t.Error(err)
		}
	}
}

package site_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

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
<body><nav>Menu</nav><main><h1>{{ .Title }}</h1><h2>Heading</h2>{{ .Content }}<form>Form</form><img src="/dot.png" alt=""><img loading="lazy" src="/paper.png" alt=""></main></body></html>`
	write(t, filepath.Join(town, "layouts/page.html"), page)
	write(t, filepath.Join(town, "layouts/home.html"), page)
	write(t, filepath.Join(town, "static/paper.png"), "only on paper")
	write(t, filepath.Join(town, "i18n/it.toml"), "saved-copy = \"Copia <del> {{ .Date }}\"\n")
	write(t, filepath.Join(town, "i18n/en.toml"), "saved-copy = \"Copy of {{ .Date }}\"\n")
	for name, front := range map[string]string{"pages/danger": "secret = true", "pages/answer": "hidden = true"} {
		write(t, filepath.Join(town, "content", name, "index.it.md"), "+++\ntitle = \"Pericolo\"\ndescription = \"x\"\n"+front+"\n+++\n")
	}
	write(t, filepath.Join(town, "content/pages/rights/index.it.md"), "+++\ntitle = \"Diritti\"\ndescription = \"x\"\n+++\nUn **avvoc**ato.\n\nAltro.\n")
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
		{&english, "diritti", "/en/pages/rights/"}, // by the Italian word
		{&italian, "menu", ""},
		{&italian, "form", ""},
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

func TestOnlyWhatChangedIsFetchedAgain(t *testing.T) {
	b, town := village(t)
	framed(t, town)
	out := build(t, b)
	before, _ := keptOf(t, out, "it")
	write(t, filepath.Join(town, "content/pages/rights/index.it.md"), "+++\ntitle = \"Doveri\"\ndescription = \"x\"\n+++\n")
	if _, err := b.BuildTo(context.Background(), out); err != nil {
		t.Fatal(err)
	}
	after, _ := keptOf(t, out, "it")
	var changed []string
	for _, f := range after.Files {
		if !slices.Contains(before.Files, f) {
			changed = append(changed, f[0])
		}
	}
	slices.Sort(changed)
	if got := strings.Join(changed, " "); got != "/it/pages/rights/ /it/search.json" {
		t.Errorf("changed are %s", got)
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

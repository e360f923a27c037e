package web_test

import (
	"testing"

	"sportello/forms-api/web"
)

// Given pages that are served, each is called by the text of its heading alone,
// Italian names within it too; what is no page has no title.
func TestAPageIsCalledByItsHeading(t *testing.T) {
	folder := t.TempDir()
	for name, content := range map[string]string{
		"it/index.html":                      "<main><h1>Di cosa\n hai &amp; bisogno?</h1><h1>no</h1></main>",
		"en/offices/a/index.html":            `<h1><span>Offices</span> Potenza desk <span lang="it">Sportello</span></h1>`,
		"ar/offices/m/index.html":            `<h1>مكتب الاستقبال، <bdi lang="it">via Montelucci</bdi> <span class="second-name" lang="it">Sportello</span></h1>`,
		"it/bare/index.html":                 "<p>no heading</p>",
		"it/appointments/request/index.html": "<h1>a template</h1>",
	} {
		write(t, folder, name, []byte(content))
	}
	site := web.NewSite()
	if got := site.Title("/it/"); got != "" {
		t.Errorf("a site without pages calls one %q", got)
	}
	if err := site.Swap(folder); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"/it/": "Di cosa hai & bisogno?", "/en/offices/a/": "Potenza desk",
		"/ar/offices/m/": "مكتب الاستقبال، via Montelucci", "/it/bare/": "", "/it/gone/": "",
		"/it": "", "/../it/": "", "/it/appointments/request/": "",
	} {
		for range 2 { // read, and remembered
			if got := site.Title(path); got != want {
				t.Errorf("%s is called %q, want %q", path, got, want)
			}
		}
	}

	rewritten := t.TempDir()
	write(t, rewritten, "it/index.html", []byte("<h1>Qui trovi aiuto</h1>"))
	if err := site.Swap(rewritten); err != nil {
		t.Fatal(err)
	}
	if got := site.Title("/it/"); got != "Qui trovi aiuto" {
		t.Errorf("after a new build the page is called %q", got)
	}
}

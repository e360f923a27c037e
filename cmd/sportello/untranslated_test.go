package main

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// bilingual is a town whose English lacks all of its own pages but one, and whose
// Arabic lacks all.
func bilingual(t *testing.T) string {
	t.Helper()
	town := hamlet(t)
	writeFile(t, filepath.Join(town, "hugo.toml"), "[languages.it]\n[languages.en]\n[languages.ar]\n")
	writeFile(t, filepath.Join(town, "content/services/help/index.it.md"), plainPage("Aiuto")+
		"\n[L’ufficio]({{% relref \"/offices/hall\" %}}) ![La piazza](piazza.png)\n\n## A chi {#who}\n\n## Come {#how}\n\n## Cosa serve {#needed}\n\n## Cosa si ottiene {#result}\n")
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 2, 1))); err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(town, "content/services/help/piazza.png"), picture.String())
	writeFile(t, filepath.Join(town, "content/offices/hall.en.md"), "+++\ntitle = \"Town hall (Municipio)\"\ndescription = \"A sentence.\"\n+++\n\nOn the square.\n")
	writeFile(t, filepath.Join(town, "content/news/opening/index.it.md"), plainPage("Si apre"))
	return town
}

// Given a page that a language lacks, it is there with the Italian words: marked as
// Italian, under a notice in the reader's language, and with the reader's menus.
func TestAPageThatALanguageLacksIsShownInItalian(t *testing.T) {
	p := startIn(t, bilingual(t))
	for lang, notice := range map[string]string{"en": "This page is not in English yet", "ar": "هذه الصفحة ليست بالعربية بعد"} {
		page := pageAt(t, p, "/"+lang+"/services/help/")
		page.has("html[lang="+lang+"][data-untranslated]", `main h1[lang=it][dir=ltr]`, `main p.lead[lang=it][dir=ltr]`, `title[lang=it]`,
			".prose [lang=it] a[href='/"+lang+"/offices/hall/']", ".prose img[src$='piazza.png'], .prose [lang=it] img",
			".translation a[href='/it/services/help/']", ".site-nav a[href='/"+lang+"/services/']",
			"link[rel=canonical][href$='/it/services/help/']", ".languages a[href='/it/services/help/']")
		for _, wrong := range []string{"meta[name=robots]", `script[type="application/ld+json"]`, ".translation[lang]", "[lang=it] .access:not([lang=" + lang + "])"} {
			page.lacks(wrong)
		}
		if said := strings.Join(textOf(page.all(".translation")), ""); !strings.Contains(said, notice) {
			t.Errorf("in %s the notice is %q", lang, said)
		}
		pageAt(t, p, "/"+lang+"/services/").has(`.cards a[href="/`+lang+`/services/help/"] span[lang=it]`, ".cards p[lang=it]")
		pageAt(t, p, "/"+lang+"/news/opening/").has("h1[lang=it]")
	}
	for at, wrong := range map[string]string{"/it/services/help/": ".translation, [data-untranslated], h1[lang]", "/en/offices/hall/": "[data-untranslated], .prose[lang]"} {
		pageAt(t, p, at).lacks(wrong)
	}
	pageAt(t, p, "/en/offices/hall/").has("link[rel=canonical][href$='/en/offices/hall/']")
	pageAt(t, p, "/ar/offices/hall/").has("h1[lang=it]")
}

// Given such a page, nobody is told that it is of that language: neither search
// engines nor followers of the news; and whoever searches finds it, as Italian.
func TestAPageThatALanguageLacksIsNoPageOfIt(t *testing.T) {
	p := startIn(t, bilingual(t))
	program := "http://" + p.Addr()
	paths := sitemap(t, program)
	for path, want := range map[string]bool{"/it/services/help/": true, "/en/services/help/": false, "/en/offices/hall/": true, "/ar/offices/hall/": false} {
		if slices.Contains(paths, path) != want {
			t.Errorf("the sitemaps name %s: %t, want %t", path, !want, want)
		}
	}
	if feed := string(fetch(t, program+"/en/news/index.xml", "")); strings.Contains(feed, "<item>") {
		t.Errorf("the English news are %s", feed)
	}
	var index struct {
		Pages []struct{ URL, Title, Language string }
	}
	if err := json.Unmarshal(fetch(t, program+"/en/search.json", ""), &index); err != nil {
		t.Fatal(err)
	}
	of := map[string]string{}
	for _, page := range index.Pages {
		of[page.URL] = page.Language
	}
	if lang, found := of["/en/services/help/"]; !found || lang != "it" {
		t.Errorf("the English index has %v", index.Pages)
	}
	if lang, found := of["/en/offices/hall/"]; !found || lang != "" {
		t.Errorf("the English index takes a translated page for %q", lang)
	}
	pageAt(t, p, "/en/search/?q=aiuto").has(`[data-hits] a[href="/en/services/help/"][lang=it]`, `[data-hits] p[lang=it]`)
	if kept := offlineListOf(t, program, "en").paths(); !slices.Contains(kept, "/en/services/help/") {
		t.Errorf("off line there is only %v", kept)
	}
	if answer, err := http.Get(program + "/en/organisations/town/"); err != nil || answer.StatusCode != http.StatusNotFound {
		t.Errorf("what no language publishes is answered %v, %v", answer.Status, err)
	}
}

// Given such pages, and the choice in each order, the HTML is valid.
func TestPagesInAnotherLanguageAreValidHTML(t *testing.T) {
	java := javaFor(t)
	s := &sheets{t: t, p: startIn(t, bilingual(t)), dir: t.TempDir()}
	for _, at := range []string{"/", "/en/", "/ar/", "/en/services/", "/en/services/help/", "/ar/services/help/", "/ar/offices/hall/", "/ar/offices/hall/poster/", "/en/news/", "/ar/search/?q=aiuto", "/en/appointments/new/?service=help"} {
		s.get(http.DefaultClient, at, http.StatusOK)
	}
	for _, e := range s.errors(java) {
		t.Error(e)
	}
}

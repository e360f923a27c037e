package site_test

import (
	"path/filepath"
	"strings"
	"testing"
)

// Given a translation that keeps Italian words, the templates can tell them from
// its own, and from what stands in a tag: names, what stands in brackets and the
// Italian page says, and in another script all that stands in Latin letters.
func TestTemplatesKnowTheItalianWordsOfATranslation(t *testing.T) {
	b, town := village(t)
	write(t, filepath.Join(town, "hugo.toml"), read(t, filepath.Join(town, "hugo.toml"))+"\n[languages.ar]\nlabel = \"العربية\"\nlocale = \"ar\"\ndirection = \"rtl\"\nweight = 3\ntitle = \"مكتب\"\n")
	write(t, filepath.Join(town, "i18n/ar.toml"), "greeting = \"بكلمات\"\nlist-separator = \"، \"\nsaved-copy = \"نسخة {{ .Date }}\"\nsearch-small-words = \"في\"\n")
	write(t, filepath.Join(town, "layouts/page.html"), `<html><body><main>{{ replace (replaceRE (index hugo.Data.italian site.Language.Name) "$1[$2]" .Content) "[]" "" | safeHTML }}</main></body></html>`)
	page := func(text string) string { return "+++\ntitle = \"T\"\ndescription = \"D\"\n+++\n\n" + text + "\n" }
	write(t, filepath.Join(town, "content/offices/hall/index.it.md"), page("Tessera sanitaria: chiedila, anche in via Roma. Portala."))
	write(t, filepath.Join(town, "content/offices/hall/index.en.md"), page("The [card](https://example.org/Comune%20del%20paese \"Comune del paese\") (tessera sanitaria) is from the Comune del paese (not far), a tessera."))
	write(t, filepath.Join(town, "content/offices/hall/index.ar.md"), page("في via Roma (tessera sanitaria) SMS هنا"))
	out := build(t, b)
	for lang, want := range map[string]string{
		"en": `title="Comune del paese">card</a> [(tessera sanitaria)] is from the [Comune del paese] (not far), a tessera.`,
		"ar": `في [via Roma] [(tessera sanitaria)] SMS هنا`,
	} {
		if got := read(t, filepath.Join(out, lang, "offices/hall/index.html")); !strings.Contains(got, want) {
			t.Errorf("in %s the page says %s, want %s", lang, got, want)
		}
	}
}

// Given titles with something in brackets, only what the Italian page says is taken
// for an Italian name and marked as one.
func TestOnlyAnItalianNameIsMarkedInATitle(t *testing.T) {
	for title, want := range map[string]string{
		"Town hall (Municipio)":          `<h1>Town hall <span class="second-name" lang="it" dir="ltr">Municipio</span></h1>`,
		"Town hall（Municipio）":           `<h1>Town hall <span class="second-name" lang="it" dir="ltr">Municipio</span></h1>`,
		"Help desk (new premises)":       `<h1>Help desk (new premises)</h1>`,
		"Help desk (Municipio building)": `<h1>Help desk (Municipio building)</h1>`,
		"Help desk":                      `<h1>Help desk</h1>`,
	} {
		b, town := village(t)
		for _, partial := range []string{"office-title", "two-names", "italian", "its-language"} {
			name := filepath.Join("layouts/_partials", partial+".html")
			write(t, filepath.Join(town, name), read(t, filepath.Join("../../../..", name)))
		}
		write(t, filepath.Join(town, "layouts/page.html"), `<html><body>{{ partial "office-title.html" . }}</body></html>`)
		page := func(title string) string { return "+++\ntitle = \"" + title + "\"\ndescription = \"D\"\n+++\n" }
		write(t, filepath.Join(town, "content/offices/hall/index.it.md"), page("Municipio"))
		write(t, filepath.Join(town, "content/offices/hall/index.en.md"), page(title))
		if got := read(t, filepath.Join(build(t, b), "en/offices/hall/index.html")); !strings.Contains(got, want) {
			t.Errorf("%s is shown as %s", title, got)
		}
	}
}

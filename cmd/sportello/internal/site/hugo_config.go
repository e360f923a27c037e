package site

import (
	_ "embed"
	"path/filepath"
)

// machinery is how Hugo builds every site, whatever a town's hugo.toml says.
//
//go:embed machinery.toml
var machinery []byte

// generated is what this build decides. It reaches neither the network nor other
// programs, and writes nothing into the town's folder.
//
// Hugo reads the town's hugo.toml, the machinery and this, in this order: a later
// file overwrites an earlier one key by key, tables recursively and lists as a
// whole (Hugo's config/allconfig, loadConfig).
func (b *Builder) generated(shop workshop, said hugoSettings) map[string]any {
	none := []string{"none"}
	languages := said.list()
	return map[string]any{
		"baseURL":                b.BaseURL,
		"title":                  languages[0].Title,
		"timeZone":               said.zone(),
		"defaultContentLanguage": said.first(),
		"languages":              languageTables(languages, said.first()),
		"theme":                  []string{themeName},
		"themesDir":              shop.themes(),
		"resourceDir":            filepath.Join(b.Cache, "resources"),
		"params":                 map[string]any{"demo": b.Demo},
		"security": map[string]any{
			"exec": map[string]any{"allow": none},
			"http": map[string]any{"urls": none},
		},
	}
}

// languageTables says all of each language; only the first one writes the page
// at /, the choice of language.
func languageTables(languages []Language, first string) map[string]any {
	tables, html := map[string]any{}, []string{"html"}
	for n, l := range languages {
		home := []string{"html", "webappmanifest"}
		if l.Tag == first {
			home = append(home, "choice")
		}
		tables[l.Tag] = map[string]any{
			"label": l.Name, "locale": l.Locale, "direction": l.Direction, "title": l.Title, "weight": n + 1,
			// A language's outputs take the place of the site's: each kind is named.
			"outputs": map[string]any{"home": home, "section": html, "page": html},
		}
	}
	return tables
}

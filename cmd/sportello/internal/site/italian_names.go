package site

import (
	"regexp"
	"strings"
)

// twoNames is a title of a translation that has the Italian name in brackets at its
// end, so that it can be shown to a bus driver.
type twoNames struct {
	First  string `json:"first"`
	Second string `json:"second"` // Italian, without the brackets
}

// Brackets of full width are those of Chinese.
var bracketAtEnd = regexp.MustCompile(`^(.*\S)\s*[(（]([^()（）]+)[)）]$`)

// namesIn are the titles with two names, by page and language (two-names.html).
// What an editor has put in brackets and no Italian page says is no name.
func (i italian) namesIn(e Edition) map[string]map[string]twoNames {
	found := map[string]map[string]twoNames{}
	for _, t := range e.Catalogue.Texts() {
		m := bracketAtEnd.FindStringSubmatch(strings.TrimSpace(t.Title))
		if t.Language == source || m == nil || !i.says(m[2]) {
			continue
		}
		if found[t.Page] == nil {
			found[t.Page] = map[string]twoNames{}
		}
		found[t.Page][t.Language] = twoNames{m[1], m[2]}
	}
	return found
}

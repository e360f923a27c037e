package main

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Given languages that set their colons and full stops otherwise than Italian, what a
// template puts together is punctuated as they write: on the page, and in the words
// that its script says later.
func TestWhatTemplatesJoinIsPunctuatedAsTheLanguageDoes(t *testing.T) {
	town := hamlet(t)
	writeFile(t, filepath.Join(town, "hugo.toml"), "[languages.it]\n[languages.fr]\n[languages.zh-hans]\n[languages.bn]\n[languages.ti]\n")
	p := startIn(t, town)
	for lang, want := range map[string]struct{ now, change, bring string }{
		"it":      {`^Oggi, \d+ \S+ \d+: \S`, `"change":"Apre: "`, `0971 415507\.$`},
		"fr":      {`^Aujourd’hui, \S+ \S+ \d+\x{a0}: \S`, `"change":"Ouvre\x{a0}: "`, `0971 415507\.$`},
		"zh-hans": {`^今天，\d+年\d+月\d+日：\S`, `"change":"开门："`, `来之前请先问办事处：0971 415507。$`},
		"bn":      {`^আজ, .+ \d+: \S`, `"change":"খুলবে: "`, `0971 415507।$`},
		"ti":      {`^ሎሚ፣ .+ \d+፦ \S`, `"change":"ዝኽፈተሉ፦ "`, `0971 415507።$`},
	} {
		page := pageAt(t, p, "/"+lang+"/offices/hall/")
		for selector, said := range map[string]string{".now strong": want.now, "[data-now-words]": want.change, "#bring + p": want.bring} {
			text := strings.TrimSpace(strings.Join(textOf(page.all(selector)[:1]), ""))
			if !regexp.MustCompile(said).MatchString(text) {
				t.Errorf("in %s the page says %q, want what is like %s", lang, text, said)
			}
		}
	}
}

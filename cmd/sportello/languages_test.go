package main

import (
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/language"

	"sportello/forms-api/words"
)

// allLanguages are those of the contract, in the order in which pages list them.
var allLanguages = strings.Fields("it en fr es ro sq ar uk ru zh-hans bn pa ur fa ps ti si fil")

// A listed language is one as hugo.toml has it.
type listed struct {
	Label, Locale, Direction, Title string
	Weight                          int
	Disabled                        bool
}

func listedLanguages(t *testing.T) map[string]listed {
	t.Helper()
	text, err := os.ReadFile("../../hugo.toml")
	var settings struct{ Languages map[string]listed }
	if err == nil {
		err = toml.Unmarshal(text, &settings)
	}
	if err != nil {
		t.Fatal(err)
	}
	return settings.Languages
}

// Each language is there with its name, its title and its script; switched on as
// soon as i18n/ has all of its words, and not before.
func TestEveryLanguageIsListedAndOnWhenItsWordsAreThere(t *testing.T) {
	said, err := words.Load(os.DirFS("../../i18n"))
	if err != nil {
		t.Fatal(err)
	}
	all := listedLanguages(t)
	if len(all) != len(allLanguages) {
		t.Errorf("hugo.toml has %d languages, want %d", len(all), len(allLanguages))
	}
	for n, tag := range allLanguages {
		l := all[tag]
		locale, err := language.Parse(l.Locale)
		if script, _ := locale.Script(); err != nil || l.Weight != n+1 || (l.Direction == "rtl") != (script.String() == "Arab") || script != scriptOf(tag) {
			t.Errorf("%s is %+v", tag, l)
		}
		for _, name := range []string{l.Label, l.Title} {
			if !written(name, scriptOf(tag)) {
				t.Errorf("%s is called %q, in another script than its own", tag, name)
			}
		}
		complete := said.Site(tag) && !slices.ContainsFunc(said.Gaps(), func(gap string) bool { return strings.HasPrefix(gap, tag+".toml: ") })
		if complete == l.Disabled {
			t.Errorf("%s: its words are complete: %t, and hugo.toml has disabled = %t", tag, complete, l.Disabled)
		}
	}
}

func scriptOf(tag string) language.Script {
	script, _ := language.Make(tag).Script()
	return script
}

// written tells whether a name has letters of a script and of no other.
func written(name string, of language.Script) bool {
	script, known := map[string]string{"Hans": "Han", "Latn": "Latin", "Arab": "Arabic", "Cyrl": "Cyrillic", "Beng": "Bengali", "Guru": "Gurmukhi", "Ethi": "Ethiopic", "Sinh": "Sinhala"}[of.String()]
	letters := 0
	for _, r := range name {
		if unicode.IsLetter(r) {
			letters++
			known = known && unicode.Is(unicode.Scripts[script], r)
		}
	}
	return known && letters > 0
}

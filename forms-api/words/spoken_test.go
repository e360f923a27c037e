package words_test

import (
	"os"
	"slices"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// pageLanguages are the languages that pages are written in, whether the words of
// all of them are there yet or not, and the script of each.
var pageLanguages = map[string]*unicode.RangeTable{
	"it": unicode.Latin, "en": unicode.Latin, "fr": unicode.Latin, "es": unicode.Latin, "ro": unicode.Latin, "sq": unicode.Latin,
	"ar": unicode.Arabic, "uk": unicode.Cyrillic, "ru": unicode.Cyrillic, "zh-hans": unicode.Han, "bn": unicode.Bengali,
	"pa": unicode.Gurmukhi, "ur": unicode.Arabic, "fa": unicode.Arabic, "ps": unicode.Arabic, "ti": unicode.Ethiopic,
	"si": unicode.Sinhala, "fil": unicode.Latin,
}

// The language in which no name is known would show a code, or a name in another
// script: both are gaps of spoken_reviewed.toml.
func TestEverySpokenLanguageHasANameInEveryLanguage(t *testing.T) {
	w := site(t)
	for lang, script := range pageLanguages {
		seen := map[string]string{}
		for _, s := range w.SpokenLanguages(lang) {
			if s.Name == s.Code {
				t.Errorf("%s has no name in %s", s.Code, lang)
			}
			if !startsIn(script, s.Name) {
				t.Errorf("in %s, %s is called %q, in another script", lang, s.Code, s.Name)
			}
			if other, twice := seen[s.Name]; twice {
				t.Errorf("%s and %s are both called %q in %s", other, s.Code, s.Name, lang)
			}
			seen[s.Name] = s.Code
			if !w.Spoken(s.Code) {
				t.Errorf("%s is offered and not accepted", s.Code)
			}
		}
		if len(seen) < 40 {
			t.Errorf("in %s only %d languages are offered", lang, len(seen))
		}
	}
}

func startsIn(script *unicode.RangeTable, name string) bool {
	first, _ := utf8.DecodeRuneInString(name)
	return unicode.Is(script, first)
}

// What the issue names at least, each of which CLDR lacks in some language.
func TestWhoComesToADeskFindsTheirLanguage(t *testing.T) {
	w := site(t)
	for _, code := range []string{
		"wo", "bm", "mnk", "so", "am", "tr", "pt", "sr", "rom", "ta", "hi", "bin", "ig", "yo", "ha", "ku", "ka", "pl", "bg", "vi", "ise",
	} {
		if !w.Spoken(code) {
			t.Errorf("nobody can ask for %s", w.LanguageName("en", code))
		}
	}
}

// A name for a code that nobody can ask for, or in a language that no page has,
// is a slip of the pen.
func TestReviewedNamesAreOfTheLists(t *testing.T) {
	text, err := os.ReadFile("spoken_reviewed.toml")
	if err != nil {
		t.Fatal(err)
	}
	var reviewed map[string]map[string]string
	if err := toml.Unmarshal(text, &reviewed); err != nil {
		t.Fatal(err)
	}
	w := site(t)
	for lang, names := range reviewed {
		if pageLanguages[lang] == nil {
			t.Errorf("no page is in %q", lang)
		}
		for code := range names {
			if !w.Spoken(code) {
				t.Errorf("%s: nobody can ask for %q", lang, code)
			}
		}
	}
	if len(reviewed) != len(pageLanguages) {
		t.Errorf("%d of %d languages are reviewed", len(reviewed), len(pageLanguages))
	}
}

func TestSpokenLanguagesStandInTheAlphabetOfThePage(t *testing.T) {
	w := site(t)
	for lang := range pageLanguages {
		var names []string
		for _, s := range w.SpokenLanguages(lang) {
			names = append(names, s.Name)
		}
		if !slices.IsSortedFunc(names, collate.New(language.Make(lang)).CompareString) {
			t.Errorf("in %s they stand as %v", lang, names)
		}
	}
}

func TestLanguageNames(t *testing.T) {
	w := site(t)
	for _, c := range []struct{ lang, code, want string }{
		{"it", "ar", "arabo"},
		{"ar", "it", "الإيطالية"},
		{"en", "mnk", "Mandinka"},
		{"it", "ise", "lingua dei segni italiana (LIS)"},
		{"en", "bin", "Edo (Bini)"},
		{"ti", "wo", "ዎሎፍ"},
		{"ps", "ur", "اردو"},
		{"zh-hans", "rom", "罗姆语"},
		{"en", "no such code", "no such code"},
	} {
		if got := w.LanguageName(c.lang, c.code); got != c.want {
			t.Errorf("%s in %s is %q, want %q", c.code, c.lang, got, c.want)
		}
	}
	if w.Spoken("no such code") || w.Spoken("") {
		t.Error("what is no language can be asked for")
	}
}

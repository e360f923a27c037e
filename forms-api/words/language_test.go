package words_test

import (
	"slices"
	"testing"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

func TestEverySpokenLanguageHasANameInEveryLanguage(t *testing.T) {
	w := site(t)
	for _, lang := range w.Languages() {
		seen := map[string]string{}
		for _, s := range w.SpokenLanguages(lang) {
			if s.Name == s.Code {
				t.Errorf("%s has no name in %s", s.Code, lang)
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

func TestSpokenLanguagesStandInTheAlphabetOfThePage(t *testing.T) {
	w := site(t)
	for _, lang := range w.Languages() {
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
		{"en", "mnk", "Mandingo"},
		{"it", "ise", "lingua dei segni italiana (LIS)"},
		{"en", "bin", "Edo (Bini)"},
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

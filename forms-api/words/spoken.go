package words

import (
	_ "embed"
	"fmt"
	"slices"

	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// A Spoken language is one that somebody can ask to be spoken to in.
type Spoken struct {
	Code string // BCP 47
	Name string // in the language of the page
}

// spokenCodes are the languages that come to help desks in Italy, many more
// than the site is written in.
var spokenCodes = []string{
	"am", "ar", "bg", "bin", "bm", "bn", "ckb", "en", "es", "fa", "ff", "fil", "fr", "ha", "hi", "hy", "ig", "ise",
	"it", "ka", "ku", "ln", "mk", "mnk", "ne", "om", "pa", "pl", "prs", "ps", "pt", "ro", "rom", "ru", "si", "so",
	"sq", "sr", "sw", "ta", "ti", "tr", "uk", "ur", "uz", "vi", "wo", "yo", "zh",
}

//go:embed spoken_reviewed.toml
var spokenReviewed []byte

// reviewedNames come before CLDR's: page's language, code, name.
var reviewedNames = readReviewed(spokenReviewed)

func readReviewed(text []byte) (names map[string]map[string]string) {
	if err := toml.Unmarshal(text, &names); err != nil {
		panic(fmt.Sprintf("spoken_reviewed.toml, which the program is built with: %v", err))
	}
	return names
}

// LanguageName names a language in another. For one that nothing is known of
// it is the code.
func (w *Words) LanguageName(lang, code string) string { return languageName(lang, code) }

func languageName(lang, code string) string {
	if name, ok := reviewedNames[lang][code]; ok {
		return name
	}
	tag, err := language.Parse(code)
	names := display.Languages(language.Make(lang))
	if err != nil || names == nil {
		return code
	}
	if name := names.Name(tag); name != "" {
		return name
	}
	return code
}

// SpokenLanguages lists the languages that can be asked for, named in the
// page's language and in its alphabetical order.
func (w *Words) SpokenLanguages(lang string) []Spoken {
	if list, ok := w.spoken[lang]; ok {
		return slices.Clone(list)
	}
	return spokenIn(lang)
}

// SpokenCodes are their codes in the same order.
func (w *Words) SpokenCodes(lang string) []string {
	list := w.SpokenLanguages(lang)
	codes := make([]string, len(list))
	for i, s := range list {
		codes[i] = s.Code
	}
	return codes
}

// Spoken tells whether a language can be asked for (formsapi.Languages).
func (w *Words) Spoken(code string) bool { return slices.Contains(spokenCodes, code) }

func spokenIn(lang string) []Spoken {
	list := make([]Spoken, len(spokenCodes))
	for i, code := range spokenCodes {
		list[i] = Spoken{Code: code, Name: languageName(lang, code)}
	}
	order := collate.New(language.Make(lang))
	slices.SortFunc(list, func(a, b Spoken) int { return order.CompareString(a.Name, b.Name) })
	return list
}

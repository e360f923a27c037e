package site

import (
	"cmp"
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// A Language of the site, as hugo.toml has it, or as its tag implies.
type Language struct {
	Tag       string `json:"tag"`       // as in addresses: zh-hans
	Locale    string `json:"locale"`    // BCP 47: zh-Hans
	Name      string `json:"name"`      // in the language itself
	Direction string `json:"direction"` // "ltr" or "rtl"
	Title     string `json:"-"`         // of the site
}

// defaultTitle is what a site is called that has no title: the public desk itself.
const defaultTitle = "Sportello"

// Languages reads the languages of a town's hugo.toml, in the order of their
// weights; without weights Italian is first. A file that is not TOML, has no
// Italian, or a key of a language that nobody reads, is Broken.
func Languages(town string) ([]Language, error) {
	said, err := readHugoToml(town)
	return said.list(), err
}

func (h hugoSettings) list() []Language {
	var list []Language
	for _, tag := range h.tags() {
		l, known := h.Languages[tag], language.Make(tag)
		list = append(list, Language{
			Tag:       tag,
			Locale:    cmp.Or(l.Locale, known.String()),
			Name:      cmp.Or(l.Label, nameInItself(known), tag),
			Direction: cmp.Or(l.Direction, direction(known)),
			Title:     cmp.Or(l.Title, h.Title, defaultTitle),
		})
	}
	return list
}

// nameInItself is what a language calls itself, as it begins a line.
func nameInItself(tag language.Tag) string {
	name := display.Self.Name(tag)
	first, size := utf8.DecodeRuneInString(name)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + name[size:]
}

// direction is that of the script that a language is mostly written in.
func direction(tag language.Tag) string {
	script, _ := tag.Script()
	if slices.Contains([]string{"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg"}, script.String()) {
		return "rtl"
	}
	return "ltr"
}

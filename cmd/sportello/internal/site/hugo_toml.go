package site

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"sportello/forms-api/catalogue"
)

const hugoToml = "hugo.toml"

// hugoSettings is what the program itself reads of a town's hugo.toml; the rest,
// such as params, is Hugo's.
type hugoSettings struct {
	Title     string                  `toml:"title"`
	TimeZone  string                  `toml:"timeZone"`
	Default   string                  `toml:"defaultContentLanguage"`
	Languages map[string]hugoLanguage `toml:"languages"`
	Params    hugoParams              `toml:"params"`
}

type hugoLanguage struct {
	Label     string `toml:"label"`
	Locale    string `toml:"locale"`
	Direction string `toml:"direction"`
	Title     string `toml:"title"`
	Weight    int    `toml:"weight"`
	Disabled  bool   `toml:"disabled"`

	Params hugoParams `toml:"params"`

	// Further keys that mean something to Hugo.
	Outputs any `toml:"outputs"`
	Menus   any `toml:"menus"`
}

func readHugoToml(town string) (hugoSettings, error) {
	var said hugoSettings
	text, err := os.ReadFile(filepath.Join(town, hugoToml))
	if err != nil {
		return said, fmt.Errorf("reading the site's languages: %w", err)
	}
	if err := toml.Unmarshal(text, &said); err != nil {
		return hugoSettings{}, notTOML(hugoToml, err)
	}
	if found := slices.Concat(said.impossible(), strangeKeys(text), said.unsafe(text)); len(found) > 0 {
		return said, Broken(found)
	}
	return said, nil
}

func notTOML(file string, err error) Broken {
	line := 1
	var wrong *toml.DecodeError
	if errors.As(err, &wrong) {
		line, _ = wrong.Position()
	}
	if strings.Contains(err.Error(), "invalid UTF-8") {
		return broken(file, line, catalogue.NotUTF8)
	}
	return broken(file, line, "this is not valid TOML ("+strings.TrimPrefix(err.Error(), "toml: ")+"): mend this line")
}

// impossible are languages that no site can be built with.
func (h hugoSettings) impossible() Broken {
	switch tags := h.tags(); {
	case len(tags) == 0:
		return broken(hugoToml, 1, "the site has no language: add a line [languages.it]")
	case !slices.Contains(tags, source):
		return broken(hugoToml, 1, "the site has no Italian, which everything is written in first: add a line [languages.it]")
	case !slices.Contains(tags, h.first()):
		return broken(hugoToml, 1, fmt.Sprintf("defaultContentLanguage is %q, which is none of the site's languages: correct it or take it out", h.Default))
	}
	return nil
}

// strangeKeys are those of a language that nobody reads: Hugo would pass over a
// slip of the pen in silence.
func strangeKeys(text []byte) Broken {
	var strict *toml.StrictMissingError
	if err := toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields().Decode(&hugoSettings{}); !errors.As(err, &strict) {
		return nil
	}
	var found Broken
	for _, e := range strict.Errors {
		if key := e.Key(); len(key) == 3 && key[0] == "languages" {
			row, _ := e.Position()
			found = append(found, catalogue.Finding{
				File: hugoToml, Line: row, Key: strings.Join(key, "."), Severity: catalogue.Error,
				Sentence: fmt.Sprintf("nothing is known by the name %q: a language has label, locale, direction, title and weight", key[2]),
			})
		}
	}
	return found
}

// first is the language that the page at / is titled in.
func (h hugoSettings) first() string { return cmp.Or(h.Default, source) }

func (h hugoSettings) zone() string { return cmp.Or(h.TimeZone, catalogue.DefaultZone) }

// tags are the languages that are not switched off, in the site's order.
func (h hugoSettings) tags() []string {
	var tags []string
	for tag, l := range h.Languages {
		if !l.Disabled {
			tags = append(tags, tag)
		}
	}
	slices.SortFunc(tags, func(a, b string) int {
		return cmp.Or(cmp.Compare(h.weight(a), h.weight(b)), cmp.Compare(a, b))
	})
	return tags
}

// disabled are the languages that are switched off.
func (h hugoSettings) disabled() []string {
	var tags []string
	for tag, l := range h.Languages {
		if l.Disabled {
			tags = append(tags, tag)
		}
	}
	return tags
}

// weight puts those without one last, and Italian first of them.
func (h hugoSettings) weight(tag string) int {
	const last = 1 << 20
	switch w := h.Languages[tag].Weight; {
	case w != 0:
		return w
	case tag == source:
		return last
	}
	return last + 1
}

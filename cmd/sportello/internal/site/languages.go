package site

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// A Language of the site, as hugo.toml has it.
type Language struct {
	Tag       string `json:"tag"`       // as in addresses: zh-hans
	Locale    string `json:"locale"`    // BCP 47: zh-Hans
	Name      string `json:"name"`      // in the language itself
	Direction string `json:"direction"` // "ltr" or "rtl"
}

const hugoToml = "hugo.toml"

// Languages reads the languages of the town's hugo.toml, in the order of their
// weights. A file that is not TOML, or names no language, is Broken.
func Languages(town string) ([]Language, error) {
	text, err := os.ReadFile(filepath.Join(town, hugoToml))
	if err != nil {
		return nil, fmt.Errorf("reading the site's languages: %w", err)
	}
	var config hugoConfig
	if err := toml.Unmarshal(text, &config); err != nil {
		return nil, broken(hugoToml, lineOf(err), "this is not valid TOML ("+strings.TrimPrefix(err.Error(), "toml: ")+"): mend this line")
	}
	list := config.list()
	if len(list) == 0 {
		return nil, broken(hugoToml, 1, "the site has no language: add a table such as [languages.it]")
	}
	return list, nil
}

func lineOf(err error) int {
	var wrong *toml.DecodeError
	if !errors.As(err, &wrong) {
		return 1
	}
	row, _ := wrong.Position()
	return row
}

type hugoConfig struct {
	Languages map[string]hugoLanguage `toml:"languages"`
}

type hugoLanguage struct {
	Label     string `toml:"label"`
	Locale    string `toml:"locale"`
	Direction string `toml:"direction"`
	Weight    int    `toml:"weight"`
	Disabled  bool   `toml:"disabled"`
}

func (c hugoConfig) list() []Language {
	var tags []string
	for tag, l := range c.Languages {
		if !l.Disabled {
			tags = append(tags, tag)
		}
	}
	slices.SortFunc(tags, func(a, b string) int {
		return cmp.Or(cmp.Compare(c.Languages[a].Weight, c.Languages[b].Weight), cmp.Compare(a, b))
	})
	list := make([]Language, len(tags))
	for i, tag := range tags {
		l := c.Languages[tag]
		list[i] = Language{Tag: tag, Locale: cmp.Or(l.Locale, tag), Name: cmp.Or(l.Label, tag), Direction: cmp.Or(l.Direction, "ltr")}
	}
	return list
}

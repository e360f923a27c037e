package main

import (
	"regexp"
	"slices"
	"strings"
)

// languageTable is where hugo.toml begins to tell of a language.
var languageTable = regexp.MustCompile(`(?m)^\[languages\.([a-z-]+)\]\n`)

// inFewLanguages is a hugo.toml that switches off all languages but those in which
// forms are walked through. A build in eighteen takes many times as long: a test
// that needs one of its own makes it in these, and the one in all languages is
// built once and shared (docs/measurements.md).
func inFewLanguages(settings string) string {
	settings = strings.ReplaceAll(settings, "disabled  = true\n", "")
	return languageTable.ReplaceAllStringFunc(settings, func(table string) string {
		if slices.Contains(siteLanguages, languageTable.FindStringSubmatch(table)[1]) {
			return table
		}
		return table + "disabled = true\n"
	})
}

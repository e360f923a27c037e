package words

import (
	"fmt"
	"maps"
	"regexp"
	"slices"

	"github.com/nicksnyder/go-i18n/v2/i18n"
)

var placeholder = regexp.MustCompile(`\{\{\s*\.(\w+)\s*\}\}`)

// Gaps says, one sentence each, where a language lacks a key that Italian has,
// has one that Italian lacks, is empty, or has other placeholders than Italian.
func (w *Words) Gaps() []string {
	var gaps []string
	source := w.messages[Source]
	for _, lang := range w.languages {
		for _, key := range slices.Sorted(maps.Keys(source)) {
			if gap := gapOf(source[key], w.messages[lang][key]); gap != "" {
				gaps = append(gaps, fmt.Sprintf("%s.toml: %s %s", lang, key, gap))
			}
		}
		for _, key := range slices.Sorted(maps.Keys(w.messages[lang])) {
			if source[key] == nil {
				gaps = append(gaps, fmt.Sprintf("%s.toml: %s is not in %s.toml", lang, key, Source))
			}
		}
	}
	return gaps
}

func gapOf(source, translation *i18n.Message) string {
	if translation == nil {
		return "is missing"
	}
	if translation.Other == "" {
		return "is empty"
	}
	if want, got := placeholders(source.Other), placeholders(translation.Other); !slices.Equal(want, got) {
		return fmt.Sprintf("has the placeholders %v, the Italian has %v", got, want)
	}
	return ""
}

func placeholders(text string) []string {
	var names []string
	for _, found := range placeholder.FindAllStringSubmatch(text, -1) {
		names = append(names, found[1])
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Keys lists what the Italian words define, sorted.
func (w *Words) Keys() []string { return slices.Sorted(maps.Keys(w.messages[Source])) }

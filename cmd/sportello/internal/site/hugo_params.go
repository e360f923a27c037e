package site

import (
	"bytes"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"

	"sportello/forms-api/catalogue"
)

// hugoParams are the addresses that a town's hugo.toml gives to the pages. They are
// of any kind here, so that a wrong one is told in words.
type hugoParams struct {
	LeaveTo       any `toml:"leave_to"`
	Accessibility struct {
		Statement any `toml:"statement"`
	} `toml:"accessibility"`
}

// unsafe are addresses that a layout would leave out in silence: the button to
// leave a page quickly would do nothing.
func (h hugoSettings) unsafe(text []byte) (found Broken) {
	all := []hugoParams{h.Params}
	for _, tag := range slices.Sorted(maps.Keys(h.Languages)) {
		all = append(all, h.Languages[tag].Params)
	}
	for _, p := range all {
		found = append(found, unsafeAddress(text, "leave_to", p.LeaveTo)...)
		found = append(found, unsafeAddress(text, "statement", p.Accessibility.Statement)...)
	}
	return found
}

func unsafeAddress(text []byte, key string, value any) Broken {
	address, isText := value.(string)
	if u, err := url.Parse(address); value == nil || isText && err == nil && u.Scheme == "https" && u.Hostname() != "" {
		return nil
	}
	return Broken{{
		File: hugoToml, Line: keyLine(text, key, address), Key: key, Severity: catalogue.Error,
		Sentence: fmt.Sprintf("%v is not a web address that a page can lead to: write it in quotes, with https:// at the start, or take the line out", value),
	}}
}

// keyLine is the line on which a key has a value, or only the key, or the first.
func keyLine(text []byte, key, value string) int {
	for _, pattern := range []string{`(?i)\b` + key + `\b.*` + regexp.QuoteMeta(value), `(?i)\b` + key + `\b`} {
		says := regexp.MustCompile(`^[^#]*` + pattern)
		line := 0
		for row := range bytes.Lines(text) {
			line++
			if says.Match(row) {
				return line
			}
		}
	}
	return 1
}

package words

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/pelletier/go-toml/v2"

	"sportello/forms-api/tomltext"
)

// fields are what a message may have, as go-i18n reads it.
var fields = []string{"description", "hash", "zero", "one", "two", "few", "many", "other"}

// Refused tells which messages of a file could not be read, and where they stand:
// go-i18n refuses the whole file, and says of neither. Of a text that is no TOML it
// tells nothing.
func Refused(name string, text []byte) []Finding {
	var said map[string]any
	if err := toml.Unmarshal(text, &said); err != nil {
		return nil
	}
	places := tomltext.Read(text)
	var found []Finding
	for _, key := range slices.Sorted(maps.Keys(said)) {
		if err := readable(key, said[key]); err != nil {
			path, sentence := whyNot(key, said[key], err)
			found = append(found, Finding{File: name, Line: places.Line(path), Key: path, Wrong: true, Sentence: sentence})
		}
	}
	slices.SortStableFunc(found, func(a, b Finding) int { return a.Line - b.Line })
	return found
}

// readable is what go-i18n says of one message.
func readable(key string, value any) error {
	_, err := i18n.ParseMessageBytes([]byte(key), func(_ []byte, into any) error {
		*into.(*any) = map[string]any{key: value}
		return nil
	})
	return err
}

// whyNot names the field that is wrong, or else the message.
func whyNot(key string, value any, err error) (path, sentence string) {
	message, _ := value.(map[string]any)
	for _, field := range slices.Sorted(maps.Keys(message)) {
		if !slices.Contains(fields, strings.ToLower(field)) {
			return key + "." + field, fmt.Sprintf("%q has %q, which no message has: write one of %s", key, field, strings.Join(fields, ", "))
		}
	}
	return key, fmt.Sprintf("%q cannot be read (%v): write its words in quotation marks", key, err)
}

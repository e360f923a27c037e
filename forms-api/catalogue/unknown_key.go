package catalogue

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
	"github.com/pelletier/go-toml/v2"
)

// refuseUnknown says of each key that nothing is known by its name, and what
// was meant, as far as that can be seen.
func (d *document) refuseUnknown(unknown *toml.StrictMissingError, facts reflect.Type) {
	for _, e := range unknown.Errors {
		line, key := d.place(&e)
		d.found.add(d.file, d.above+line, key, Error, "%s", d.unknownKey(key, e.Key(), facts))
	}
}

func (d *document) unknownKey(key string, parts toml.Key, facts reflect.Type) string {
	name := lastPart(key)
	if above := key[:max(strings.LastIndex(key, "."), 0)]; above != "" && d.misplace(name, facts) {
		return misplacedKey(name, above)
	}
	for n, part := range parts {
		known := keysOf(facts, parts[:n])
		if slices.Contains(known, part) {
			continue
		}
		if meant := nearest(known, part); meant != "" {
			return fmt.Sprintf("nothing is known by the name %q: write %s (docs/content.md lists the keys)", part, meant)
		}
		break
	}
	return fmt.Sprintf("nothing is known by the name %q: correct it or take it out (docs/content.md lists the keys)", name)
}

// misplace notes a key that belongs to the top of the file. TOML takes what
// follows a line in square brackets for a part of it.
func (d *document) misplace(name string, facts reflect.Type) bool {
	if !slices.Contains(keysOf(facts, nil), name) {
		return false
	}
	d.misplaced[name] = true
	return true
}

func misplacedKey(name, table string) string {
	header := "[" + table + "]"
	if strings.HasSuffix(table, "]") {
		header = "[[" + numbers.ReplaceAllString(table, "") + "]]"
	}
	return fmt.Sprintf("%q stands beneath %s: move it above the first line in square brackets", name, header)
}

// keysOf are the keys that the facts know at a place; none where any is right.
func keysOf(facts reflect.Type, place toml.Key) []string {
	for _, part := range place {
		facts = element(facts)
		if facts.Kind() == reflect.Map {
			facts = facts.Elem()
			continue
		}
		field, ok := fieldOf(facts, part)
		if !ok {
			return nil
		}
		facts = field.Type
	}
	var keys []string
	if facts = element(facts); facts.Kind() == reflect.Struct {
		for n := range facts.NumField() {
			keys = append(keys, facts.Field(n).Tag.Get("toml"))
		}
	}
	return keys
}

func fieldOf(facts reflect.Type, key string) (field reflect.StructField, ok bool) {
	if facts.Kind() != reflect.Struct {
		return field, false
	}
	return facts.FieldByNameFunc(func(name string) bool {
		f, _ := facts.FieldByName(name)
		return f.Tag.Get("toml") == key
	})
}

// nearest is the word that a slip of the pen has made another of: one letter in
// three may be wrong, and at most two. Empty if there is none.
func nearest(words []string, slip string) string {
	best, found := min(2, len(slip)/3)+1, ""
	for _, word := range words {
		if n := levenshtein.ComputeDistance(word, strings.ReplaceAll(slip, "-", "_")); n < best {
			best, found = n, word
		}
	}
	return found
}

// quotation says what to do about a typographic quotation mark, which word
// processors and telephones put in unasked; empty if the decoder stopped at
// something else. The decoder itself names only the first byte of it.
func (d *document) quotation(err *toml.DecodeError) string {
	row, column := err.Position()
	lines := strings.Split(string(d.text), "\n")
	if row > len(lines) || column > len(lines[row-1]) || column < 1 {
		return ""
	}
	mark, _ := utf8.DecodeRuneInString(lines[row-1][column-1:])
	if !strings.ContainsRune("“”„‟‘’‚«»″′", mark) {
		return ""
	}
	return fmt.Sprintf(`%c is no quotation mark of TOML: use the straight one, ", on both sides`, mark)
}

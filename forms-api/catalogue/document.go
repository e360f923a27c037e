package catalogue

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"sportello/forms-api/tomltext"
)

// document is one TOML text and what is found in it.
type document struct {
	file  string
	above int // lines of the file above the TOML: the +++ of a front matter
	text  []byte
	lines tomltext.Places
	found *findings

	misplaced map[string]bool // keys of the top that stand beneath a table
}

func newDocument(file string, above int, text []byte, found *findings) *document {
	return &document{file: file, above: above, text: text, lines: tomltext.Read(text), found: found, misplaced: map[string]bool{}}
}

func (d *document) error(key, format string, args ...any) {
	d.found.add(d.file, d.above+d.lines.Line(key), key, Error, format, args...)
}

func (d *document) warn(key, format string, args ...any) {
	d.found.add(d.file, d.above+d.lines.Line(key), key, Warning, format, args...)
}

// decode reads the text into facts, a pointer to a struct, and refuses keys that
// it does not know. It returns false if the facts cannot be used: syntax and
// types end the reading of a file, unknown keys do not.
func (d *document) decode(text []byte, facts any) bool {
	d.refuseCapitals()
	err := decodeStrictly(text, facts)
	var unknown *toml.StrictMissingError
	if errors.As(err, &unknown) {
		d.refuseUnknown(unknown, reflect.TypeOf(facts).Elem())
		return true
	}
	if err != nil {
		d.refuse(err, reflect.TypeOf(facts).Elem())
	}
	return err == nil
}

func decodeStrictly(text []byte, facts any) error {
	decoder := toml.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	return decoder.Decode(facts)
}

// refuseCapitals keeps to TOML's own rule: the decoder takes Services for
// services, and where a file has both, the last one wins in silence.
func (d *document) refuseCapitals() {
	for key := range d.lines {
		if name := lastPart(key); name != strings.ToLower(name) && !strings.HasSuffix(key, "]") {
			d.error(key, "%q has capital letters: write %s", name, strings.ToLower(name))
		}
	}
}

func (d *document) refuse(err error, facts reflect.Type) {
	var decode *toml.DecodeError
	if !errors.As(err, &decode) {
		d.error("", "this cannot be read as TOML: %v", err)
		return
	}
	line, key := d.place(decode)
	what := d.quotation(decode)
	if what == "" {
		what = refusal(decode, key, facts)
	}
	d.found.add(d.file, d.above+line, key, Error, "%s", what)
}

func refusal(err *toml.DecodeError, key string, facts reflect.Type) string {
	what := strings.TrimPrefix(err.Error(), "toml: ")
	if strings.Contains(what, "already") { // "is already defined", "already exists"
		return fmt.Sprintf("%q stands here for the second time: keep one", key)
	}
	if wanted := expected(facts, err.Key()); wanted != "" {
		return fmt.Sprintf("%q has the wrong kind of value: write %s", lastPart(key), wanted)
	}
	return fmt.Sprintf("this is not TOML: %s", what)
}

// place is where the decoder stopped: its keys lack the numbers of [[tables]].
func (d *document) place(err *toml.DecodeError) (line int, key string) {
	line, _ = err.Position()
	key = strings.Join(err.Key(), ".")
	for _, numbered := range slices.Sorted(maps.Keys(d.lines)) {
		if d.lines[numbered].Line == line && numbers.ReplaceAllString(numbered, "") == key {
			return line, numbered
		}
	}
	return line, key
}

// expected says in words what kind of value the facts want for a key; empty if
// they want none or anything.
func expected(facts reflect.Type, key toml.Key) string {
	for _, part := range key {
		facts = element(facts)
		switch facts.Kind() {
		case reflect.Map:
			facts = facts.Elem()
		case reflect.Struct:
			field, ok := fieldOf(facts, part)
			if !ok {
				return ""
			}
			facts = field.Type
		default:
			return ""
		}
	}
	return inWords(facts, key)
}

// element is what a list holds or a pointer points to.
func element(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t
}

func inWords(t reflect.Type, key toml.Key) string {
	name := strings.Join(key, ".")
	if t.Kind() == reflect.Pointer { // may be absent
		t = t.Elem()
	}
	switch {
	case len(key) == 0:
		return ""
	case t == reflect.TypeFor[toml.LocalDate]():
		return "a date such as 2026-12-31, without quotes"
	case t.Kind() == reflect.Int:
		return "a whole number, without quotes"
	case t.Kind() == reflect.String:
		return `text in quotes, such as "Potenza"`
	case t.Kind() == reflect.Bool:
		return "true or false"
	case t == reflect.TypeFor[[]string]():
		return `a list of texts, such as ["one", "two"]`
	case t.Kind() == reflect.Slice:
		return fmt.Sprintf("one table for each, under [[%s]]", name)
	case t.Kind() == reflect.Struct || t.Kind() == reflect.Map:
		return fmt.Sprintf("a table, under [%s]", name)
	}
	return ""
}

var numbers = regexp.MustCompile(`\[\d+\]`)

// lastPart is a key's own name: number for telephones[0].number.
func lastPart(key string) string {
	return numbers.ReplaceAllString(key[strings.LastIndex(key, ".")+1:], "")
}

package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	formsapi "sportello/forms-api"
)

// maxReported bounds how many fields one answer complains about.
const maxReported = 20

var errNotOneObject = errors.New("the body is not one JSON object")

// jsonFields are the members of a JSON object, judged one by one as they are
// read, so that one answer names everything that is wrong.
type jsonFields struct {
	members map[string]json.RawMessage
	order   []string // names as they came
	known   map[string]bool
	errors  []formsapi.FieldError
}

// parseJSON splits one JSON object into its members (RFC 8259) and refuses
// trailing data. A repeated name is an error of that field: parsers differ in
// which of the two they believe.
func parseJSON(body []byte) (*jsonFields, error) {
	f := &jsonFields{members: map[string]json.RawMessage{}, known: map[string]bool{}}
	d := json.NewDecoder(bytes.NewReader(body))
	if open, err := d.Token(); err != nil || open != json.Delim('{') {
		return f, errNotOneObject
	}
	for d.More() {
		if err := f.member(d); err != nil {
			return f, err
		}
	}
	if _, err := d.Token(); err != nil {
		return f, errNotOneObject
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return f, errNotOneObject
	}
	return f, nil
}

func (f *jsonFields) member(d *json.Decoder) error {
	name, err := d.Token()
	if err != nil {
		return errNotOneObject
	}
	var value json.RawMessage
	if err := d.Decode(&value); err != nil {
		return errNotOneObject
	}
	field := name.(string) // in an object, the token before a value is its name
	if _, twice := f.members[field]; twice {
		f.refuse(field, "error-field-repeated")
		return nil
	}
	f.members[field] = value
	f.order = append(f.order, field)
	return nil
}

func (f *jsonFields) refuse(field, key string) {
	again := slices.ContainsFunc(f.errors, func(e formsapi.FieldError) bool { return e.Field == field })
	if !again && len(f.errors) < maxReported {
		f.errors = append(f.errors, formsapi.FieldError{Field: field, Key: key})
	}
}

// decode reads one member into v; null is as good as absent.
func (f *jsonFields) decode(name string, v any) {
	f.known[name] = true
	raw, there := f.members[name]
	switch {
	case !there:
	case !utf8.Valid(raw) || hasLoneSurrogate(raw):
		f.refuse(name, "error-text-invalid")
	case json.Unmarshal(raw, v) != nil:
		f.refuse(name, "error-type-wrong")
	}
}

func (f *jsonFields) text(name string) string {
	var s string
	f.decode(name, &s)
	return s
}

func (f *jsonFields) list(name string) []string {
	var l []string
	f.decode(name, &l)
	return l
}

func (f *jsonFields) flag(name string) bool {
	var b bool
	f.decode(name, &b)
	return b
}

func (f *jsonFields) number(name string) int {
	var n *int
	f.decode(name, &n)
	switch {
	case n == nil:
		return 0
	case *n < 1:
		return outOfRange
	}
	return *n
}

// wrong names what could not be read, and every member that nobody asked for.
func (f *jsonFields) wrong() []formsapi.FieldError {
	for _, name := range f.order {
		if !f.known[name] {
			f.refuse(strings.ToValidUTF8(name, "\uFFFD"), "error-field-unknown")
		}
	}
	return f.errors
}

package catalogue

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/go-playground/validator/v10"

	formsapi "sportello/forms-api"
)

// rules check single fields as the tags in facts.go say. They keep no state, and
// are safe for concurrent use.
var rules = newRules()

// folderName is what a folder, and so an id and a part of an address, may be.
var folderName = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// digest is how a text is named: docs/translations.md.
var digest = regexp.MustCompile(`^[0-9a-f]{16}$`)

func newRules() *validator.Validate {
	v := validator.New(validator.WithRequiredStructEnabled())
	v.RegisterTagNameFunc(func(f reflect.StructField) string { return f.Tag.Get("toml") })
	v.RegisterAlias("access", oneOf(formsapi.Accesses))
	v.RegisterAlias("booking_mode", oneOf(formsapi.BookingModes))
	v.RegisterAlias("closure_reason", oneOf(formsapi.ClosureReasons))
	v.RegisterAlias("offering", oneOf(formsapi.Offerings))
	v.RegisterAlias("service_status", oneOf(formsapi.ServiceStatuses))
	v.RegisterAlias("topic", oneOf(slices.Sorted(maps.Keys(formsapi.Topics))))
	v.RegisterAlias("helpline_name", oneOf(formsapi.HelplineNames))
	v.RegisterAlias("weekday", oneOf(mondayFirst()))
	v.RegisterAlias("places", "oneof=request person")
	v.RegisterAlias("purpose", "oneof=information appointments")
	rule(v, "id", folderName.MatchString)
	rule(v, "digest", digest.MatchString)
	rule(v, "telephone", func(s string) bool { _, ok := formsapi.ParseTelephone(s); return ok })
	rule(v, "helpline", func(s string) bool { _, ok := parseHelpline(s); return ok })
	rule(v, "year_day", func(s string) bool { _, ok := parseYearDay(s); return ok })
	return v
}

// rule registers one for a text.
func rule(v *validator.Validate, name string, right func(string) bool) {
	must(v.RegisterValidation(name, func(f validator.FieldLevel) bool { return right(f.Field().String()) }))
}

func oneOf[S ~string](values []S) string {
	words := make([]string, len(values))
	for n, v := range values {
		words[n] = string(v)
	}
	return "oneof=" + strings.Join(words, " ")
}

// check applies the rules to facts, a pointer to a struct that the document was
// decoded into.
func (d *document) check(facts any) {
	var broken validator.ValidationErrors
	if !errors.As(rules.Struct(facts), &broken) {
		return
	}
	for _, e := range broken {
		key := keyOf(e.Namespace())
		if d.misplaced[key] {
			continue // it is there, and is told where it belongs
		}
		d.error(key, "%s", sentence(lastPart(key), e))
	}
}

var mapKey = regexp.MustCompile(`\[([^\]]*[^\]\d][^\]]*)\]`)

// keyOf is a key's path in the file: the validator says
// officeFacts.booking.services[legal-advice].mode.
func keyOf(namespace string) string {
	_, key, _ := strings.Cut(namespace, ".")
	return mapKey.ReplaceAllString(key, ".$1")
}

func sentence(key string, e validator.FieldError) string {
	if e.ActualTag() == "oneof" {
		return fmt.Sprintf("%q is not known here: write %s", e.Value(), choice(strings.Fields(e.Param())))
	}
	switch e.Tag() {
	case "required", "required_with", "gt":
		return fmt.Sprintf("%q is missing or empty: write it (docs/content.md says what belongs there)", key)
	case "telephone":
		return fmt.Sprintf("%q is not a telephone number: write it as it is dialled in Italy, such as 0971 415507, or with + and the country's code", e.Value())
	case "helpline":
		return fmt.Sprintf("%q is not a telephone number: write a short number such as 1522, or a whole one such as 800 290 290", e.Value())
	case "year_day":
		return fmt.Sprintf("%q is not a day of the year: write month and day with two digits each, such as 05-30", e.Value())
	case "bcp47_language_tag":
		return fmt.Sprintf("%q is not a language: write its code, such as ar or fr", e.Value())
	case "min":
		return fmt.Sprintf("%q is too small: write %s or more", key, e.Param())
	case "max":
		return fmt.Sprintf("%q is too large: write %s or less", key, e.Param())
	case "email":
		return fmt.Sprintf("%q is not an e-mail address: write one such as desk@example.org", e.Value())
	case "http_url":
		return fmt.Sprintf("%q is not a web address: write it with https:// at the start", e.Value())
	case "timezone":
		return fmt.Sprintf("%q is not a time zone: write one such as Europe/Rome, or take the line out, which means Europe/Rome", e.Value())
	case "digest":
		return fmt.Sprintf("%q is no digest of a text, which has 16 digits from 0 to f: `sportello check --fix-hash` writes it", e.Value())
	case "id":
		return fmt.Sprintf("%q cannot be an id: use lower-case letters without accents, digits and hyphens", e.Value())
	case "unique":
		return fmt.Sprintf("%q says the same thing twice: take one out", key)
	}
	return fmt.Sprintf("%q is refused by the rule %s: see docs/content.md", key, e.Tag())
}

// choice lists words as a sentence does: a, b or c.
func choice(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

func must(err error) {
	if err != nil {
		panic(err) // a rule's name is empty or reserved: only we can have done that
	}
}

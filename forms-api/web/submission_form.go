package web

import (
	"net/url"
	"strconv"

	formsapi "sportello/forms-api"
)

// formFields are the fields of a form. Unknown ones are ignored: browsers and
// their extensions add some.
type formFields url.Values

func (f formFields) text(name string) string { return url.Values(f).Get(name) }

func (f formFields) list(name string) []string {
	var chosen []string
	for _, value := range f[name] {
		if value != "" {
			chosen = append(chosen, value)
		}
	}
	return chosen
}

func (f formFields) flag(name string) bool { return f.text(name) == "true" }

func (f formFields) number(name string) int {
	typed := f.text(name)
	if typed == "" {
		return 0
	}
	n, err := strconv.Atoi(formsapi.FoldDigits(typed))
	if err != nil || n < 1 {
		return outOfRange
	}
	return n
}

func (f formFields) wrong() []formsapi.FieldError { return nil }

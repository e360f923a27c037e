package web

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// fill puts what somebody typed back into a form, as it was typed. A name that
// nothing was sent for is emptied too, for a browser sends no unchecked box.
func fill(form *html.Node, typed url.Values) {
	for _, control := range all(form, "input[name], select[name], textarea[name]") {
		name := attr(control, "name")
		if name != "form_token" {
			fillControl(control, typed[name])
		}
	}
}

func fillControl(control *html.Node, values []string) {
	switch {
	case control.Data == "textarea":
		setText(control, first(values))
	case control.Data == "select":
		selectOption(control, values)
	case isTick(control):
		toggle(control, "checked", slices.Contains(values, attr(control, "value")))
	case attr(control, "type") != "hidden":
		setAttr(control, "value", first(values))
	}
}

// selectOption leaves a select as it was built when none of its options was sent.
func selectOption(control *html.Node, values []string) {
	options := all(control, "option")
	sent := func(o *html.Node) bool { return slices.Contains(values, optionValue(o)) }
	if !slices.ContainsFunc(options, sent) {
		return
	}
	for _, o := range options {
		toggle(o, "selected", sent(o))
	}
}

func optionValue(o *html.Node) string {
	if slices.ContainsFunc(o.Attr, func(a html.Attribute) bool { return a.Key == "value" }) {
		return attr(o, "value")
	}
	return strings.TrimSpace(textOf(o))
}

func isTick(control *html.Node) bool {
	kind := attr(control, "type")
	return kind == "checkbox" || kind == "radio"
}

// first is the value that counts, made fit for a page: browsers write a line
// end as CR LF, and what is no character cannot be shown.
func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	text := strings.ReplaceAll(strings.ToValidUTF8(values[0], "\uFFFD"), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return '\uFFFD'
		}
		return r
	}, text)
}

// preselect fills the named fields of a form and leaves the others as built.
func preselect(form *html.Node, values url.Values) {
	for _, control := range all(form, "input[name], select[name]") {
		if sent, ok := values[attr(control, "name")]; ok {
			fillControl(control, sent)
		}
	}
}

package web

import (
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A fieldMessage is an error in the visitor's words.
type fieldMessage struct {
	field   string // empty for the submission as a whole
	message string
}

// showErrors marks what is wrong with a form: a summary first in the page that
// links to the fields, the same words beside each, and the title says it too
// (WCAG 2.2 SC 3.3.1). The order is the form's.
func (p *page) showErrors(form *html.Node, messages []fieldMessage) {
	order := fieldOrder(form)
	slices.SortStableFunc(messages, func(a, b fieldMessage) int {
		return rank(order, a.field) - rank(order, b.field)
	})
	var items []*html.Node
	marked := map[string]bool{}
	for _, m := range messages {
		target := target(form, m.field)
		items = append(items, summaryItem(target, m))
		if target != nil && !marked[m.field] {
			marked[m.field] = true
			markField(form, m)
		}
	}
	p.summarise(items)
	p.markTitle()
	openAround(form)
}

// fieldOrder lists the names of a form's controls from top to bottom.
func fieldOrder(form *html.Node) []string {
	var names []string
	for _, control := range all(form, "[name]") {
		names = append(names, attr(control, "name"))
	}
	return names
}

func rank(order []string, field string) int { return slices.Index(order, field) }

// target is the control that the summary leads to: of a group, its first.
func target(form *html.Node, field string) *html.Node {
	for _, control := range controls(form, field) {
		if attr(control, "type") != "hidden" {
			return control
		}
	}
	return nil
}

func controls(form *html.Node, field string) []*html.Node {
	var named []*html.Node
	if field == "" {
		return nil
	}
	for _, control := range all(form, "input, select, textarea") {
		if attr(control, "name") == field {
			named = append(named, control)
		}
	}
	return named
}

func summaryItem(target *html.Node, m fieldMessage) *html.Node {
	item := element(atom.Li)
	holder := item
	if target != nil {
		if attr(target, "id") == "" {
			setAttr(target, "id", "field-"+m.field)
		}
		holder = element(atom.A)
		setAttr(holder, "href", "#"+attr(target, "id"))
		item.AppendChild(holder)
	}
	setText(holder, m.message)
	return item
}

// summarise puts the list of errors where the template for it stands.
func (p *page) summarise(items []*html.Node) {
	template := p.one("template[data-error-summary]")
	if template == nil {
		return
	}
	unfold(template, template.Parent, template)
	remove(template)
	list := p.one("[data-error-list]")
	if list == nil {
		return
	}
	for _, item := range items {
		list.AppendChild(item)
	}
}

func (p *page) markTitle() {
	root, title := p.one("html"), p.one("head > title")
	if title != nil {
		setText(title, attr(root, "data-error-title")+textOf(title))
	}
}

// openAround opens what the form is folded into: a link cannot lead to what is closed.
func openAround(form *html.Node) {
	for n := form; n != nil; n = n.Parent {
		if n.Data == "details" {
			toggle(n, "open", true)
		}
	}
}

package web

import "golang.org/x/net/html"

// markField says beside a field what is wrong with it: before a control, or
// in a group, which is described once, after its legend.
func markField(form *html.Node, m fieldMessage) {
	named := controls(form, m.field)
	wrapper := wrapperOf(form, named[0])
	if wrapper != nil {
		addToken(wrapper, "class", "field-invalid")
	}
	described, parent, before := named[0], named[0].Parent, named[0]
	if wrapper != nil && wrapper.Data == "fieldset" {
		described, parent, before = wrapper, wrapper, afterLegend(wrapper)
	}
	for _, control := range named {
		setAttr(control, "aria-invalid", "true")
	}
	if template := one(form, "template[data-field-error]"); template != nil {
		sayError(unfold(template, parent, before), described, m)
	}
}

// sayError fills what came out of the template and ties it to what it describes.
func sayError(shown, described *html.Node, m fieldMessage) {
	if shown == nil {
		return
	}
	setAttr(shown, "id", "error-"+m.field)
	setText(one(shown, "[data-message]"), m.message)
	addToken(described, "aria-describedby", "error-"+m.field)
}

// wrapperOf is the question that a control belongs to.
func wrapperOf(form, control *html.Node) *html.Node {
	for n := control.Parent; n != nil && n != form; n = n.Parent {
		if attr(n, "data-field") != "" {
			return n
		}
	}
	return nil
}

func afterLegend(fieldset *html.Node) *html.Node {
	if legend := one(fieldset, "legend"); legend != nil && legend.Parent == fieldset {
		return legend.NextSibling
	}
	return fieldset.FirstChild
}

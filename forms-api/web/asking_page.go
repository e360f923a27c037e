package web

import (
	"context"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// stepPage is the built page of the form, opened at a step and filled with what
// was answered before. Questions of earlier steps that have to be answered again
// are asked there too. Whoever sends it drops the other steps first.
func (h *handler) stepPage(ctx context.Context, a asking, step string, again ...string) (*page, *html.Node, error) {
	p, err := h.builtPage(formPath(a.lang))
	if err != nil {
		return nil, nil, err
	}
	form := p.openStep(step)
	if form == nil {
		return nil, nil, errNoForm
	}
	p.askAgain(form, again)
	for _, s := range append(again, step) {
		if err := h.showLive(ctx, form, a, s); err != nil {
			return nil, nil, err
		}
	}
	h.sayAnswers(p, form, a)
	if a.posted {
		setAttr(form, "method", "post")
		setAttr(form, "action", "/api/appointments")
		fill(form, a.typed)
	} else {
		preselect(form, a.typed)
	}
	return p, form, nil
}

// showLive puts into a step what changes from minute to minute.
func (h *handler) showLive(ctx context.Context, form *html.Node, a asking, step string) error {
	switch step {
	case stepService:
		h.keepServices(form, a)
	case stepOffice:
		return h.showOffices(ctx, form, a)
	case stepSlot:
		return h.showTimes(ctx, form, a)
	case stepAbout:
		h.showAbout(form, a)
	case stepCheck:
		h.sayMode(form, a)
		return h.sayLanguage(ctx, form, a)
	}
	return nil
}

// openStep puts a step in the place of the first one, which stands in the page
// as Hugo built it and is shelved like the others.
func (p *page) openStep(step string) *html.Node {
	first := p.form("appointment")
	if first == nil || attr(first, "data-step") == step {
		return first
	}
	template := p.step(step)
	if template == nil {
		return nil
	}
	opened := unfold(template, first.Parent, first)
	shelf := element(atom.Template)
	setAttr(shelf, "data-step", attr(first, "data-step"))
	first.Parent.InsertBefore(shelf, first)
	remove(first)
	shelf.AppendChild(first)
	return opened
}

// askAgain copies questions of other steps into a form.
func (p *page) askAgain(form *html.Node, steps []string) {
	place := one(form, "[data-earlier]")
	for _, s := range steps {
		if question := one(p.step(s), "[data-field="+s+"]"); question != nil && place != nil {
			place.Parent.InsertBefore(clone(question), place)
		}
	}
}

// step finds the template of a step.
func (p *page) step(name string) *html.Node {
	for _, template := range p.all("template[data-step]") {
		if attr(template, "data-step") == name {
			return template
		}
	}
	return nil
}

// finishStep takes the answers of other steps along, out of sight, and leaves of
// the page one step.
func (h *handler) finishStep(p *page, form *html.Node, a asking) {
	for _, name := range a.carried() {
		if len(controls(form, name)) > 0 {
			continue
		}
		for _, value := range a.typed[name] {
			hide(form, name, first([]string{value}))
		}
	}
	if attr(form, "method") == "post" {
		if one(form, "input[name=form_token]") == nil {
			hide(form, "form_token", "")
		}
		h.setToken(form, submission{typed: a.typed})
	}
	for _, template := range p.all("template[data-step]") {
		remove(template)
	}
	p.titleStep(form)
	p.keepInLanguages(a)
}

// keepInLanguages lets who changes the language keep what an address may hold.
func (p *page) keepInLanguages(a asking) {
	kept := url.Values{}
	for _, name := range publicAnswers {
		if a.typed.Has(name) && !a.posted {
			kept[name] = a.typed[name]
		}
	}
	if len(kept) == 0 {
		return
	}
	for _, link := range p.all(".languages a, .translation a") {
		if href := attr(link, "href"); strings.HasSuffix(href, "/appointments/new/") {
			setAttr(link, "href", href+"?"+kept.Encode())
		}
	}
}

// hide adds a field that is sent and not shown.
func hide(form *html.Node, name, value string) {
	input := element(atom.Input)
	setAttr(input, "type", "hidden")
	setAttr(input, "name", name)
	setAttr(input, "value", value)
	form.AppendChild(input)
}

// titleStep names the step in the page's title (WCAG 2.2 SC 2.4.2).
func (p *page) titleStep(form *html.Node) {
	title, name := p.one("head > title"), one(form, "[data-step-title]")
	if title != nil && name != nil {
		setText(title, textOf(name)+" – "+textOf(title))
	}
}

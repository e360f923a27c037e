package web

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	formsapi "sportello/forms-api"
)

// The forms beside those of the actions.
const (
	actNone    = ""        // the page as it is
	actCorrect = "correct" // of contact, once it is proved whose it is
)

// writeAction sends a request's page with the form of an action in the place of
// everything else; without a form, the page as it is.
func (h *handler) writeAction(w http.ResponseWriter, r *http.Request, a act, name string, refused *refusal) {
	p, err := h.ownPage(a.followed, a.lang)
	if err != nil {
		h.refuse(w, r, h.absent(err))
		return
	}
	keep(p, "data-done", a.done)
	form, err := h.openAction(r, p, a, name, refused)
	if err != nil {
		h.refuse(w, r, err)
		return
	}
	status := http.StatusOK
	if refused != nil {
		status = refused.status
		p.showErrors(form, h.messages(refused, a.lang))
	}
	h.writePage(w, r, status, p)
}

// openAction puts the form of an action into the page, and takes away what is
// not about it.
func (h *handler) openAction(r *http.Request, p *page, a act, name string, refused *refusal) (*html.Node, error) {
	place, template := p.one("[data-action-place]"), takeForm(p, name)
	if place == nil || name == actNone {
		return element(atom.Form), nil
	}
	if template == nil {
		return nil, errors.New("the built page of a request has no form for " + name)
	}
	for _, n := range p.all("[data-own]") {
		remove(n)
	}
	form := unfold(template, place, nil)
	setAttr(form, "action", a.path()+"/"+a.name)
	for _, link := range p.all(".languages a") { // who reads it in another language goes on there
		setAttr(link, "href", attr(link, "href")+"/"+a.name)
	}
	if a.event == formsapi.EventRequest {
		keepMode(form, string(modeOfChange(a.followed)))
		if err := h.showOtherTimes(r, form, a, refused); err != nil {
			return nil, err
		}
	}
	if a.typed.fields != nil {
		fill(form, a.typed.typed)
	}
	hide(form, "version", strconv.Itoa(a.followed.Version))
	if name == actCorrect {
		hide(form, "proof", first(a.typed.typed["proof"]))
	}
	return form, nil
}

// modeOfChange says whether the office has to confirm another time.
func modeOfChange(f formsapi.FollowedAppointment) formsapi.BookingMode {
	if f.Asks {
		return formsapi.ModeRequest
	}
	return formsapi.ModeInstant
}

// takeForm finds the template of an action's form, and leaves none in the page.
func takeForm(p *page, name string) (template *html.Node) {
	for _, t := range p.all("template[data-action]") {
		if attr(t, "data-action") == name {
			template = t
		}
		remove(t)
	}
	return template
}

// showOtherTimes lists the times to change to: those nearest to a time that was
// taken, or the next free days.
func (h *handler) showOtherTimes(r *http.Request, form *html.Node, a act, refused *refusal) error {
	about := asking{lang: a.lang, typed: url.Values{
		"office": {a.followed.Office}, "service": {a.followed.Service}, "people": {strconv.Itoa(a.followed.People)}, "from": {a.from}, "spoken": {a.spoken},
	}}
	if a.spoken != "" {
		hide(form, "spoken", a.spoken)
	}
	if refused != nil && len(refused.alternatives) > 0 {
		about.taken, about.others = true, refused.alternatives
	}
	return h.showTimes(r.Context(), form, about)
}

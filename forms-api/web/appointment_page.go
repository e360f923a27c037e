package web

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	formsapi "sportello/forms-api"
)

// ownPage is the page that Hugo built for all requests, filled with one.
func (h *handler) ownPage(f formsapi.FollowedAppointment, lang string) (*page, error) {
	p, err := h.builtPage("/" + lang + "/appointments/request/")
	if err != nil {
		return nil, err
	}
	h.keepParts(p, f)
	h.fillSlots(p, f, lang)
	if f.Instead == "" {
		setMarked(p.one("[data-slot=office]"), p.one("[data-office] h3 a"))
	}
	setMarked(p.one("[data-slot=service]"), p.one("[data-service] > p > a"))
	linkOwn(p, f.Reference, lang)
	h.linkAgain(p, f, lang)
	h.drawCode(p, requestPath(lang, f.Reference))
	return p, nil
}

// keepParts leaves of the page what is for a request as it is now.
func (h *handler) keepParts(p *page, f formsapi.FollowedAppointment) {
	keep(p, "data-show", string(f.State))
	keep(p, "data-work", workShown(f))
	keep(p, "data-office", cmp.Or(f.Instead, f.Office)) // who is sent elsewhere needs to know where that is
	keep(p, "data-service", f.Service)
	keep(p, "data-instead", f.Instead)
	keep(p, "data-offer", offers(f)...)
	keep(p, "data-answers", answersShown(f))
	if f.Start == nil {
		keep(p, "data-when", "")
	}
	if f.Start == nil || f.State != formsapi.Confirmed || h.Calendar == nil {
		keep(p, "data-calendar", "never")
	}
}

// workShown says whether the office still works on what somebody came for: until
// then nobody is told that the request is closed.
func workShown(f formsapi.FollowedAppointment) string {
	if f.Working {
		return "open"
	}
	return "done"
}

// keep leaves of the elements with an attribute only those with one of some
// values; the attribute may list several.
func keep(p *page, name string, values ...string) {
	for _, n := range p.all("[" + name + "]") {
		if !slices.ContainsFunc(strings.Fields(attr(n, name)), func(listed string) bool { return slices.Contains(values, listed) }) {
			remove(n)
		}
	}
}

// linkOwn makes the links of the template, as the menu of languages has them,
// links to this request, and leads to what can be done with it.
func linkOwn(p *page, reference formsapi.Reference, lang string) {
	for _, link := range p.all("[href]") {
		setAttr(link, "href", ownAddress(attr(link, "href"), reference))
	}
	for _, link := range p.all("a[data-to]") {
		setAttr(link, "href", strings.TrimSuffix(requestPath(lang, reference)+"/"+attr(link, "data-to"), "/"))
	}
}

// linkAgain leads who asks once more to the form with what for and where filled
// in, if the office takes requests for it; otherwise to all offices.
func (h *handler) linkAgain(p *page, f formsapi.FollowedAppointment, lang string) {
	office, _ := h.Catalogue.Office(cmp.Or(f.Instead, f.Office))
	service, _ := h.Catalogue.Service(f.Service)
	if !office.TakesRequests(service) {
		return
	}
	answers := url.Values{"office": {office.ID}, "service": {service.ID}}
	for _, link := range p.all("a[data-again]") {
		setAttr(link, "href", formPath(lang)+"?"+answers.Encode())
	}
}

func ownAddress(href string, reference formsapi.Reference) string {
	if rest, ok := strings.CutSuffix(href, "/appointments/request/"); ok {
		return rest + "/appointments/" + reference.String()
	}
	return href
}

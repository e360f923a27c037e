package web

import (
	"strings"
	"time"

	formsapi "sportello/forms-api"
)

// startTime is the instant of a start in the zone in which it was agreed.
func startTime(s formsapi.Start) time.Time {
	zone, err := time.LoadLocation(s.Zone)
	if err != nil {
		zone = time.UTC
	}
	return s.At.In(zone)
}

// fillRequest puts a request into the page that Hugo built for all of them.
func (h *handler) fillRequest(p *page, f formsapi.FollowedAppointment, lang string) {
	keep(p, "data-show", string(f.State))
	keep(p, "data-office", f.Office)
	slots := h.requestSlots(f, lang)
	for _, slot := range p.all("[data-slot]") {
		if text, ok := slots[attr(slot, "data-slot")]; ok {
			setText(slot, text)
		}
	}
	for _, link := range p.all("[href]") {
		setAttr(link, "href", ownAddress(attr(link, "href"), f.Reference))
	}
}

func (h *handler) requestSlots(f formsapi.FollowedAppointment, lang string) map[string]string {
	slots := map[string]string{
		"reference": f.Reference.String(),
		"office":    f.OfficeShown,
		"service":   f.ServiceShown,
	}
	if f.Start != nil {
		at := startTime(*f.Start)
		slots["date"] = h.Words.Date(lang, at, at.Location())
		slots["time"] = h.Words.Time(lang, at, at.Location())
	}
	if f.DeclineReason != "" {
		slots["decline-reason"] = h.Words.Message(lang, "decline-reason-"+f.DeclineReason, nil)
	}
	if office, known := h.Catalogue.Office(f.Office); known {
		slots["address"] = strings.Join(office.Address.Lines(), ", ")
		slots["telephone"] = office.FirstTelephone()
	}
	return slots
}

// keep leaves of the elements with an attribute only those with a value.
func keep(p *page, name, value string) {
	for _, n := range p.all("[" + name + "]") {
		if attr(n, name) != value {
			remove(n)
		}
	}
}

// ownAddress makes a link to the template, as the menu of languages has it, one to this request.
func ownAddress(href string, reference formsapi.Reference) string {
	if rest, ok := strings.CutSuffix(href, "/appointments/request/"); ok {
		return rest + "/appointments/" + reference.String()
	}
	return href
}

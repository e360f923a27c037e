package web

import (
	"strconv"
	"time"

	formsapi "sportello/forms-api"
)

// fillSlots puts what is known of a request where the page names it; a fact that
// is not known goes, with its row.
func (h *handler) fillSlots(p *page, f formsapi.FollowedAppointment, lang string) {
	slots := h.requestSlots(f, lang)
	for _, slot := range p.all("[data-slot]") {
		text := slots[attr(slot, "data-slot")]
		switch {
		case text != "":
			setText(slot, text)
		case slot.Data == "dd":
			remove(slot.Parent)
		case slot.Parent.Data == "dd":
			remove(slot.Parent.Parent)
		case slot.Data == "p", slot.Data == "li":
			remove(slot)
		}
	}
}

func (h *handler) requestSlots(f formsapi.FollowedAppointment, lang string) map[string]string {
	slots := map[string]string{
		"reference": f.Reference.String(),
		"office":    h.officeName(f, lang),
		"service":   h.serviceName(f, lang),
		"people":    strconv.Itoa(f.People),
		"initial":   f.Initial,
	}
	if f.Start != nil {
		at := startTime(*f.Start)
		slots["date"] = h.Words.Date(lang, at, at.Location())
		slots["time"] = h.Words.Time(lang, at, at.Location())
		slots["minutes"] = h.Words.Message(lang, "request-minutes", map[string]any{"Minutes": f.Minutes})
		slots["hold"] = h.holdWords(f, at.Location(), lang)
	}
	slots["old-time"] = h.oldTime(f, lang)
	if f.DeclineReason != "" {
		slots["decline-reason"] = h.Words.Message(lang, "decline-reason-"+f.DeclineReason, nil)
	}
	return slots
}

// holdWords say by when the office answers who has asked, or who has been asked has
// to; until then the place is kept.
func (h *handler) holdWords(f formsapi.FollowedAppointment, zone *time.Location, lang string) string {
	if f.HoldUntil.IsZero() {
		return ""
	}
	args := map[string]any{"Until": h.dayAndTime(lang, f.HoldUntil, zone)}
	switch f.State {
	case formsapi.Requested:
		return h.Words.Message(lang, "hold-requested", args)
	case formsapi.Proposed:
		return h.Words.Message(lang, "hold-proposed", args)
	}
	return ""
}

// oldTime says what becomes of what somebody has when they choose another time:
// a time stays until then, or where the office has to confirm the other one, it is
// given up with the asking; so is the place on the waiting list.
func (h *handler) oldTime(f formsapi.FollowedAppointment, lang string) string {
	switch {
	case f.State == formsapi.Waiting && f.Asks:
		office, _ := h.Catalogue.Office(f.Office)
		return h.Words.Message(lang, "waiting-given-up", map[string]any{"Until": h.dayAndTime(lang, f.AnswerBy, office.Zone)})
	case !f.State.HoldsPlace() || f.Start == nil:
		return ""
	case f.State == formsapi.Proposed && !f.Asks:
		return h.Words.Message(lang, "offer-kept", nil)
	case !f.Asks:
		return h.Words.Message(lang, "old-time-kept", nil)
	}
	at := startTime(*f.Start)
	return h.Words.Message(lang, "old-time-given-up", map[string]any{
		"When": h.dayAndTime(lang, at, at.Location()), "Until": h.dayAndTime(lang, f.AnswerBy, at.Location()),
	})
}

// officeName is the office's name in the language of the page; as it was shown to
// who asked, if the catalogue has the office no more.
func (h *handler) officeName(f formsapi.FollowedAppointment, lang string) string {
	if office, known := h.Catalogue.Office(f.Office); known {
		return office.Title(lang)
	}
	return f.OfficeShown
}

// serviceName is the service's, likewise.
func (h *handler) serviceName(f formsapi.FollowedAppointment, lang string) string {
	if service, known := h.Catalogue.Service(f.Service); known {
		return service.Title(lang)
	}
	return f.ServiceShown
}

func (h *handler) dayAndTime(lang string, at time.Time, zone *time.Location) string {
	return h.Words.Date(lang, at, zone) + h.Words.Message(lang, "list-separator", nil) + h.Words.Time(lang, at, zone)
}

// startTime is the instant of a start in the zone in which it was agreed.
func startTime(s formsapi.Start) time.Time {
	zone, err := time.LoadLocation(s.Zone)
	if err != nil {
		zone = time.UTC
	}
	return s.At.In(zone)
}

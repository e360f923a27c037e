package web

import (
	"strings"

	"golang.org/x/net/html"

	formsapi "sportello/forms-api"
)

// sayAnswers puts what was answered into the rows of a step; a row without an
// answer goes, and the list if it has none.
func (h *handler) sayAnswers(p *page, form *html.Node, a asking) {
	for _, row := range all(form, "[data-answer]") {
		words := h.answerWords(p, a, attr(row, "data-answer"))
		if words == "" {
			list := row.Parent
			remove(row)
			if one(list, "[data-answer]") == nil {
				remove(list)
			}
			continue
		}
		place, field := one(row, "[data-value]"), attr(row, "data-answer")
		setText(place, words)
		if field == "service" || field == "office" {
			setMarked(place, labelFor(p.root, field+"-"+first(a.typed[field])))
		}
	}
}

// answerWords says an answer as the person saw it: what was chosen in the words
// of its label, what was typed as it was typed, but
// for numbers: as they were understood.
func (h *handler) answerWords(p *page, a asking, field string) string {
	value := first(a.typed[field])
	switch field {
	case "service":
		service, _ := h.Catalogue.Service(value)
		return service.Title(a.lang)
	case "office":
		office, _ := h.Catalogue.Office(value)
		return office.Title(a.lang)
	case "slot":
		return h.slotWords(a)
	case "phone":
		if phone, ok := formsapi.ParseTelephone(value); ok {
			return phone.Shown
		}
	case "people":
		return formsapi.FoldDigits(value)
	}
	about := p.step(stepAbout)
	if field == "contact" && value == "" {
		value = formsapi.DefaultContact(a.typed.Get("phone"), a.typed.Get("email"))
		return labelOf(about, field, value)
	}
	var said []string
	for _, v := range a.typed[field] {
		if v != "" {
			said = append(said, labelOf(about, field, first([]string{v})))
		}
	}
	return strings.Join(said, h.Words.Message(a.lang, "list-separator", nil))
}

// slotWords says which time was chosen, or that none suits.
func (h *handler) slotWords(a asking) string {
	chosen := a.typed.Get("slot")
	if chosen == "" && a.typed.Has("slot") || chosen == "" && a.posted {
		return h.Words.Message(a.lang, "slot-none", nil)
	}
	at, ok := formsapi.ParseSlot(chosen)
	office, known := h.Catalogue.Office(a.typed.Get("office"))
	if !ok || !known {
		return ""
	}
	return h.Words.Date(a.lang, at, office.Zone) + h.Words.Message(a.lang, "list-separator", nil) + h.Words.Time(a.lang, at, office.Zone)
}

// labelOf is how a question words an answer: an option's text, or the label of
// a radio or a box; what was typed stands for itself.
func labelOf(question *html.Node, field, value string) string {
	for _, control := range controls(question, field) {
		if control.Data == "select" {
			for _, o := range all(control, "option") {
				if optionValue(o) == value {
					return strings.TrimSpace(textOf(o))
				}
			}
		}
		if isTick(control) && attr(control, "value") == value {
			return labelText(question, attr(control, "id"), value)
		}
	}
	return value
}

func labelText(root *html.Node, id, otherwise string) string {
	if label := labelFor(root, id); label != nil {
		return strings.TrimSpace(textOf(label))
	}
	return otherwise
}

func labelFor(root *html.Node, id string) *html.Node {
	for _, label := range all(root, "label") {
		if attr(label, "for") == id {
			return label
		}
	}
	return nil
}

// languageNames names languages in another one.
func (h *handler) languageNames(lang string, codes []string) string {
	var names []string
	for _, code := range codes {
		names = append(names, h.Words.LanguageName(lang, code))
	}
	return strings.Join(names, h.Words.Message(lang, "list-separator", nil))
}

// showAbout asks for days of who waits only, and gives each question an address.
func (h *handler) showAbout(form *html.Node, a asking) {
	if a.typed.Get("slot") != "" {
		remove(one(form, "[data-waiting]"))
	} else {
		h.keepWorkingTimes(form, a)
	}
	if spoken := a.typed.Get("spoken"); spoken != "" && !a.typed.Has("spoken_language") {
		a.typed.Set("spoken_language", spoken)
	}
	if a.typed.Get("people") == "" {
		a.typed.Set("people", "1")
	}
	if !h.Words.Site(a.typed.Get("language")) {
		a.typed.Set("language", a.lang)
	}
	for _, question := range all(form, "[data-field]") {
		setAttr(question, "id", "field-of-"+attr(question, "data-field"))
	}
}

package web

import (
	"context"
	"time"

	"golang.org/x/net/html"

	formsapi "sportello/forms-api"
)

// sayLanguage says to who needs an interpreter that nobody speaks their language
// at the time they chose, if so, and at which times somebody does. They may go on:
// somebody may come all the same.
func (h *handler) sayLanguage(ctx context.Context, form *html.Node, a asking) error {
	notice := one(form, "[data-nobody-speaks]")
	at, alone := h.nobodySpeaks(a)
	if notice == nil || !alone {
		remove(notice)
		return nil
	}
	language := a.typed.Get("spoken_language")
	setText(one(notice, "[data-words]"), h.languageWords(a, language))
	times, err := h.timesWith(ctx, a, language, at)
	if err != nil {
		return err
	}
	h.offerInstead(notice, a.lang, times)
	return nil
}

// languageWords are those for an office whose mediators are known, or for one of
// which nobody knows who speaks what.
func (h *handler) languageWords(a asking, language string) string {
	args := map[string]any{"Language": h.Words.LanguageName(a.lang, language)}
	if office, _ := h.Catalogue.Office(a.typed.Get("office")); len(office.Mediators) == 0 {
		return h.Words.Message(a.lang, "unknown-speaks", args)
	}
	return h.Words.Message(a.lang, "nobody-speaks", args)
}

// nobodySpeaks says whether nobody is there who speaks the language of somebody
// who needs an interpreter, at the time they chose. For the language of the office
// itself nobody is needed.
func (h *handler) nobodySpeaks(a asking) (at time.Time, alone bool) {
	language := a.typed.Get("spoken_language")
	at, chosen := formsapi.ParseSlot(a.typed.Get("slot"))
	office, known := h.Catalogue.Office(a.typed.Get("office"))
	if !chosen || !known || language == "" || language == officeLanguage || a.typed.Get("interpreter") != "true" {
		return at, false
	}
	wall := formsapi.WallTimeAt(at, office.Zone)
	minutes := office.Rule(a.typed.Get("service")).Slot
	return at, !formsapi.SpokenAmong(office.LanguagesDuring(wall, wall+formsapi.WallTime(minutes)), language)
}

// officeLanguage is what everybody at an office speaks.
const officeLanguage = "it"

// timesWith are the free times nearest to another one at which somebody speaks a
// language; far from it, the next one.
func (h *handler) timesWith(ctx context.Context, a asking, language string, near time.Time) ([]formsapi.Slot, error) {
	q := timesQuery(a)
	q.From, q.Language = "", language
	times, err := h.Slots.Nearest(ctx, q, near)
	if len(times) > 0 || err != nil {
		return times, err
	}
	return h.Slots.Soonest(ctx, q, 1)
}

// offerInstead makes of each time a button that changes to it.
func (h *handler) offerInstead(notice *html.Node, lang string, times []formsapi.Slot) {
	template := one(notice, "template[data-instead-time]")
	if template == nil || len(times) == 0 {
		remove(one(notice, "[data-matching]"))
		return
	}
	for _, s := range times {
		button := one(unfold(template, template.Parent, template), "button")
		setAttr(button, "value", slotStart(s))
		setText(button, h.dayAndTime(lang, s.Start, s.Start.Location()))
	}
	remove(template)
}

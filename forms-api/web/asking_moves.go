package web

import (
	"context"
	"slices"
	"time"

	"golang.org/x/net/html"

	formsapi "sportello/forms-api"
)

// showMoves offers what else can be looked at: later days, the first ones, and
// times with a language first.
func (h *handler) showMoves(form *html.Node, a asking, free []formsapi.Slot, later formsapi.Date, moved bool) {
	lead := func(selector string, to formsapi.Date) {
		if button := one(form, selector); button != nil && to != "" {
			setAttr(button, "value", string(to))
		} else {
			remove(button)
		}
	}
	var first formsapi.Date
	if moved {
		first = formsapi.DateOf(h.Now())
	}
	lead("[data-later]", later)
	lead("[data-first]", first)
	h.showLanguages(form, a, free)
}

func lastStart(slots []formsapi.Slot) (last time.Time) {
	for _, s := range slots {
		if s.Start.After(last) {
			last = s.Start
		}
	}
	return last
}

// showLanguages offers the languages of the free times, but the one that is first already.
func (h *handler) showLanguages(form *html.Node, a asking, free []formsapi.Slot) {
	template := one(form, "template[data-first-language]")
	if template == nil {
		return
	}
	var languages []string
	for _, s := range free {
		languages = append(languages, s.Languages...)
	}
	slices.Sort(languages)
	for _, l := range slices.Compact(languages) {
		if formsapi.SameSpeech(l, a.spoken()) {
			continue
		}
		button := one(unfold(template, template.Parent, template), "button")
		setAttr(button, "value", l)
		setText(button, h.Words.Message(a.lang, "times-first-language", map[string]any{"Language": h.Words.LanguageName(a.lang, l)}))
	}
	remove(template)
}

// laterDay is where the next days begin: after the last one that is shown, or
// where all are, on the next free day beyond the question, however far ahead.
func (h *handler) laterDay(ctx context.Context, q formsapi.SlotQuery, free, shown []formsapi.Slot) (formsapi.Date, error) {
	if len(shown) == 0 {
		return "", nil
	}
	last := lastStart(shown)
	q.From = formsapi.DateOf(last.AddDate(0, 0, 1))
	if last.Before(lastStart(free)) {
		return q.From, nil
	}
	next, some, err := h.Slots.Next(ctx, q)
	if err != nil || !some {
		return "", err
	}
	return formsapi.DateOf(next.Start), nil
}

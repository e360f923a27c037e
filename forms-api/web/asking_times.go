package web

import (
	"cmp"
	"context"
	"time"

	"golang.org/x/net/html"

	formsapi "sportello/forms-api"
)

// shownDays is how many days with free times are shown at once.
const shownDays = 4

// showTimes puts the next free days with their times into the form. For who
// speaks a language, the times at which somebody else speaks it come first.
func (h *handler) showTimes(ctx context.Context, form *html.Node, a asking) error {
	if a.taken {
		h.showOthers(form, a)
		return nil
	}
	q := timesQuery(a)
	free, err := h.freeTimes(ctx, q)
	if err != nil {
		return err
	}
	suiting, other := byLanguage(free, a.spoken())
	shown := firstDays(suiting)
	list := timesList{h: h, lang: a.lang, fieldset: one(form, "[data-field=slot]")}
	if len(suiting) > 0 {
		list.group(h.Words.Message(a.lang, "times-with-language", map[string]any{"Language": h.Words.LanguageName(a.lang, a.spoken())}))
		list.days(shown)
	}
	if len(other) > 0 {
		if len(suiting) > 0 {
			list.group(h.Words.Message(a.lang, "times-other", nil))
		}
		shown = firstDays(other) // later days begin after these: none is left out
		list.days(shown)
	}
	list.finish(len(free) > 0, "[data-taken]")
	list.tooMany(q)
	remove(one(form, "[data-all]"))
	later, err := h.laterDay(ctx, q, free, shown)
	h.showMoves(form, a, free, later, q.From != "")
	return err
}

// timesQuery asks for all times that can be shown, from a day on if one is named.
func timesQuery(a asking) formsapi.SlotQuery {
	from := formsapi.Date(a.typed.Get("from"))
	if _, err := time.Parse(time.DateOnly, string(from)); err != nil {
		from = ""
	}
	return formsapi.SlotQuery{Office: a.typed.Get("office"), Service: a.typed.Get("service"), People: peopleOf(a), From: from, Days: formsapi.MaxSlotDays}
}

// spoken is the language that somebody at the counter should speak, if the person
// has named one.
func (a asking) spoken() string { return cmp.Or(a.typed.Get("spoken"), a.typed.Get("spoken_language")) }

// showOthers puts the times into the form that are free near one that is taken.
func (h *handler) showOthers(form *html.Node, a asking) {
	list := timesList{h: h, lang: a.lang, fieldset: one(form, "[data-field=slot]")}
	list.days(a.others)
	list.finish(len(a.others) > 0, "[data-some]")
	for _, selector := range []string{"[data-later]", "[data-first]", "template[data-first-language]"} {
		remove(one(form, selector))
	}
}

// freeTimes are the free times from a day on; where all the days of a question
// have none, from the first one that has some, however far ahead.
func (h *handler) freeTimes(ctx context.Context, q formsapi.SlotQuery) ([]formsapi.Slot, error) {
	free, err := h.Slots.Free(ctx, q)
	if err != nil || len(free) > 0 {
		return free, err
	}
	next, some, err := h.Slots.Next(ctx, q)
	if err != nil || !some {
		return nil, err
	}
	q.From = formsapi.DateOf(next.Start)
	return h.Slots.Free(ctx, q)
}

// byLanguage tells the times at which somebody speaks a language from the others.
func byLanguage(slots []formsapi.Slot, language string) (suiting, other []formsapi.Slot) {
	for _, s := range slots {
		if formsapi.SpokenAmong(s.Languages, language) {
			suiting = append(suiting, s)
		} else {
			other = append(other, s)
		}
	}
	return suiting, other
}

// firstDays are the slots of the first days that have some.
func firstDays(slots []formsapi.Slot) []formsapi.Slot {
	days := 0
	for i, s := range slots {
		if i == 0 || formsapi.DateOf(s.Start) != formsapi.DateOf(slots[i-1].Start) {
			days++
		}
		if days > shownDays {
			return slots[:i]
		}
	}
	return slots
}

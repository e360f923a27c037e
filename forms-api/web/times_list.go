package web

import (
	"fmt"

	"golang.org/x/net/html"

	formsapi "sportello/forms-api"
)

// A timesList fills a question for a time with radios.
type timesList struct {
	h        *handler
	lang     string
	fieldset *html.Node
	count    int
}

// unfold copies one of the templates for times before the choice of none.
func (l *timesList) unfold(name string, parent, before *html.Node, words string) *html.Node {
	template := one(l.fieldset, "template["+name+"]")
	if template == nil {
		return nil
	}
	opened := unfold(template, parent, before)
	setText(wordsOf(opened), words)
	return opened
}

// wordsOf is the element that takes the words, which may be the whole of it.
func wordsOf(n *html.Node) *html.Node {
	if n == nil || hasAttr(n, "data-words") {
		return n
	}
	return one(n, "[data-words]")
}

func (l *timesList) group(words string) {
	l.unfold("data-group", l.fieldset, one(l.fieldset, "[data-times-end]"), words)
}

// days lists times, a group a day.
func (l *timesList) days(slots []formsapi.Slot) {
	var day *html.Node
	for i, s := range slots {
		if i == 0 || formsapi.DateOf(s.Start) != formsapi.DateOf(slots[i-1].Start) {
			day = l.unfold("data-day", l.fieldset, one(l.fieldset, "[data-times-end]"), l.h.Words.Date(l.lang, s.Start, s.Start.Location()))
		}
		if day != nil {
			l.time(day, s)
		}
	}
}

func (l *timesList) time(day *html.Node, s formsapi.Slot) {
	choice := l.unfold("data-time", day, nil, l.h.Words.Time(l.lang, s.Start, s.Start.Location()))
	l.count++
	id := fmt.Sprintf("slot-%d", l.count)
	if radio := one(choice, "input"); radio != nil {
		setAttr(radio, "id", id)
		setAttr(radio, "value", slotStart(s))
	}
	if label := one(choice, "label"); label != nil {
		setAttr(label, "for", id)
	}
	note := one(choice, "[data-languages]")
	if len(s.Languages) == 0 {
		remove(note)
		return
	}
	setText(note, l.h.languageNames(l.lang, s.Languages))
}

// tooMany says, where there is no time, that the office never receives so many
// people together, if that is why.
func (l *timesList) tooMany(q formsapi.SlotQuery) {
	most := l.h.mostPeople(q)
	if 0 < most && most < q.People {
		setText(one(l.fieldset, "[data-none]"), l.h.Words.Message(l.lang, "no-times-for-so-many", map[string]any{"Max": most}))
	}
}

// finish says whether there is a time at all, in the words for it: not those of
// the other occasion. Where there is none, waiting is chosen.
func (l *timesList) finish(some bool, other string) {
	for _, name := range []string{"data-group", "data-day", "data-time"} {
		remove(one(l.fieldset, "template["+name+"]"))
	}
	remove(one(l.fieldset, other))
	if some {
		remove(one(l.fieldset, "[data-none]"))
		return
	}
	remove(one(l.fieldset, "[data-some], [data-taken]"))
	if none := one(l.fieldset, "#slot-none"); none != nil {
		toggle(none, "checked", true)
	}
}

package web

import (
	"cmp"
	"context"
	"slices"
	"time"

	"golang.org/x/net/html"

	formsapi "sportello/forms-api"
)

// keepServices leaves, for who comes from an office, what that office helps with, and
// of the places where that is only this one. Who changes an answer may change the
// office too.
func (h *handler) keepServices(form *html.Node, a asking) {
	office, known := h.Catalogue.Office(a.typed.Get("office"))
	if !known || a.posted {
		return
	}
	for _, radio := range all(form, "input[name=service]") {
		if !office.Offers(attr(radio, "value")) {
			remove(radio.Parent)
			continue
		}
		keepPlace(radio.Parent, office.ID)
	}
}

// keepPlace leaves, of the places that a choice lists, one office's.
func keepPlace(choice *html.Node, office string) {
	places := all(choice, "[data-at]")
	for _, n := range places {
		if attr(n, "data-at") == office {
			hint, kept := n.Parent, clone(n)
			for last := hint.LastChild; last != places[0]; last = hint.LastChild {
				remove(last)
			}
			remove(places[0])
			hint.AppendChild(kept)
			return
		}
	}
}

// showOffices leaves the offices that help with the service: first those that
// have a free time first, and below them who has to be called or walked to.
func (h *handler) showOffices(ctx context.Context, form *html.Node, a asking) error {
	service, known := h.Catalogue.Service(a.typed.Get("service"))
	if !known {
		for _, n := range all(form, "[data-next-free], [data-none-free], [data-choice] [data-mode]") {
			remove(n)
		}
		return nil
	}
	var online []officeChoice
	for _, n := range all(form, "[data-choice]") {
		office, _ := h.Catalogue.Office(attr(n, "data-choice"))
		if !office.TakesRequests(service) {
			remove(n)
			continue
		}
		slot, free, err := h.Slots.Next(ctx, formsapi.SlotQuery{Office: office.ID, Service: service.ID, People: peopleOf(a)})
		if err != nil {
			return err
		}
		keepMode(n, string(office.Mode(service.ID)))
		choice := officeChoice{n, slot.Start, free}
		h.sayNextFree(choice, a.lang)
		online = append(online, choice)
	}
	sortChoices(online)
	h.keepOtherwise(form, service)
	if len(online) > 0 {
		remove(one(form, "[data-nobody]"))
		return nil
	}
	for _, selector := range []string{"[data-field=office]", "button[name=after]"} {
		remove(one(form, selector))
	}
	return nil
}

// peopleOf is how many come, as far as it is known.
func peopleOf(a asking) int {
	if !goodPeople(a.typed) {
		return 1
	}
	return formFields(a.typed).number("people")
}

// An officeChoice is an office in the list, with its first free time.
type officeChoice struct {
	node *html.Node
	next time.Time
	free bool
}

func (h *handler) sayNextFree(c officeChoice, lang string) {
	if !c.free {
		remove(one(c.node, "[data-next-free]"))
		return
	}
	remove(one(c.node, "[data-none-free]"))
	setText(one(c.node, "[data-slot=date]"), h.Words.Date(lang, c.next, c.next.Location()))
	setText(one(c.node, "[data-slot=time]"), h.Words.Time(lang, c.next, c.next.Location()))
}

// sortChoices puts the list into the order of the first free times; offices
// without one go last.
func sortChoices(choices []officeChoice) {
	if len(choices) == 0 {
		return
	}
	list := choices[0].node.Parent
	slices.SortStableFunc(choices, func(a, b officeChoice) int {
		if a.free != b.free {
			return cmp.Compare(boolRank(b.free), boolRank(a.free))
		}
		return a.next.Compare(b.next)
	})
	for _, c := range choices {
		remove(c.node)
		list.AppendChild(c.node)
	}
}

func boolRank(b bool) int {
	if b {
		return 1
	}
	return 0
}

// keepOtherwise leaves the offices that help with a service without appointments
// on the site, each with the words for its way.
func (h *handler) keepOtherwise(form *html.Node, service formsapi.Service) {
	left := 0
	for _, n := range all(form, "[data-otherwise]") {
		office, _ := h.Catalogue.Office(attr(n, "data-otherwise"))
		mode := office.Mode(service.ID)
		if !office.Offers(service.ID) || service.Status != formsapi.ServiceActive || mode.Online() {
			remove(n)
			continue
		}
		left++
		keepMode(n, string(mode))
	}
	if left == 0 {
		remove(one(form, "[data-otherwise-offices]"))
	}
}

package web

import (
	"net/url"
	"slices"

	formsapi "sportello/forms-api"
)

// The steps of the form, in order.
const (
	stepService = "service"
	stepOffice  = "office"
	stepPeople  = "people"
	stepSlot    = "slot"
	stepAbout   = "about"
	stepCheck   = "check"
)

var formSteps = []string{stepService, stepOffice, stepPeople, stepSlot, stepAbout, stepCheck}

// An asking is a request on its way through the form.
type asking struct {
	lang   string
	typed  url.Values
	posted bool // it may hold what nobody may put into an address

	taken  bool            // somebody else was faster:
	others []formsapi.Slot // the free times that are nearest
}

// publicAnswers are what an address may hold: nothing of it tells who asks.
var publicAnswers = []string{"service", "office", "people", "slot", "spoken"}

// askingFields are those that go from step to step.
var askingFields = append(slices.Clone(publicAnswers),
	"preferred_days", "preferred_part", "reason", "name", "phone", "email", "contact", "discreet", "language",
	"spoken_language", "interpreter", "needs", "consent", "website")

// moves are what the buttons of the form say, beside the answers: step (show
// it), after (it is answered: go on), from (times from a day on), first (times
// with a language first), instead (another time than the one that was chosen).
var moves = []string{"step", "after", "from", "first", "instead"}

// carried are the answers that a step takes along.
func (a asking) carried() []string {
	if a.posted {
		return askingFields
	}
	return publicAnswers
}

// moving says whether a button of the form sent this, and not the last one,
// which sends the request.
func (a asking) moving() bool {
	return slices.ContainsFunc(moves, a.typed.Has)
}

// settle forgets what cannot be an answer, and notes the language that a
// button named.
func (h *handler) settle(a asking) asking {
	typed := url.Values{}
	for name, values := range a.typed {
		typed[name] = values
	}
	if first := typed.Get("first"); first != "" {
		typed.Set("spoken", first)
	}
	if other := typed.Get("instead"); other != "" {
		typed.Set("slot", other)
	}
	if !h.Words.Spoken(typed.Get("spoken")) {
		typed.Del("spoken")
	}
	if _, known := h.Catalogue.Office(typed.Get("office")); !known {
		typed.Del("office")
	}
	if _, known := h.Catalogue.Service(typed.Get("service")); !known {
		typed.Del("service")
	}
	a.typed = typed
	return a
}

// open is the first step that is not answered, as far as times are concerned.
func (h *handler) open(a asking) string {
	office, officeKnown := h.Catalogue.Office(a.typed.Get("office"))
	service, serviceKnown := h.Catalogue.Service(a.typed.Get("service"))
	switch {
	case !serviceKnown:
		return stepService
	case !officeKnown || !office.TakesRequests(service):
		return stepOffice
	case office.Rule(service.ID).PerPerson && !goodPeople(a.typed):
		return stepPeople
	case !a.typed.Has("slot"):
		return stepSlot
	}
	return stepAbout
}

func goodPeople(typed url.Values) bool {
	people := formFields(typed).number("people")
	return 1 <= people && people <= formsapi.MaxPeople
}

// next is the step to show: the one that a button asks for, if nothing before
// it is open. Missing says that it was sent without an
// answer, or with one that is none.
func (h *handler) next(a asking) (step string, missing bool) {
	open := h.open(a)
	want := a.typed.Get("step")
	if a.typed.Get("from") != "" || a.typed.Get("first") != "" {
		want = stepSlot
	}
	if n := slices.Index(formSteps, want); n >= 0 && n <= slices.Index(formSteps, open) {
		return want, false
	}
	wrong := open == stepPeople && a.typed.Get("people") != ""
	return open, wrong || a.typed.Get("after") == open
}

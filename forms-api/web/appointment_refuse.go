package web

import (
	"net/http"
	"slices"

	formsapi "sportello/forms-api"
)

// refuseAppointment answers a request that was not accepted: to a program as a
// problem, to a person as the form, with everything that was answered.
func (h *handler) refuseAppointment(w http.ResponseWriter, r *http.Request, s submission, a asking, err error) {
	if s.json || s.fields == nil && wantsJSON(r) {
		refused := refusalOf(err)
		h.prepareRefusal(w, r, refused)
		h.writeProblem(w, refused, a.lang)
		return
	}
	if s.fields == nil {
		a.posted = false
	}
	h.refuseAsking(w, r, h.settle(a), err)
}

// refuseAsking shows the form with what is wrong. What was answered in earlier
// steps and is wrong is asked again beside the questions about the person.
func (h *handler) refuseAsking(w http.ResponseWriter, r *http.Request, a asking, err error) {
	refused := refusalOf(err)
	refused.office = a.typed.Get("office")
	h.prepareRefusal(w, r, refused)
	switch {
	case refused.status == http.StatusConflict && wrongField(refused, stepSlot):
		a.taken, a.others = true, refused.alternatives
		h.writeStep(w, r, a, stepSlot, refused)
	case a.posted:
		h.writeStep(w, r, a, stepAbout, refused, h.again(a, refused)...)
	case h.open(a) == stepAbout: // a link with a time that is none
		h.writeStep(w, r, a, stepSlot, refused)
	default:
		h.writeStep(w, r, a, stepService, refused)
	}
}

func wrongField(refused *refusal, field string) bool {
	return slices.ContainsFunc(refused.fields, func(e formsapi.FieldError) bool { return e.Field == field })
}

// again are the questions of earlier steps with a wrong answer. Times can be
// asked for only where it is known of whom.
func (h *handler) again(a asking, refused *refusal) []string {
	var steps []string
	for _, step := range []string{stepService, stepOffice, stepSlot} {
		if wrongField(refused, step) && (step != stepSlot || a.typed.Has("office") && a.typed.Has("service")) {
			steps = append(steps, step)
		}
	}
	return steps
}

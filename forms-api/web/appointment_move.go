package web

import (
	"context"
	"net/http"
	"slices"

	formsapi "sportello/forms-api"
)

// moveOn answers a button of the form that does not send the request: nothing
// is kept, and every answer goes along.
func (h *handler) moveOn(w http.ResponseWriter, r *http.Request, s submission, a asking) {
	a = h.settle(a)
	step, missing := h.next(a)
	switch {
	case missing:
		h.writeStep(w, r, a, step, missingAnswer(step))
	case step != stepAbout || a.typed.Get("step") == stepAbout:
		h.writeStep(w, r, a, step, nil)
	default:
		h.checkAnswers(w, r, s, a)
	}
}

// checkAnswers shows every answer before it is sent, or what is wrong with them.
// Who only chose another time has perhaps not come to all questions yet.
func (h *handler) checkAnswers(w http.ResponseWriter, r *http.Request, s submission, a asking) {
	asked := appointmentRequest(s, a.lang)
	err := invalid(s.problems(h.Request.Validate(&asked)))
	if err == nil {
		err = h.stillFree(r.Context(), a)
	}
	switch {
	case err == nil:
		h.writeStep(w, r, a, stepCheck, nil)
	case a.typed.Get("after") != "" && formsapi.CodeOf(err) == formsapi.CodeInvalid:
		h.writeStep(w, r, a, stepAbout, nil)
	default:
		h.refuseAsking(w, r, a, err)
	}
}

// stillFree tells who chose a time that somebody else has by now, or that is none of
// the office's: whoever chose another office has perhaps a time of the one before.
func (h *handler) stillFree(ctx context.Context, a asking) error {
	chosen := a.typed.Get("slot")
	if chosen == "" {
		return nil
	}
	wrong := func(key string) error { return invalid([]formsapi.FieldError{{Field: "slot", Key: key}}) }
	at, ok := formsapi.ParseSlot(chosen)
	if !ok {
		return wrong("error-slot-invalid")
	}
	office, known := h.Catalogue.Office(a.typed.Get("office"))
	if !known {
		return nil
	}
	if !office.GivesAt(a.typed.Get("service"), at) {
		return wrong("error-slot-outside")
	}
	q := formsapi.SlotQuery{Office: office.ID, Service: a.typed.Get("service"), People: peopleOf(a), From: formsapi.DateOf(at.In(office.Zone)), Days: 1}
	free, err := h.Slots.Free(ctx, q)
	if err != nil || slices.ContainsFunc(free, func(s formsapi.Slot) bool { return s.Start.Equal(at) }) {
		return err
	}
	others, err := h.Slots.Nearest(ctx, q, at)
	if err != nil {
		return err
	}
	return &formsapi.Problem{Code: formsapi.CodeConflict, Alternatives: others, Fields: []formsapi.FieldError{{Field: "slot", Key: "error-slot-taken"}}}
}

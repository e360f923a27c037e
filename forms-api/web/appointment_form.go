package web

import (
	"net/http"

	"golang.org/x/net/html"

	formsapi "sportello/forms-api"
)

// formPath is where the form of a language is.
func formPath(lang string) string { return "/" + lang + "/appointments/new/" }

// showAppointmentForm serves the first step of the form that is not answered. A
// link may answer what for, where and when beforehand.
func (h *handler) showAppointmentForm(w http.ResponseWriter, r *http.Request) {
	lang := r.PathValue("lang")
	if !h.Words.Site(lang) {
		h.showNothing(w, r)
		return
	}
	a := h.settle(asking{lang: lang, typed: r.URL.Query()})
	step, missing := h.next(a)
	var problem error
	if step == stepAbout {
		problem = h.stillFree(r.Context(), a)
	}
	switch {
	case missing:
		h.writeStep(w, r, a, step, missingAnswer(step))
	case problem != nil:
		h.refuseAsking(w, r, a, problem)
	default:
		h.writeStep(w, r, a, step, nil)
	}
}

// missingAnswer says of a step that it was sent without an answer.
func missingAnswer(step string) *refusal {
	wrong := formsapi.FieldError{Field: step, Key: "error-" + step + "-missing"}
	if step == stepPeople {
		wrong = formsapi.FieldError{Field: step, Key: "error-people-range", Args: map[string]any{"Max": formsapi.MaxPeople}}
	}
	return &refusal{status: http.StatusUnprocessableEntity, fields: []formsapi.FieldError{wrong}}
}

// writeStep sends a step, with what is wrong about it if something is.
func (h *handler) writeStep(w http.ResponseWriter, r *http.Request, a asking, step string, refused *refusal, again ...string) {
	p, form, err := h.stepPage(r.Context(), a, step, again...)
	if err != nil {
		h.stepFailed(w, r, err, refused, a.lang)
		return
	}
	h.sendStep(w, r, p, form, a, refused)
}

func (h *handler) sendStep(w http.ResponseWriter, r *http.Request, p *page, form *html.Node, a asking, refused *refusal) {
	h.finishStep(p, form, a)
	status := http.StatusOK
	if refused != nil {
		status = refused.status
		p.showErrors(form, h.messages(refused, a.lang))
	}
	h.writePage(w, r, status, p)
}

// stepFailed answers when there is no form to show; a refusal is said all the same.
func (h *handler) stepFailed(w http.ResponseWriter, r *http.Request, err error, refused *refusal, lang string) {
	if refused != nil {
		h.fillFailed(w, r, err, refused, lang)
		return
	}
	h.refuse(w, r, h.absent(err))
}

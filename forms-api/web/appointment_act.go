package web

import (
	"net/http"
	"slices"
	"strconv"

	formsapi "sportello/forms-api"
)

// An act is a visit to the page of an action.
type act struct {
	action
	lang     string
	followed formsapi.FollowedAppointment
	typed    submission
	from     string // times from this day on
	spoken   string // times at which somebody speaks this language first
	done     string // the action that has led here
}

func (a act) path() string { return requestPath(a.lang, a.followed.Reference) }

// showAction shows what an action would do, and the form that does it. Mail
// scanners follow links: a look changes nothing.
func (h *handler) showAction(w http.ResponseWriter, r *http.Request) {
	a, ok := h.readAct(w, r)
	if !ok {
		return
	}
	if !slices.Contains(offers(a.followed), a.name) {
		seeOther(w, a.instead())
		return
	}
	asked := h.settle(asking{typed: r.URL.Query()})
	a.from, a.spoken = asked.typed.Get("from"), asked.typed.Get("spoken")
	h.writeAction(w, r, a, a.name, nil)
}

// takeAction does it, and leads back to the request's own page.
func (h *handler) takeAction(w http.ResponseWriter, r *http.Request) {
	a, ok := h.readAct(w, r)
	if !ok {
		return
	}
	if a.proven && !a.followed.Provable { // no proof would be right
		seeOther(w, a.instead())
		return
	}
	var err error
	if a.typed, err = readSubmission(w, r); err == nil && a.typed.json {
		err = &refusal{status: http.StatusUnsupportedMediaType, key: "error-media-type"}
	}
	if err != nil {
		h.refuse(w, r, err)
		return
	}
	a.spoken = h.settle(asking{typed: a.typed.typed}).typed.Get("spoken")
	if err := h.mayStep(r, a.event == formsapi.EventCancel); err != nil {
		h.refuseAct(w, r, a, err)
		return
	}
	if a.event == formsapi.EventReply {
		h.showReplies(w, r, a)
		return
	}
	if a.name == actExperience {
		h.takeExperience(w, r, a)
		return
	}
	if a.event == formsapi.EventCorrect && !a.corrects() {
		h.askCorrection(w, r, a)
		return
	}
	if err := h.step(r, a.followed, a.step()); err != nil {
		h.refuseAct(w, r, a, err)
		return
	}
	to := a.path()
	if slices.Contains(quietActions, a.name) {
		to += "?done=" + a.name
	}
	seeOther(w, to)
}

// quietActions are those after which the page looks as before, or nearly.
var quietActions = []string{"accept", "change", "contact"}

// corrects says whether the second form was sent, the one with the new contact.
func (a act) corrects() bool {
	return a.typed.typed.Has("phone") || a.typed.typed.Has("email") || a.typed.typed.Has("contact")
}

// step is what the person wants, as the use case takes it.
func (a act) step() formsapi.PersonStep {
	version, _ := strconv.Atoi(a.typed.text("version")) // without one, the request as it is now
	return formsapi.PersonStep{
		Reference: a.followed.Reference, Version: version, Event: a.event, Slot: a.typed.text("slot"),
		Proof: a.typed.text("proof"), Phone: a.typed.text("phone"), Email: a.typed.text("email"), Contact: a.typed.text("contact"),
	}
}

// readAct finds the request and the action that an address names, or answers.
func (h *handler) readAct(w http.ResponseWriter, r *http.Request) (act, bool) {
	lang := r.PathValue("lang")
	named, known := actionNamed(r.PathValue("action"))
	reference, ok := formsapi.ParseReference(r.PathValue("reference"))
	if !ok || !known || !h.Words.Site(lang) {
		h.findInstead(w, r) // or a page, such as the index.html of the form
		return act{}, false
	}
	guard(w)
	followed, err := h.follow(r, reference)
	if err != nil {
		h.refuse(w, r, err)
		return act{}, false
	}
	return act{action: named, lang: lang, followed: followed}, true
}

// askCorrection asks for the new contact of who proves to be the person, with what
// is known now. Who had left none is asked anew how to be told.
func (h *handler) askCorrection(w http.ResponseWriter, r *http.Request, a act) {
	var known formsapi.Details
	step := a.step()
	err := h.proving(r, step, func() (err error) {
		known, err = h.Follow.Details(r.Context(), step.Reference, step.Proof)
		return err
	})
	if err != nil {
		h.refuseAct(w, r, a, err)
		return
	}
	if known.Phone == "" && known.Email == "" {
		known.Contact = ""
	}
	for name, value := range map[string]string{"phone": known.Phone, "email": known.Email, "contact": known.Contact} {
		a.typed.typed.Set(name, value)
	}
	h.writeAction(w, r, a, actCorrect, nil)
}

// refuseAct says why it was not done: beside the form if it can be mended there,
// otherwise on the request's page, as it is now.
func (h *handler) refuseAct(w http.ResponseWriter, r *http.Request, a act, err error) {
	refused := refusalOf(err)
	refused.office = a.followed.Office
	h.prepareRefusal(w, r, refused)
	if again, err := h.Follow.Follow(r.Context(), a.followed.Reference); err == nil {
		a.followed = again
	}
	form := a.name
	switch {
	case len(refused.fields) == 0 && refused.status == http.StatusConflict:
		form = actNone
	case a.event == formsapi.EventCorrect && a.corrects() && !wrongField(refused, "proof"):
		form = actCorrect
	}
	h.writeAction(w, r, a, form, refused)
}

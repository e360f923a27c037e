package web

import (
	"cmp"
	"net/http"
	"net/netip"
	"time"

	formsapi "sportello/forms-api"
)

// tokenLife is how long a form may stay open and still count as just opened.
const tokenLife = 24 * time.Hour

// createAppointment takes a request for an appointment.
func (h *handler) createAppointment(w http.ResponseWriter, r *http.Request) {
	s, err := readSubmission(w, r)
	lang := h.submissionLanguage(r, s)
	a := asking{lang: lang, typed: s.typed, posted: true}
	if err == nil && !s.json && a.moving() {
		h.moveOn(w, r, s, a)
		return
	}
	var reference formsapi.Reference
	if err == nil {
		reference, err = h.requestAppointment(r, s, lang)
	}
	if err != nil {
		h.refuseAppointment(w, r, s, a, err)
		return
	}
	if s.json {
		writeCreated(w, "/api/appointments/"+reference.String(), reference)
		return
	}
	seeOther(w, requestPath(lang, reference))
}

func (h *handler) requestAppointment(r *http.Request, s submission, lang string) (formsapi.Reference, error) {
	asked := appointmentRequest(s, lang)
	fresh := h.checkToken(&asked)
	if ok, wait := h.mayRequest(r, fresh); !ok {
		return "", tooMany(wait)
	}
	if problems := s.problems(nil); len(problems) > 0 {
		return "", invalid(s.problems(h.Request.Validate(&asked)))
	}
	if ok, wait := h.mayReach(asked); !ok {
		return "", stopped("error-too-many-of-contact", wait)
	}
	return h.Request.Request(r.Context(), asked)
}

// appointmentRequest reads the contract's fields, whatever they came in.
func appointmentRequest(s submission, lang string) formsapi.AppointmentRequest {
	return formsapi.AppointmentRequest{
		Office:   s.text("office"),
		Service:  s.text("service"),
		Slot:     s.text("slot"),
		People:   s.number("people"),
		Language: cmp.Or(s.text("language"), lang),
		Consent:  s.flag("consent"),
		Details: formsapi.Details{
			Name:           s.text("name"),
			Phone:          s.text("phone"),
			Email:          s.text("email"),
			Contact:        s.text("contact"),
			Discreet:       s.flag("discreet"),
			Reason:         s.text("reason"),
			PreferredDays:  s.list("preferred_days"),
			PreferredPart:  s.text("preferred_part"),
			SpokenLanguage: s.text("spoken_language"),
			Interpreter:    s.flag("interpreter"),
			Needs:          s.list("needs"),
		},
		IdempotencyKey: s.key,
		FormToken:      s.text("form_token"),
		Honeypot:       s.text("website"),
	}
}

// checkToken drops a token that is not ours, and tells whether it is fresh.
func (h *handler) checkToken(asked *formsapi.AppointmentRequest) (fresh bool) {
	made, ours := h.Tokens.FormToken(asked.FormToken)
	if !ours {
		asked.FormToken = ""
		return false
	}
	age := h.Now().Sub(made)
	return age >= -time.Minute && age < tokenLife // another instance's clock may be ahead
}

func (h *handler) mayRequest(r *http.Request, fresh bool) (ok bool, wait time.Duration) {
	if fresh {
		return h.allowed(h.requests, r)
	}
	return h.allowed(h.strangers, r)
}

func (h *handler) allowed(l *limiter[netip.Prefix], r *http.Request) (ok bool, wait time.Duration) {
	if !h.Limits {
		return true, 0
	}
	return l.take(h.network(r), h.Now())
}

// mayReach counts what one telephone or e-mail asks for, whoever writes it there
// and from wherever: nobody's telephone is to be flooded. Only requests that are
// in order count. A contact is known here by its blind index alone.
func (h *handler) mayReach(asked formsapi.AppointmentRequest) (ok bool, wait time.Duration) {
	if !h.Limits || len(h.Request.Validate(&asked)) > 0 {
		return true, 0
	}
	return takeEach(bucketsOf(h.contacts, formsapi.ContactIndexes(h.Request.Sealer, asked.Details)), h.Now())
}

// submissionLanguage is the language of the answer to a submission.
func (h *handler) submissionLanguage(r *http.Request, s submission) string {
	if s.fields == nil {
		return h.answerLanguage(r, "")
	}
	return h.answerLanguage(r, s.text("language"))
}

// writeCreated is the answer to a program (RFC 9110 15.3.2). An empty location is left out.
func writeCreated(w http.ResponseWriter, location string, reference formsapi.Reference) {
	if location != "" {
		w.Header().Set("Location", location)
	}
	writeJSON(w, http.StatusCreated, jsonType, map[string]string{"reference": reference.String()})
}

// seeOther leads a browser to a page that can be reloaded and kept.
func seeOther(w http.ResponseWriter, to string) {
	w.Header().Set("Location", to)
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusSeeOther)
}

package web

import (
	"net/http"
	"slices"
	"strings"

	formsapi "sportello/forms-api"
)

// changeAppointment lets a program do what the person may do: one thing at a
// time, and with If-Match only to the version that was read (RFC 9110 13.1.1).
func (h *handler) changeAppointment(w http.ResponseWriter, r *http.Request) {
	guard(w)
	s, err := readSubmission(w, r)
	if err == nil && !s.json {
		err = &refusal{status: http.StatusUnsupportedMediaType, key: "error-media-type"}
	}
	var f formsapi.FollowedAppointment
	if err == nil {
		f, err = h.followed(r)
	}
	if err == nil {
		err = matches(r, f)
	}
	if err == nil {
		err = h.patch(r, s, f)
	}
	if err == nil {
		f, err = h.followed(r)
	}
	if err != nil {
		refused := refusalOf(err)
		refused.office = f.Office
		h.refuse(w, r, refused)
		return
	}
	writeFollowed(w, f)
}

// matches compares If-Match with the version; without the header any will do.
func matches(r *http.Request, f formsapi.FollowedAppointment) error {
	wanted := strings.Join(r.Header.Values("If-Match"), ",")
	if wanted == "" || strings.TrimSpace(wanted) == "*" {
		return nil
	}
	for tag := range strings.SplitSeq(wanted, ",") {
		if strings.TrimSpace(tag) == versionTag(f) {
			return nil
		}
	}
	return &refusal{status: http.StatusPreconditionFailed, key: "error-changed"}
}

func (h *handler) patch(r *http.Request, s submission, f formsapi.FollowedAppointment) error {
	step, wrong := readPatch(s, f)
	if err := h.mayStep(r, wrong == nil && step.Event == formsapi.EventCancel); err != nil {
		return err
	}
	if wrong != nil {
		return wrong
	}
	if r.Header.Get("If-Match") != "" {
		step.Version = f.Version
	}
	return h.step(r, f, step)
}

// readPatch reads what is wanted: a state, or a time, or another contact.
func readPatch(s submission, f formsapi.FollowedAppointment) (formsapi.PersonStep, error) {
	step := formsapi.PersonStep{
		Reference: f.Reference, Slot: s.text("slot"),
		Proof: s.text("proof"), Phone: s.text("phone"), Email: s.text("email"), Contact: s.text("contact"),
	}
	state := formsapi.State(s.text("state"))
	if wrong := s.problems(nil); len(wrong) > 0 {
		return step, invalid(wrong)
	}
	correction := step.Proof + step.Phone + step.Email + step.Contact
	switch {
	case more(state != "", step.Slot != "", correction != ""):
		return step, wrongState()
	case state != "":
		event, ok := eventFor(state, f)
		if !ok {
			return step, wrongState()
		}
		step.Event = event
	case step.Slot != "":
		step.Event = formsapi.EventRequest
	case correction != "":
		step.Event, step.Partial = formsapi.EventCorrect, true
	default:
		return step, wrongState()
	}
	return step, nil
}

func wrongState() error {
	return invalid([]formsapi.FieldError{{Field: "state", Key: "error-change-unknown"}})
}

// more says whether several of some things are so.
func more(given ...bool) bool {
	given = slices.DeleteFunc(given, func(so bool) bool { return !so })
	return len(given) > 1
}

// eventFor is the event that leads to a state which a person can want.
func eventFor(state formsapi.State, f formsapi.FollowedAppointment) (formsapi.Event, bool) {
	switch state {
	case formsapi.CancelledByPerson:
		return formsapi.EventCancel, true
	case formsapi.Confirmed:
		return formsapi.EventAccept, true
	case formsapi.Waiting:
		if f.State == formsapi.Proposed {
			return formsapi.EventRefuse, true
		}
		return formsapi.EventWait, true
	}
	return "", false
}

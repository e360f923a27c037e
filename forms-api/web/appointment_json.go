package web

import (
	"net/http"
	"strconv"
	"time"

	formsapi "sportello/forms-api"
)

// An appointmentJSON is a request as programs read it.
type appointmentJSON struct {
	Reference     string           `json:"reference"`
	State         formsapi.State   `json:"state"`
	Office        string           `json:"office"`
	Service       string           `json:"service"`
	People        int              `json:"people"`
	Start         string           `json:"start,omitempty"` // RFC 3339 with the office's offset
	Minutes       int              `json:"minutes,omitempty"`
	HeldUntil     string           `json:"held_until,omitempty"` // RFC 3339 with the office's offset
	DeclineReason string           `json:"decline_reason,omitempty"`
	Instead       string           `json:"instead,omitempty"`
	Events        []formsapi.Event `json:"events"` // what the person can do now
}

func followedJSON(f formsapi.FollowedAppointment) appointmentJSON {
	shown := appointmentJSON{
		Reference: f.Reference.String(), State: f.State, Office: f.Office, Service: f.Service, People: f.People,
		DeclineReason: f.DeclineReason, Instead: f.Instead, Events: append([]formsapi.Event{}, f.Events...),
	}
	if f.Start == nil {
		return shown
	}
	at := startTime(*f.Start)
	shown.Start, shown.Minutes = at.Format(time.RFC3339), f.Minutes
	if !f.HoldUntil.IsZero() {
		shown.HeldUntil = f.HoldUntil.In(at.Location()).Format(time.RFC3339)
	}
	return shown
}

// showAppointmentJSON says to a program where a request stands.
func (h *handler) showAppointmentJSON(w http.ResponseWriter, r *http.Request) {
	guard(w)
	followed, err := h.followed(r)
	if err != nil {
		h.refuse(w, r, err)
		return
	}
	writeFollowed(w, followed)
}

// followed finds the request that an address of the API names.
func (h *handler) followed(r *http.Request) (formsapi.FollowedAppointment, error) {
	reference, ok := formsapi.ParseReference(r.PathValue("reference"))
	if !ok {
		return formsapi.FollowedAppointment{}, h.nothing()
	}
	return h.follow(r, reference)
}

// writeFollowed names the version in the ETag (RFC 9110 8.8.3), for If-Match.
func writeFollowed(w http.ResponseWriter, f formsapi.FollowedAppointment) {
	w.Header().Set("ETag", versionTag(f))
	writeJSON(w, http.StatusOK, jsonType, followedJSON(f))
}

func versionTag(f formsapi.FollowedAppointment) string { return strconv.Quote(strconv.Itoa(f.Version)) }

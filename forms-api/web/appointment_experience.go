package web

import (
	"net/http"

	formsapi "sportello/forms-api"
)

// actExperience is the action of who says what they think of the service.
const actExperience = "experience"

// takeExperience keeps the answers to the two questions. Who has answered already, in
// another window or at the counter, is thanked as well.
func (h *handler) takeExperience(w http.ResponseWriter, r *http.Request, a act) {
	said := formsapi.ExperienceAnswer{Helped: a.typed.number("helped"), Treated: a.typed.number("treated")}
	err := h.Experience.Rate(r.Context(), a.followed.Reference, said)
	switch code := formsapi.CodeOf(err); {
	case err == nil, code == formsapi.CodeConflict:
		a.followed.Rated = true
	case code != formsapi.CodeNotFound: // who has not been there, or was marked so by mistake, reads it on the page
		h.refuseAct(w, r, a, err)
		return
	}
	seeOther(w, a.instead())
}

// instead is where somebody is led who cannot do an action now: to the request's page,
// which says how it stands.
func (a act) instead() string {
	if a.name == actExperience && a.followed.Rated {
		return a.path() + "?done=" + actExperience
	}
	return a.path()
}

package desk_test

import (
	"testing"

	formsapi "sportello/forms-api"
)

// Given a request of somebody who chose days, a need and languages, the Italian desk
// says each answer in Italian, and the English one in English with the Italian beside.
func TestCodedAnswersHaveTheirItalianLabel(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Marco", operator))
	path := "/desk/appointments/" + h.givenRequest(func(r *formsapi.AppointmentRequest) {
		r.Language, r.SpokenLanguage, r.Needs = "en", "fr", []string{"wheelchair"}
		r.PreferredDays, r.PreferredPart = []string{"tue"}, "morning"
	}).String()

	p := v.get(path).says(".told", "Tuesday · morning (martedì · mattina)").says(".told", "Wheelchair access (Accesso con sedia a rotelle)")
	p.says(".told", "the request’s code (Nessun contatto").says(".glance", "French (francese)").has(".told [lang=it]", 5)

	v.follow(v.post("/desk/language", "language", "it", "next", path).leadsTo(path))
	v.get(path).says(".told", "martedì · mattina").says(".told", "Accesso con sedia a rotelle").says(".glance", "francese").has(".told [lang=it], .glance [lang=it]", 0)
}

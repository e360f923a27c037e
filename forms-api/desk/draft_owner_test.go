package desk_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	formsapi "sportello/forms-api"
)

// Given a colleague whose session ended while they wrote, who signs in after them at the
// same browser finds nothing of it: not as a draft, not as a notice, and not by the script
// of the page that was left open, which goes on. The colleague finds it where they left it.
func TestWhatALostSessionLeavesIsNobodyElses(t *testing.T) {
	h := givenDesk(t)
	marco, nadia := h.givenStaff("Marco", operator), h.givenStaff("Nadia", operator)
	path := "/desk/appointments/" + h.givenRequest().String()
	pc := h.signedIn(marco)
	left := pc.get(path)
	saves := left.attr("#note", "data-draft")
	answers := left.attr("#reply-text", "data-draft")
	pc.post(saves, "text", "She told me about").is(http.StatusNoContent)
	pc.post(answers, "text", "Dear Amina").is(http.StatusNoContent)
	pc.post(path+"/urgency", "version", "1", "urgency", "urgent").is(http.StatusSeeOther) // “Saved” waits to be said
	h.clock.pass(formsapi.SessionIdle)

	pc.post(saves, "text", "She told me about her son").is(http.StatusSeeOther)
	pc.post("/desk/sign-in", "email", nadia.Email, "password", password, "next", path).leadsTo(path)
	pc.post(saves, "text", "She told me about her son").is(http.StatusForbidden)
	pc.post(answers, "text", "Dear Amina, your son").is(http.StatusForbidden)
	pc.get(path).is(http.StatusOK).lacks("She told me").lacks("Dear Amina").has(".notice", 0)
	pc.get("/desk/").has(".notice", 0)

	at, err := url.Parse(pc.get(path).attr("#note", "data-draft"))
	if err != nil || at.Query().Get("of") != nadia.ID.String() || strings.Contains(at.String(), marco.ID.String()) {
		t.Errorf("her own page keeps drafts at %s, %v", at, err)
	}
	back := h.signedIn(marco).get(path)
	back.says("#note", "She told me about").says("#reply-text", "Dear Amina").lacks("her son")
}

package desk_test

import (
	"testing"

	formsapi "sportello/forms-api"
)

// Given a request in each state in which staff can offer a time, the step says
// first what becomes of the time that the person has, and which step is for a
// time that was agreed by telephone.
func TestAStepSaysWhatItDoes(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	asked, waits := h.givenRequest(asksFor(tuesdayAtTen)), h.givenRequest(of("montelucci", "it"))
	hint := func(step string) string { return `form[action$="/` + step + `"] .hint` }
	p := v.get("/desk/appointments/"+asked.String()).says(hint("propose"), "The time they asked for is free again at once")
	p.says(hint("confirm"), "For a time that you have agreed on").says(".held button", "Confirm the time they asked for").says("details.step:first-of-type summary", "Confirm another time")
	v.get("/desk/appointments/"+waits.String()).says(hint("propose"), "They get the offer and can accept or refuse")
	h.decide(root, formsapi.Decision{ID: asked, Version: 1, Event: formsapi.EventConfirm})
	p = v.get("/desk/appointments/"+asked.String()).says(hint("propose"), "the confirmed time no longer holds from now on")
	p.says(hint("move"), "in place of the one before")
	h.decide(root, formsapi.Decision{ID: asked, Version: 2, Event: formsapi.EventPropose, Start: "2026-03-03T11:00"})
	v.get("/desk/appointments/"+asked.String()).says(".held button", "They said yes: confirm Tuesday, 3 March 2026, 11:00")
}

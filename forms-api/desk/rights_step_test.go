package desk_test

import (
	"net/http"
	"slices"
	"testing"

	formsapi "sportello/forms-api"
)

// stepsOfNotes are the steps that a mediator may take too; all others are for who
// works on requests.
var stepsOfNotes = []formsapi.Event{
	formsapi.EventAttend, formsapi.EventMiss, formsapi.EventFlag, formsapi.EventSeen, formsapi.EventUndo,
}

// steps are all that staff do with a request in its form.
func steps() (all []formsapi.Event) {
	for _, t := range formsapi.Transitions {
		if t.By == formsapi.ActorStaff && t.From != "" && !slices.Contains(all, t.Event) {
			all = append(all, t.Event)
		}
	}
	return append(all, formsapi.WorkEvents...)
}

// Every step × role × office: the address of steps is one route, and each step has a
// right of its own. Who has it gets as far as a stale version takes them, and nothing
// happens to the request.
func TestEveryStepAnswersEveryRole(t *testing.T) {
	h := givenDesk(t)
	people := givenWalkers(h)
	path := aRequest("/")(h)
	stale := []string{"version", "7", "date", "2026-03-05", "time", "10:30", "outcome", "informed", "urgency", "low", "reason", "other"}
	before := h.standing()
	for _, event := range steps() {
		mediators := "403"
		if slices.Contains(stepsOfNotes, event) {
			mediators = "409"
		}
		want := [9]string{"in", "409", mediators, "409", "404", "404", "404", "404", "404"}
		for i, who := range people {
			if got := who.ask(http.MethodPost, path+string(event), stale); got != want[i] {
				t.Errorf("%s answers %s to %s, not %s", event, got, who.name, want[i])
			}
		}
	}
	h.unchanged("stepping with a stale version", before)
}

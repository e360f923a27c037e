package desk_test

import (
	"net/http"
	"testing"

	formsapi "sportello/forms-api"
)

// Given colleagues who never used their link, owe a second factor, or are at work,
// requests are given to the last alone.
func TestRequestsAreGivenToWhoWorks(t *testing.T) {
	h := givenDesk(t)
	lucia := h.givenStaff("Lucia", coordinator)
	invited := formsapi.Staff{Name: "Ines", Email: "ines@example.org", Language: "en", Grants: []formsapi.Grant{operator}}
	if _, err := h.accounts.Invite(t.Context(), invited, formsapi.ByCommand); err != nil {
		t.Fatal(err)
	}
	invited, err := h.store.StaffByEmail(t.Context(), invited.Email)
	if err != nil {
		t.Fatal(err)
	}
	owes, works := h.givenNewStaff("Olga", coordinator), h.givenStaff("Marco", operator)
	id := h.givenRequest()
	page := h.signedIn(lucia).get("/desk/appointments/" + id.String()).is(http.StatusOK)
	for _, c := range []struct {
		formsapi.Staff
		given bool
	}{{invited, false}, {owes, false}, {works, true}} {
		offered := len(page.all(`select[name="to"] option[value="`+c.ID.String()+`"]`)) > 0
		err := h.work.Decide(t.Context(), lucia, formsapi.Decision{ID: id, Version: h.newest().Version, Event: formsapi.EventFlag, To: c.ID})
		if taken := err == nil; offered != c.given || taken != c.given {
			t.Errorf("%s is offered: %v, and taken: %v (%v); want %v", c.Name, offered, taken, err, c.given)
		}
	}
}

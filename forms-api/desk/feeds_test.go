package desk_test

import (
	"net/http"
	"strings"
	"testing"

	formsapi "sportello/forms-api"
)

// Given a new calendar's address, it is shown once, works, and ends when it is taken back.
func TestACalendarsAddressIsShownOnceAndTakenBack(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Nadia", formsapi.Grant{Role: formsapi.RoleMediator, Office: "potenza"}))
	v.get("/desk/feeds").says(".empty", "No addresses yet").has("code", 0)
	made := v.post("/desk/feeds", "office", "potenza").is(http.StatusOK)
	address := made.text("code.link")
	secret, isICS := strings.CutSuffix(strings.TrimPrefix(address, "https://help.example.org/calendar/"), ".ics")
	if !isICS || len(secret) < 32 {
		t.Fatalf("the address is %s", address)
	}
	if _, _, err := h.feeds.Read(t.Context(), secret); err != nil {
		t.Errorf("the address does not work: %v", err)
	}
	listed := v.get("/desk/feeds?office=potenza").lacks(secret).says("tbody", "Today, 10:00 you works")
	revoked := v.post(listed.attr(`form[action$="/revoke"]`, "action"), "office", "potenza")
	v.follow(revoked).says(".notice", "no longer works").says("tbody", "taken back: Today, 10:00").has(`form[action$="/revoke"]`, 0)
	if _, _, err := h.feeds.Read(t.Context(), secret); formsapi.CodeOf(err) != formsapi.CodeNotFound {
		t.Errorf("an address that was taken back answers %v", err)
	}
}

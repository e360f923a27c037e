package desk_test

import (
	"net/http"
	"testing"

	formsapi "sportello/forms-api"
)

// Given somebody with the password who looks at the page of the second factor, what
// they read is not what the owner sets up: each session has its own, for ten minutes.
func TestASecondFactorIsSetUpInOneSession(t *testing.T) {
	h := givenDesk(t)
	marco := h.givenStaff("Marco", operator)
	thief, own := h.signedIn(marco), h.signedIn(marco)
	read := thief.get("/desk/account/second-factor").secret()
	secret := own.get("/desk/account/second-factor").secret()
	if secret == read {
		t.Error("another session read it beforehand")
	}
	own.post("/desk/account/second-factor", "code", h.appCode(read)).is(http.StatusForbidden)
	for name, happens := range map[string]func(){
		"ten minutes": func() { h.clock.pass(formsapi.SetupLife) },
		"another password": func() {
			own.post("/desk/account/password", "current", password, "password", password, "repeated", password).leadsTo("/desk/account")
		},
		"ended sessions": func() { own.post("/desk/account/sessions/end-others").leadsTo("/desk/account") },
	} {
		begun := own.get("/desk/account/second-factor").secret()
		happens()
		own.follow(own.post("/desk/account/second-factor", "code", h.appCode(begun)).leadsTo("/desk/account/second-factor")).says(".notice", "Begin again")
		if again := own.get("/desk/account/second-factor").secret(); again == begun {
			t.Errorf("after %s it is the same secret", name)
		}
	}
	own.post("/desk/account/second-factor", "code", h.appCode(own.get("/desk/account/second-factor").secret())).is(http.StatusOK).has(".recovery li", 10)
}

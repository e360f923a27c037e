package desk_test

import (
	"net/http"
	"testing"

	formsapi "sportello/forms-api"
)

// late is a sign-in that is under way while something happens: its session is stored
// after that has ended all sessions. The test has it stored before, and brings it back.
func (h *help) late(s formsapi.Staff, happens func()) *visitor {
	h.t.Helper()
	v := h.visitor()
	v.post("/desk/sign-in", "email", s.Email, "password", password).is(http.StatusSeeOther)
	happens()
	h.spoil(`UPDATE session SET ended_at = NULL, data = coalesce((SELECT data FROM kept WHERE kept.token_hash = session.token_hash), data) WHERE ended_at IS NOT NULL`)
	return v
}

// keepSessions remembers the sessions as they are.
func (h *help) keepSessions() {
	h.t.Helper()
	h.spoil(`CREATE TABLE kept AS SELECT token_hash, data FROM session`)
}

// Given a sign-in with the old password that was under way while the password was
// changed, it opens nothing; where the password was changed one stays signed in.
func TestASignInWithTheOldPasswordIsNone(t *testing.T) {
	h := givenDesk(t)
	marco := h.givenStaff("Marco", operator)
	own := h.signedIn(marco)
	late := h.late(marco, func() {
		h.keepSessions()
		own.post("/desk/account/password", "current", password, "password", "another good phrase", "repeated", "another good phrase").leadsTo("/desk/account")
	})
	late.get("/desk/account").leadsTo("/desk/sign-in?next=%2Fdesk%2Faccount")
	own.get("/desk/account").is(http.StatusOK)
}

// Given a sign-in with the password alone that was under way while a second factor was
// set up, it opens nothing; where it was set up one stays signed in.
func TestASignInWithoutACodeIsNoneOnceThereIsASecondFactor(t *testing.T) {
	h := givenDesk(t)
	marco := h.givenStaff("Marco", operator)
	own := h.signedIn(marco)
	late := h.late(marco, func() {
		h.keepSessions()
		secret := own.get("/desk/account/second-factor").secret()
		own.post("/desk/account/second-factor", "code", h.appCode(secret)).is(http.StatusOK)
	})
	late.get("/desk/account").leadsTo("/desk/sign-in?next=%2Fdesk%2Faccount")
	own.get("/desk/account").is(http.StatusOK)
}

// Given a colleague at a page, a role that is taken away is gone with the next step,
// and one that is given is there.
func TestAnOpenSessionHasTheRolesOfNow(t *testing.T) {
	h := givenDesk(t)
	marco := h.givenStaff("Marco", operator)
	request := "/desk/appointments/" + h.givenRequest().String()
	v := h.signedIn(marco)
	v.get(request).is(http.StatusOK)
	for _, c := range []struct {
		grants []formsapi.Grant
		status int
	}{
		{[]formsapi.Grant{{Role: formsapi.RoleOperator, Office: "montelucci"}}, http.StatusNotFound},
		{[]formsapi.Grant{{Role: formsapi.RoleMediator, Office: "potenza"}}, http.StatusOK},
	} {
		if err := h.accounts.SetGrants(t.Context(), marco.Email, c.grants, formsapi.ByCommand); err != nil {
			t.Fatal(err)
		}
		v.get(request).is(c.status)
		v.post(request+"/assign", "version", "1", "to", marco.ID.String()).is(map[int]int{http.StatusNotFound: http.StatusNotFound, http.StatusOK: http.StatusForbidden}[c.status])
	}
}

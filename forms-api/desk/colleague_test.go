package desk_test

import (
	"net/http"
	"slices"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// Given other roles, they hold from the next page on.
func TestAnAdministratorChangesRoles(t *testing.T) {
	h := givenDesk(t)
	v, marco := h.signedIn(h.givenStaff("Ada", administrator)), h.givenStaff("Marco", operator)
	his := h.signedIn(marco)
	his.get("/desk/day?office=potenza").is(http.StatusOK)
	his.get("/desk/translations").is(http.StatusForbidden)

	p := v.get("/desk/staff/"+marco.ID.String()).is(http.StatusOK).says("h1", "Marco")
	p.has(`[value="operator:potenza"][checked]`, 1).has("[checked]", 1).has("[disabled]", 0)
	v.follow(v.post(p.attr(`form[action$="/grants"]`, "action"), "grant", "mediator:montelucci", "grant", "operator:montelucci").
		leadsTo("/desk/staff/"+marco.ID.String())).says(".notice", "saved").has(`[value="mediator:montelucci"][checked]`, 1).has("[checked]", 2)
	his.get("/desk/day?office=potenza").is(http.StatusNotFound)
	his.get("/desk/translations").is(http.StatusOK)
	his.get("/desk/staff/" + marco.ID.String()).is(http.StatusNotFound)
	if h.audited(formsapi.ActionGrants) != 1 {
		t.Error("the audit log does not have it")
	}
}

func TestRolesThatAreNoneAreRefused(t *testing.T) {
	h := givenDesk(t)
	v, marco := h.signedIn(h.givenStaff("Ada", administrator)), h.givenStaff("Marco", operator)
	path := "/desk/staff/" + marco.ID.String() + "/grants"
	v.post(path).is(http.StatusUnprocessableEntity).says(".errors", "at least one role").has("[checked]", 0)
	v.post(path, "grant", "king:potenza").is(http.StatusUnprocessableEntity).says(".errors", "no role king")
	v.post(path, "grant", "operator:moon").is(http.StatusUnprocessableEntity).says(".errors", "no office moon")
	if s, err := h.store.StaffByID(t.Context(), marco.ID); err != nil || !slices.Equal(s.Grants, []formsapi.Grant{operator}) {
		t.Errorf("the roles are %v, %v", s.Grants, err)
	}
}

// Nobody gives themselves a role; who manages one office gives none beyond it.
func TestRolesAreGivenWithinWhatOneManages(t *testing.T) {
	h := givenDesk(t)
	ada, marco, lucia := h.givenStaff("Ada", administrator), h.givenStaff("Marco", operator), h.givenStaff("Lucia", coordinator)
	v := h.signedIn(ada)
	own := "/desk/staff/" + ada.ID.String() + "/grants"
	v.post(own, "grant", "administrator", "grant", "operator:potenza").is(http.StatusForbidden).says(".errors", "give themselves a role")
	v.get("/desk/staff/"+ada.ID.String()).has("[name=grant]:not([disabled])", 1)

	local := h.signedIn(h.givenStaff("Local", formsapi.Grant{Role: formsapi.RoleAdministrator, Office: "potenza"}))
	local.get("/desk/staff/"+marco.ID.String()).has("tbody tr", 1)
	his := "/desk/staff/" + marco.ID.String() + "/grants"
	local.post(his, "grant", "operator:potenza", "grant", "operator").is(http.StatusForbidden)
	local.post(his, "grant", "mediator:potenza").is(http.StatusSeeOther)
	local.post("/desk/staff/"+lucia.ID.String()+"/grants", "grant", "operator:potenza").is(http.StatusNotFound)
}

// Given one administrator of all offices who can sign in, they stay that.
func TestTheLastAdministratorStays(t *testing.T) {
	h := givenDesk(t)
	ada := h.givenStaff("Ada", administrator, operator)
	v := h.signedIn(ada)
	own := "/desk/staff/" + ada.ID.String() + "/grants"
	v.post(own, "grant", "operator:potenza").is(http.StatusConflict).says(".errors", "last administrator").has(`[value=administrator]:not([checked])`, 1)

	eva := h.givenStaff("Eva", administrator)
	v.follow(v.post(own, "grant", "operator:potenza").leadsTo("/desk/account")).says(".notice", "roles are saved")
	v.get("/desk/staff").is(http.StatusForbidden)
	if err := h.accounts.Disable(t.Context(), eva.Email, ada.ID.String()); formsapi.CodeOf(err) != formsapi.CodeConflict {
		t.Errorf("the last administrator's account is closed: %v", err)
	}
}

// Given a colleague who has lost the telephone, their second factor is taken away:
// they are signed out, told at the next sign-ins who did it, and set up another.
func TestALostSecondFactorIsTakenAway(t *testing.T) {
	h := givenDesk(t)
	v, lucia := h.signedIn(h.givenStaff("Ada", administrator)), h.givenStaff("Lucia", coordinator)
	hers := h.signedIn(lucia)
	path := "/desk/staff/" + lucia.ID.String()
	v.get("/desk/staff").says("tbody", "Lucia lucia@example.org Coordinator, all offices Active set up")
	v.follow(v.post(path+"/second-factor").leadsTo(path)).says(".notice", "is taken away").says(".summary", "still to be set up").has(`form[action$="/second-factor"]`, 0)
	v.follow(v.post(path+"/second-factor").leadsTo(path)).says(".notice", "has no second factor")
	hers.get("/desk/").leadsTo("/desk/sign-in?next=%2Fdesk%2F")
	stale := h.recoveryCode(lucia)

	hers = h.signedIn(lucia)
	hers.get("/desk/").leadsTo("/desk/account/second-factor")
	hers.get("/desk/account/second-factor").says(".notice", "Your second factor was taken away (\u2068Ada\u2069, Monday, 2 March 2026")
	secret := h.givenFactor(lucia)
	h.clock.pass(time.Minute)
	again := h.visitor()
	again.post("/desk/sign-in", "email", lucia.Email, "password", password).is(http.StatusSeeOther)
	again.post("/desk/sign-in/code", "code", stale).is(http.StatusForbidden).says(".errors", "not right")
	again.follow(again.post("/desk/sign-in/code", "code", h.appCode(secret)).leadsTo("/desk/")).says(".notice", "was taken away")
}

func TestOnesOwnSecondFactorIsNotTakenAwayHere(t *testing.T) {
	h := givenDesk(t)
	ada := h.givenStaff("Ada", administrator)
	v := h.signedIn(ada)
	v.post("/desk/staff/"+ada.ID.String()+"/second-factor").is(http.StatusForbidden).says("main", "page of your account")
	v.get("/desk/staff/"+ada.ID.String()).has(`form[action$="/link"]`, 0).has(`form[action$="/disable"]`, 0)
	if h.audited(formsapi.ActionTakeCode) != 0 {
		t.Error("it was taken away")
	}
}

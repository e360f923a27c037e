package desk_test

import (
	"net/http"
	"strings"
	"testing"

	formsapi "sportello/forms-api"
)

var administrator = formsapi.Grant{Role: formsapi.RoleAdministrator}

func TestAdministratorInvitesAColleague(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Ada", administrator))
	p := v.post("/desk/staff", "name", "Nadia", "email", "Nadia@Example.org", "role", "operator", "role", "mediator", "office", "potenza").is(http.StatusOK)
	p.says("tbody", "Nadia nadia@example.org Mediator, Potenza help desk Operator, Potenza help desk Has not used the link yet")
	link := strings.TrimPrefix(p.text(".link"), "https://help.example.org")
	v.get("/desk/staff").has(".link", 0)

	nadia := h.visitor()
	nadia.get(link).is(http.StatusOK).says("main", "For the account of Nadia")
	nadia.post("/desk/invitation", "token", link[strings.Index(link, "=")+1:], "password", password, "repeated", password).leadsTo("/desk/")
	v.get("/desk/staff").says("tbody", "Mediator, Potenza help desk Operator, Potenza help desk Active")
}

func TestInvitationsThatAreWrongKeepWhatWasTyped(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Ada", administrator))
	p := v.post("/desk/staff", "name", " ", "email", "nadia").is(422)
	p.says(`.errors a[href="#email"]`, "e-mail address").says(`.errors a[href="#name"]`, "Type the name").says(`.errors a[href="#role"]`, "at least one role")
	if p.attr("#email", "value") != "nadia" {
		t.Error("the e-mail that was typed is gone")
	}
	p = v.post("/desk/staff", "name", "Nadia", "email", "ada@example.org", "role", "mediator", "office", "potenza").is(422)
	p.says("#error-email", "There is an account").has("#role-mediator[checked]", 1).has(`#office option[value=potenza][selected]`, 1)
	v.post("/desk/staff", "name", "N", "email", "n@example.org", "role", "king", "office", "moon").is(422).
		says("#error-role", "no role king").says("#error-office", "no office moon")
	if n, err := h.store.CountStaff(t.Context()); err != nil || n != 1 {
		t.Errorf("%d accounts are stored, not 1 (%v)", n, err)
	}
}

func TestNewLinkTakesThePasswordAway(t *testing.T) {
	h := givenDesk(t)
	v, marco := h.signedIn(h.givenStaff("Ada", administrator)), h.givenStaff("Marco", operator)
	his := h.signedIn(marco)
	v.post("/desk/staff/"+marco.ID.String()+"/link").is(http.StatusOK).says(".notice h2", "The link for Marco").has(".link", 1)
	his.get("/desk/").is(http.StatusSeeOther)
	his.post("/desk/sign-in", "email", marco.Email, "password", password).is(http.StatusForbidden)
}

func TestAccountsAreClosedButNotOnesOwn(t *testing.T) {
	h := givenDesk(t)
	ada, marco := h.givenStaff("Ada", administrator), h.givenStaff("Marco", operator)
	v := h.signedIn(ada)
	v.follow(v.post("/desk/staff/"+marco.ID.String()+"/disable").leadsTo("/desk/staff")).says(".notice", "closed").says("tbody", "Closed")
	v.post("/desk/staff/"+ada.ID.String()+"/disable").is(http.StatusForbidden).says("main", "your own account")
	v.get("/desk/staff").has("tbody details", 0)
}

func TestAdministratorOfOneOfficeManagesThatOfficeAlone(t *testing.T) {
	h := givenDesk(t)
	local := h.signedIn(h.givenStaff("Ada", formsapi.Grant{Role: formsapi.RoleAdministrator, Office: "potenza"}))
	h.givenStaff("Marco", operator)
	h.givenStaff("Lucia", coordinator)
	p := local.get("/desk/staff").says("tbody", "Marco").lacks("Lucia").has("#office option", 1)
	p.says("#office", "Potenza help desk")
	for _, office := range []string{"", "montelucci"} {
		local.post("/desk/staff", "name", "N", "email", "n@example.org", "role", "coordinator", "office", office).is(http.StatusForbidden)
	}
}

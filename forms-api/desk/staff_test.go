package desk_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

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

// Given a password that an administrator took back, its owner reads who did it,
// at every sign-in of a month: also after somebody else used the link first.
func TestWhoTookAPasswordBackIsTold(t *testing.T) {
	h := givenDesk(t)
	ada, marco := h.givenStaff("Ada", administrator), h.givenStaff("Marco", operator)
	link := func(p *page) string { return p.text(".link")[strings.Index(p.text(".link"), "=")+1:] }
	accept := func(token string) *page {
		v := h.visitor()
		return v.follow(v.post("/desk/invitation", "token", token, "password", password, "repeated", password))
	}
	v := h.signedIn(marco)
	v.get("/desk/").has(".notice", 0)
	first := link(h.signedIn(ada).post("/desk/staff/" + marco.ID.String() + "/link"))
	accept(first).says(".notice", "taken back (\u2068Ada\u2069, Monday, 2 March 2026, 10:00)").says(".notice", "Your password is saved")

	h.clock.pass(24 * time.Hour)
	v = h.signedIn(marco)
	v.get("/desk/").says(".notice", "\u2068Ada\u2069, Monday, 2 March")
	v.get("/desk/").has(".notice", 0)
	second, err := h.accounts.Reset(t.Context(), marco.Email, formsapi.ByCommand)
	if err != nil {
		t.Fatal(err)
	}
	accept(second).says(".notice", "taken back (\u2068command line\u2069, Tuesday, 3 March 2026")
	if h.audited(formsapi.ActionReset) != 2 {
		t.Error("the audit log does not have both")
	}
	h.clock.pass(formsapi.TellReset + time.Hour)
	h.signedIn(marco).get("/desk/").has(".notice", 0)
	h.signedIn(ada).get("/desk/").lacks("taken back")
}

// Given an account that was closed while the page of accounts was open, no link
// is made that would open nothing.
func TestAClosedAccountGetsNoLink(t *testing.T) {
	h := givenDesk(t)
	v, marco := h.signedIn(h.givenStaff("Ada", administrator)), h.givenStaff("Marco", operator)
	if err := h.accounts.Disable(t.Context(), marco.Email, formsapi.ByCommand); err != nil {
		t.Fatal(err)
	}
	v.post("/desk/staff/"+marco.ID.String()+"/link").is(http.StatusConflict).says("main", "This account is closed").has(".link", 0)
	if token, err := h.accounts.Reset(t.Context(), marco.Email, formsapi.ByCommand); formsapi.CodeOf(err) != formsapi.CodeConflict || token != "" {
		t.Errorf("the command line is answered %q, %v", token, err)
	}
	if h.audited(formsapi.ActionReset) != 0 {
		t.Error("the audit log has a link that was not made")
	}
}

func TestAccountsAreClosedButNotOnesOwn(t *testing.T) {
	h := givenDesk(t)
	ada, marco := h.givenStaff("Ada", administrator), h.givenStaff("Marco", operator)
	v := h.signedIn(ada)
	v.follow(v.post("/desk/staff/"+marco.ID.String()+"/disable").leadsTo("/desk/staff")).says(".notice", "closed").says("tbody", "Closed")
	v.post("/desk/staff/"+ada.ID.String()+"/disable").is(http.StatusForbidden).says("main", "your own account")
	v.get("/desk/staff").has("tbody details", 0)
}

// Given a closed account, what closing and a new link do is read before the button;
// an administrator opens it again with a link, its roles stand, and the old password
// opens nothing.
func TestAClosedAccountIsOpenedAgain(t *testing.T) {
	h := givenDesk(t)
	v, marco := h.signedIn(h.givenStaff("Ada", administrator)), h.givenStaff("Marco", operator)
	path := "/desk/staff/" + marco.ID.String()
	v.get(path).says(`details form[action$="/disable"]`, "stay in their name").says(`details form[action$="/link"]`, "at once").has(`form[action$="/reopen"]`, 0)
	v.post(path+"/reopen").is(http.StatusConflict).says("main", "open already").has(".link", 0)

	v.post(path + "/disable").leadsTo("/desk/staff")
	p := v.get(path).says(`form[action$="/reopen"]`, "the same roles").has(`form[action$="/disable"]`, 0)
	p = v.post(p.attr(`form[action$="/reopen"]`, "action")).is(http.StatusOK).says(".notice h2", "The link for Marco")
	p.says("tbody", "Operator, Potenza help desk Has not used the link yet")
	his := h.visitor()
	his.post("/desk/sign-in", "email", marco.Email, "password", password).is(http.StatusForbidden)
	link := p.text(".link")
	his.post("/desk/invitation", "token", link[strings.Index(link, "=")+1:], "password", password, "repeated", password).leadsTo("/desk/")
	his.get("/desk/").says(".notice", "taken back")
	if h.audited(formsapi.ActionLetBack) != 1 || h.audited(formsapi.ActionReset) != 1 {
		t.Error("the audit log does not have it")
	}
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

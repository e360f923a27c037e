package desk_test

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	formsapi "sportello/forms-api"
	"sportello/forms-api/desk"
)

// Where the owner of an account always is, and where somebody else is.
var (
	home     = netip.MustParsePrefix("192.0.2.1/32")
	stranger = netip.MustParsePrefix("203.0.113.9/32")
)

func TestNameAndLanguageAreOnesOwn(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Marco", operator))
	p := v.post("/desk/account", "name", "\u200f", "language", "en").is(http.StatusUnprocessableEntity).says("#error-name", "Type the name")
	p.has("#name[aria-invalid]", 1)
	v.post("/desk/account", "name", "Marco", "language", "xx").is(http.StatusUnprocessableEntity).has("#error-language", 1)
	v.follow(v.post("/desk/account", "name", "Marco Rossi", "language", "it").leadsTo("/desk/account")).
		says("h1", "Il tuo account").says(".notice", "Salvato").says(".who", "Marco Rossi")
	if h.audited(formsapi.ActionProfile) != 1 {
		t.Error("the audit log does not have it")
	}
	fresh := h.signedIn(formsapi.Staff{Email: "marco@example.org"})
	fresh.get("/desk/").has("html[lang=it]", 1)
}

// Given another password, the browser where it was chosen stays signed in, and no
// other does.
func TestANewPasswordEndsTheOtherSessions(t *testing.T) {
	h := givenDesk(t)
	marco := h.givenStaff("Marco", operator)
	v, other := h.signedIn(marco), h.signedIn(marco)
	change := func(current, password, repeated string) *page {
		return v.post("/desk/account/password", "current", current, "password", password, "repeated", repeated)
	}
	change("wrong", "a second password", "a second password").is(http.StatusForbidden).says("#error-current", "not right")
	change(password, "short", "short").is(http.StatusUnprocessableEntity).has("#error-password", 1).has("#error-current", 0)
	change(password, "a second password", "another").is(http.StatusUnprocessableEntity).has("#error-repeated", 1)
	other.get("/desk/").is(http.StatusOK)

	v.follow(change(password, "a second password", "a second password").leadsTo("/desk/account")).says(".notice", "password is changed")
	other.get("/desk/").leadsTo("/desk/sign-in?next=%2Fdesk%2F")
	h.visitor().post("/desk/sign-in", "email", marco.Email, "password", password).is(http.StatusForbidden)
	h.visitor().post("/desk/sign-in", "email", marco.Email, "password", "a second password").leadsTo("/desk/")
}

// Given a PC that was left signed in, the password is not guessed there quickly.
func TestGuessingThePasswordFromWithinIsSlow(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Marco", operator))
	guess := func() *page {
		return v.post("/desk/account/password", "current", "a guess", "password", "a second password", "repeated", "a second password")
	}
	for range 5 {
		guess().is(http.StatusForbidden)
	}
	guess().is(http.StatusTooManyRequests).says("#error-current", "Wait 1 second")
}

// Given somebody who is signed in at three browsers, each is listed to them, and can
// be ended from any.
func TestSessionsAreListedAndEnded(t *testing.T) {
	h := givenDesk(t)
	marco := h.givenStaff("Marco", operator)
	from := func(userAgent string) *visitor {
		v := h.visitor()
		v.header.Set("User-Agent", userAgent)
		v.post("/desk/sign-in", "email", marco.Email, "password", password).is(http.StatusSeeOther)
		h.clock.pass(time.Minute)
		return v
	}
	phone := from("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36")
	office := from("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:115.0) Gecko/20100101 Firefox/115.0")
	here := from("curl/8")
	p := here.get("/desk/account").has("[aria-labelledby=sessions] li", 3)
	p.says("[aria-labelledby=sessions]", "Chrome, Android Signed in: Today, 10:00. Last seen: Today, 10:00")
	p.says("[aria-labelledby=sessions]", "Firefox, Windows Signed in: Today, 10:01").says("li:has(.tag)", "A browser this browser Signed in: Today, 10:02. Last seen: Today, 10:03")

	end := p.attr("[aria-labelledby=sessions] li:last-child form", "action")
	here.follow(here.post(end).leadsTo("/desk/account")).says(".notice", "signed out of that browser").has("[aria-labelledby=sessions] li", 2)
	phone.get("/desk/").leadsTo("/desk/sign-in?next=%2Fdesk%2F")
	here.follow(here.post(end)).says(".notice", "had ended already")
	stolen := h.signedIn(h.givenStaff("Nadia", operator))
	stolen.follow(stolen.post(p.attr("li:has(.tag) form", "action"))).says(".notice", "had ended already")
	here.get("/desk/").is(http.StatusOK)

	here.follow(here.post("/desk/account/sessions/end-others").leadsTo("/desk/account")).has("[aria-labelledby=sessions] li", 1)
	office.get("/desk/").leadsTo("/desk/sign-in?next=%2Fdesk%2F")
	again := h.signedIn(marco)
	again.follow(again.post("/desk/account/sessions/end-all").leadsTo("/desk/sign-in?left")).says(".notice", "signed out")
	here.get("/desk/").leadsTo("/desk/sign-in?next=%2Fdesk%2F")
	again.get("/desk/").leadsTo("/desk/sign-in?next=%2Fdesk%2F")
	if h.audited(formsapi.ActionEnd) != 3 {
		t.Errorf("the audit log has %d of the three endings", h.audited(formsapi.ActionEnd))
	}
}

// A session ends half an hour after the last step, and twelve hours after the first
// in any case, by the desk's own clock; what was asked for is there again after
// signing in.
func TestSessionsEndByThemselves(t *testing.T) {
	h := givenDesk(t)
	marco := h.givenStaff("Marco", operator)
	v := h.signedIn(marco)
	h.clock.pass(formsapi.SessionIdle - time.Second)
	v.get("/desk/").is(http.StatusOK)
	h.clock.pass(formsapi.SessionIdle - time.Second)
	v.get("/desk/").is(http.StatusOK)
	h.clock.pass(formsapi.SessionIdle)
	v.get("/desk/feedback").leadsTo("/desk/sign-in?next=%2Fdesk%2Ffeedback")

	v = h.signedIn(marco)
	for range 71 {
		h.clock.pass(10 * time.Minute)
		v.get("/desk/").is(http.StatusOK)
	}
	h.clock.pass(10 * time.Minute)
	v.get("/desk/").leadsTo("/desk/sign-in?next=%2Fdesk%2F")
	h.signedIn(marco).get("/desk/account").has("[aria-labelledby=sessions] li", 1)
}

// Given a page that asks for news by itself, the session of who has left it open
// ends all the same.
func TestAPageThatAsksByItselfKeepsNobodySignedIn(t *testing.T) {
	var c desk.Config
	h := givenDesk(t, func(made *desk.Config) { c = *made })
	server := httptest.NewServer(desk.NewWatched(c, "GET /desk/watch"))
	t.Cleanup(server.Close)
	h.server = server
	v := h.signedIn(h.givenStaff("Marco", operator))
	for range 2 {
		h.clock.pass(formsapi.SessionIdle/2 - time.Second)
		v.get("/desk/watch").is(http.StatusNoContent)
	}
	h.clock.pass(2 * time.Second)
	v.get("/desk/watch").leadsTo("/desk/sign-in?next=%2Fdesk%2Fwatch")
}

// Given somebody who moves to another telephone, they give a code, and set up the
// next app; who need not have a second factor can go without.
func TestASecondFactorIsRemovedWithACode(t *testing.T) {
	h := givenDesk(t)
	for name, grants := range map[string]formsapi.Grant{"Lucia": coordinator, "Marco": operator} {
		s := h.givenNewStaff(name, grants)
		was := h.givenFactor(s)
		v := h.signedIn(s)
		v.post("/desk/account/second-factor/remove", "code", "000000").is(http.StatusForbidden).has("#error-remove-code", 1)
		p := v.follow(v.post("/desk/account/second-factor/remove", "code", h.recoveryCode(s)).leadsTo("/desk/account"))
		if name == "Marco" {
			p.says(".notice", "removed").has(`a[href="/desk/account/second-factor"]`, 1)
			h.visitor().post("/desk/sign-in", "email", s.Email, "password", password).leadsTo("/desk/")
			continue
		}
		setup := v.follow(p.leadsTo("/desk/account/second-factor")).says(".notice", "removed")
		if setup.secret() == was || strings.Contains(setup.body, was) {
			t.Error("the next app gets the secret of the one before")
		}
	}
	if h.audited(formsapi.ActionTakeCode) != 2 {
		t.Error("the audit log does not have both")
	}
}

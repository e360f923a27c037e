package desk_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	formsapi "sportello/forms-api"
	"sportello/forms-api/desk"
)

// Given somebody who must have a second factor and has none, each page leads to
// where it is set up; afterwards none does.
func TestWhoMustHaveASecondFactorSetsItUpFirst(t *testing.T) {
	h := givenDesk(t)
	lucia := h.givenNewStaff("Lucia", coordinator)
	v := h.signedIn(lucia)
	for _, route := range desk.Patterns() {
		if !strings.HasPrefix(route, "GET /desk/") || strings.ContainsAny(route, "{") || strings.HasSuffix(route, "/second-factor") {
			continue
		}
		if strings.Contains(route, "/sign-in") || strings.HasSuffix(route, "/invitation") {
			continue // for everybody, signed in or not
		}
		v.get(strings.TrimPrefix(route, "GET ")).leadsTo("/desk/account/second-factor")
	}
	v.get("/desk/").leadsTo("/desk/account/second-factor")
	v.post("/desk/account", "name", "Other", "language", "it").leadsTo("/desk/account/second-factor")

	setup := v.get("/desk/account/second-factor").is(http.StatusOK).has("svg.scan", 1).says("main", "Your role reads")
	if got := setup.attr(`main a[href^="otpauth:"]`, "href"); !strings.Contains(got, setup.secret()) || !strings.Contains(got, "lucia@example.org") {
		t.Errorf("the app is opened with %s", got)
	}
	if again := v.get("/desk/account/second-factor").secret(); again != setup.secret() {
		t.Error("a second look at the page shows another secret than the one that was scanned")
	}
	v.post("/desk/account/second-factor", "code", "abc").is(http.StatusUnprocessableEntity).says("#error-code", "six digits of the app")
	v.post("/desk/account/second-factor", "code", h.appCode(setup.secret(), time.Hour)).is(http.StatusForbidden).says("#error-code", "not right")
	v.post("/desk/account/second-factor", "code", h.appCode(setup.secret())).is(http.StatusOK).says("h1", "Recovery codes").has(".recovery li", 10)
	v.get("/desk/").is(http.StatusOK)
	v.get("/desk/account/second-factor").leadsTo("/desk/account")
	if h.audited(formsapi.ActionFactor) != 1 {
		t.Error("the audit log does not have it")
	}
}

// Given somebody with a second factor, the password alone opens nothing, and each
// code of the app opens the desk once.
func TestACodeIsAskedAfterThePassword(t *testing.T) {
	h := givenDesk(t)
	lucia := h.givenStaff("Lucia", coordinator)
	secret := h.secrets[lucia.Email]
	half := func() *visitor {
		v := h.visitor()
		v.post("/desk/sign-in", "email", lucia.Email, "password", password, "next", "/desk/feedback").leadsTo("/desk/sign-in/code?next=%2Fdesk%2Ffeedback")
		v.get("/desk/feedback").leadsTo("/desk/sign-in?next=%2Fdesk%2Ffeedback")
		return v
	}
	v := half()
	v.get("/desk/sign-in/code?next=/desk/feedback").is(http.StatusOK).has(`[name=next][value="/desk/feedback"]`, 1)
	v.post("/desk/sign-in/code", "code", "").is(http.StatusUnprocessableEntity).says("#error-code", "six digits")
	v.post("/desk/sign-in/code", "code", strings.Repeat("9", 40)).is(http.StatusUnprocessableEntity)
	v.post("/desk/sign-in/code", "code", h.appCode(secret)).is(http.StatusForbidden).says(".errors", "used already") // by the setting up

	h.clock.pass(30 * time.Second)
	code := h.appCode(secret)
	v.post("/desk/sign-in/code", "code", code[:3]+" "+code[3:], "next", "/desk/feedback").leadsTo("/desk/feedback")
	v.get("/desk/feedback").is(http.StatusOK)
	half().post("/desk/sign-in/code", "code", code).is(http.StatusForbidden).says("#error-code", "used already")
	if h.audited(formsapi.ActionSignIn) != 1 {
		t.Error("who only gave the password is in the log as signed in, or who gave a code is not")
	}
}

// Given an app whose clock is half a minute off, its codes are taken; a code of
// before one that was taken is not.
func TestClocksMayDifferByOneStep(t *testing.T) {
	h := givenDesk(t)
	lucia := h.givenStaff("Lucia", coordinator)
	secret := h.secrets[lucia.Email]
	give := func(early time.Duration) *page {
		v := h.visitor()
		v.post("/desk/sign-in", "email", lucia.Email, "password", password).is(http.StatusSeeOther)
		return v.post("/desk/sign-in/code", "code", h.appCode(secret, early))
	}
	h.clock.pass(10 * time.Minute)
	give(-time.Minute).is(http.StatusForbidden).says(".errors", "not right")
	give(time.Minute).is(http.StatusForbidden).says(".errors", "not right")
	give(-30 * time.Second).leadsTo("/desk/")
	give(30 * time.Second).leadsTo("/desk/")
	give(0).is(http.StatusForbidden).says(".errors", "used already")
}

// Given a lost telephone, a recovery code opens the desk, once, however it is typed.
func TestARecoveryCodeOpensTheDeskOnce(t *testing.T) {
	h := givenDesk(t)
	lucia := h.givenStaff("Lucia", coordinator)
	code := h.recoveryCode(lucia)
	give := func() (*visitor, *page) {
		v := h.visitor()
		v.post("/desk/sign-in", "email", lucia.Email, "password", password).is(http.StatusSeeOther)
		return v, v.post("/desk/sign-in/code", "code", " "+strings.ToLower(strings.ReplaceAll(code, "-", " ")))
	}
	v, p := give()
	v.follow(p.leadsTo("/desk/")).says(".notice", "9 are left")
	_, p = give()
	p.is(http.StatusForbidden).says(".errors", "used already")
	v.get("/desk/account").says("[aria-labelledby=factor]", "9 recovery codes left")
	v.post("/desk/account/recovery-codes", "code", "000000").is(http.StatusForbidden).has("details[open] #renew-code[aria-invalid]", 1)

	second := h.recoveryCode(lucia)
	v.post("/desk/account/recovery-codes", "code", second).is(http.StatusOK).has(".recovery li", 10)
	code = h.recoveryCode(lucia)
	_, p = give()
	p.is(http.StatusForbidden).says(".errors", "not right") // one of the older ten
}

// Given somebody with the password who guesses codes, they wait longer and longer,
// and the owner gets in from where they always do.
func TestGuessingCodesIsSlowAndKeepsNobodyOut(t *testing.T) {
	h := givenDesk(t)
	lucia := h.givenStaff("Lucia", coordinator)
	h.signedIn(lucia)
	h.from = stranger
	v := h.visitor()
	v.post("/desk/sign-in", "email", lucia.Email, "password", password).is(http.StatusSeeOther)
	for range 4 {
		v.post("/desk/sign-in/code", "code", "000000").is(http.StatusForbidden)
		v.post("/desk/sign-in/code", "code", "not a code").is(http.StatusUnprocessableEntity) // no guess, and washes none off
	}
	v.post("/desk/sign-in/code", "code", "000000").is(http.StatusForbidden)
	p := v.post("/desk/sign-in/code", "code", "000000").is(http.StatusTooManyRequests).says("#error-code", "Wait 1 second")
	if got := p.header.Get("Retry-After"); got != "1" {
		t.Errorf("Retry-After is %q", got)
	}
	for range 20 { // from everywhere
		h.clock.pass(20 * time.Second)
		v.post("/desk/sign-in/code", "code", "000000")
	}
	h.from = home
	h.signedIn(lucia).get("/desk/").is(http.StatusOK)
}

// Given the password and no code, nothing is left of it after ten minutes, nor when
// the password is another by then, nor when the account is closed.
func TestHalfASignInDoesNotLast(t *testing.T) {
	for name, happens := range map[string]func(*help, formsapi.Staff){
		"ten minutes": func(h *help, _ formsapi.Staff) { h.clock.pass(10 * time.Minute) },
		"another password": func(h *help, s formsapi.Staff) {
			token, err := h.accounts.Reset(h.t.Context(), s.Email, formsapi.ByCommand)
			if err == nil {
				_, err = h.accounts.Accept(h.t.Context(), token, "another password", "another password")
			}
			if err != nil {
				h.t.Fatal(err)
			}
		},
		"a closed account": func(h *help, s formsapi.Staff) {
			if err := h.accounts.Disable(h.t.Context(), s.Email, formsapi.ByCommand); err != nil {
				h.t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := givenDesk(t)
			lucia := h.givenStaff("Lucia", coordinator)
			v := h.visitor()
			v.post("/desk/sign-in", "email", lucia.Email, "password", password).is(http.StatusSeeOther)
			v.get("/desk/sign-in/code").is(http.StatusOK)
			happens(h, lucia)
			v.get("/desk/sign-in/code?next=/desk/day").leadsTo("/desk/sign-in?next=%2Fdesk%2Fday")
			v.post("/desk/sign-in/code", "code", h.recoveryCode(lucia)).leadsTo("/desk/sign-in?next=%2Fdesk%2F")
			v.get("/desk/").leadsTo("/desk/sign-in?next=%2Fdesk%2F")
		})
	}
}

// Given a link that gives a new password, who uses it still gives a code.
func TestALinkDoesNotGoRoundTheSecondFactor(t *testing.T) {
	h := givenDesk(t)
	lucia := h.givenStaff("Lucia", coordinator)
	token, err := h.accounts.Reset(t.Context(), lucia.Email, formsapi.ByCommand)
	if err != nil {
		t.Fatal(err)
	}
	v := h.visitor()
	v.post("/desk/invitation", "token", token, "password", password, "repeated", password).leadsTo("/desk/sign-in/code?next=%2Fdesk%2F")
	v.get("/desk/").leadsTo("/desk/sign-in?next=%2Fdesk%2F")
	v.post("/desk/sign-in/code", "code", h.recoveryCode(lucia)).leadsTo("/desk/")
}

// Given a demonstration, nobody has to have a second factor, and the pages say so;
// who sets one up all the same is asked for it.
func TestADemonstrationAsksNobodyForACode(t *testing.T) {
	h := givenDesk(t, func(c *desk.Config) { c.Demo = true })
	lucia := h.givenNewStaff("Lucia", coordinator)
	v := h.signedIn(lucia)
	v.get("/desk/").is(http.StatusOK)
	v.get("/desk/account").says("[aria-labelledby=factor] .warning", "In the demonstration nobody needs")
	h.visitor().get("/desk/sign-in").says("main", "In the demonstration nobody needs")
	h.givenFactor(lucia)
	h.visitor().post("/desk/sign-in", "email", lucia.Email, "password", password).leadsTo("/desk/sign-in/code?next=%2Fdesk%2F")
	givenDesk(t).visitor().get("/desk/sign-in").lacks("demonstration")
}

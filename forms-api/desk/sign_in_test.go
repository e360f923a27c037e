package desk_test

import (
	"context"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2"

	formsapi "sportello/forms-api"
	"sportello/forms-api/desk"
)

var operator = formsapi.Grant{Role: formsapi.RoleOperator, Office: "potenza"}

func TestFirstLinkMakesTheFirstAccount(t *testing.T) {
	h := givenDesk(t)
	v := h.visitor()
	token, err := h.accounts.InviteFirst(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	link := strings.TrimPrefix(desk.InvitationURL("https://help.example.org", token), "https://help.example.org")
	v.get(link).is(http.StatusOK).has("input[name=email]", 1).has("input[name=name]", 1)

	wrong := v.post("/desk/invitation", "token", token, "email", "lucia", "name", "Lucia", "password", "short", "repeated", "short")
	wrong.is(http.StatusUnprocessableEntity).has(`.errors a[href="#email"]`, 1).has(`.errors a[href="#password"]`, 1)
	if got := wrong.attr("#name", "value"); got != "Lucia" {
		t.Errorf("the name that was typed came back as %q", got)
	}
	if wrong.attr("#password", "value") != "" {
		t.Error("a password came back in the page")
	}

	in := v.post("/desk/invitation", "token", token, "email", "lucia@example.org", "name", "Lucia", "password", password, "repeated", password)
	setup := v.follow(v.follow(in.leadsTo("/desk/")).leadsTo("/desk/account/second-factor")).says(".notice", "password is saved").says(".who", "Lucia")
	v.post("/desk/account/second-factor", "code", h.appCode(setup.secret())).is(http.StatusOK).has(".recovery li", formsapi.RecoveryCodes)
	v.get("/desk/").is(http.StatusOK).has(`nav a[href="/desk/staff"]`, 1)
	v.get(link).is(http.StatusNotFound).says("h1", "This link was used")
	h.visitor().get(link).has(".narrow h1", 1)
}

func TestInvitationLetsAColleagueChooseAPasswordOnce(t *testing.T) {
	h := givenDesk(t)
	v := h.visitor()
	invited := formsapi.Staff{Name: "Marco", Email: "marco@example.org", Language: "it", Grants: []formsapi.Grant{operator}}
	token, err := h.accounts.Invite(t.Context(), invited, formsapi.ByCommand)
	if err != nil {
		t.Fatal(err)
	}
	link := "/desk/invitation?token=" + token
	v.get(link).is(http.StatusOK).says("main", "Per l’account di Marco").has("#name", 0)
	v.post("/desk/invitation", "token", token, "password", password, "repeated", "another one").is(422).
		says("#error-repeated", "Le due password sono diverse")
	v.post("/desk/invitation", "token", token, "password", password, "repeated", password).leadsTo("/desk/")
	v.get(link).is(http.StatusNotFound)
	v.post("/desk/invitation", "token", token, "password", "a second password", "repeated", "a second password").is(http.StatusNotFound)
	h.signedIn(invited)
}

// Given a link that is too old, it says so, and gives no password.
func TestAnExpiredLinkSaysSo(t *testing.T) {
	h := givenDesk(t)
	invited := formsapi.Staff{Name: "Marco", Email: "marco@example.org", Language: "en", Grants: []formsapi.Grant{operator}}
	token, err := h.accounts.Invite(t.Context(), invited, formsapi.ByCommand)
	if err != nil {
		t.Fatal(err)
	}
	h.clock.pass(formsapi.InvitationLife)
	v := h.visitor()
	v.get("/desk/invitation?token="+token).is(http.StatusNotFound).says("h1", "This link was used or no longer works").says("main", "has expired")
	v.post("/desk/invitation", "token", token, "password", password, "repeated", password).is(http.StatusNotFound)
	v.post("/desk/sign-in", "email", invited.Email, "password", password).is(http.StatusForbidden)
}

func TestSignInReturnsToThePageThatWasAsked(t *testing.T) {
	h := givenDesk(t)
	marco := h.givenStaff("Marco", operator)
	request := "/desk/appointments/" + h.givenRequest().String()
	for asked, want := range map[string]string{
		"/desk/?office=potenza&state=requested": "/desk/?office=potenza&state=requested",
		request:                                 request,
		"":                                      "/desk/",
		"https://elsewhere.example/desk/":       "/desk/",
		"//elsewhere.example/desk/":             "/desk/",
		`/\elsewhere.example/desk/`:             "/desk/",
		"/desk/../it/":                          "/desk/",
		"/desk/%2e%2e/it/":                      "/desk/",
		"/%2f/evil.com/%2e%2e/desk/":            "/desk/",
		"/%2fevil.com/desk/":                    "/desk/",
		"/desk/%2f%2fevil.com":                  "/desk/",
		"/desk//evil.com":                       "/desk/",
		"/desk/./staff":                         "/desk/",
		"/desk/%5cevil.com":                     "/desk/",
		"/desk/%252e%252e/it/":                  "/desk/",
		"/desk/\nLocation: https://evil.com":    "/desk/",
		"/desk/staff":                           "/desk/staff",
		"/desk/feedback/page?path=%2Fit%2F":     "/desk/feedback/page?path=%2Fit%2F",
		"/it/":                                  "/desk/",
		"javascript:alert(1)":                   "/desk/",
	} {
		v := h.visitor()
		v.get("/desk/sign-in?" + url.Values{"next": {asked}}.Encode()).is(http.StatusOK)
		v.post("/desk/sign-in", "email", marco.Email, "password", password, "next", asked).leadsTo(want)
	}
	h.visitor().get(request).leadsTo("/desk/sign-in?" + url.Values{"next": {request}}.Encode())
	h.visitor().post(request + "/confirm").leadsTo("/desk/sign-in?" + url.Values{"next": {request}}.Encode())
}

func TestSessionCookie(t *testing.T) {
	for secure, name := range map[bool]string{false: "sportello-desk", true: "__Host-sportello-desk"} {
		h := givenDesk(t, func(c *desk.Config) { c.Secure = secure })
		marco := h.givenStaff("Marco", operator)
		v := h.visitor()
		if got := v.get("/desk/sign-in").header["Set-Cookie"]; got != nil {
			t.Errorf("a cookie is set before anybody signs in: %q", got)
		}
		p := v.post("/desk/sign-in", "email", marco.Email, "password", password)
		cookie, err := http.ParseSetCookie(p.header.Get("Set-Cookie"))
		if err != nil {
			t.Fatal(err)
		}
		if cookie.Name != name || cookie.Secure != secure || !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode {
			t.Errorf("with Secure %t the cookie is %s", secure, cookie)
		}
		if cookie.Path != "/" || cookie.Domain != "" || cookie.MaxAge != 0 {
			t.Errorf("the cookie goes further than this host, or lives longer than the browser: %s", cookie)
		}
	}
}

func TestSessionEndsWithTheAccountTheVisitAndTime(t *testing.T) {
	h := givenDesk(t)
	marco := h.givenStaff("Marco", operator)
	left, stolen := h.signedIn(marco), h.visitor()
	stolen.client.Jar.SetCookies(left.url(), left.client.Jar.Cookies(left.url()))
	stolen.get("/desk/").is(http.StatusOK)
	left.follow(left.post("/desk/sign-out").leadsTo("/desk/sign-in?left")).says(".notice", "signed out")
	stolen.get("/desk/").is(http.StatusSeeOther)

	again := h.signedIn(marco)
	if again.client.Jar.Cookies(again.url())[0].Value == again.renewed(marco) {
		t.Error("signing in again keeps the session's token")
	}
	again.get("/desk/").is(http.StatusOK)
	h.clock.pass(24 * 365 * time.Hour)
	again.get("/desk/").is(http.StatusSeeOther)
}

func TestSessionEndsWhenAnAccountIsClosed(t *testing.T) {
	h := givenDesk(t)
	marco := h.givenStaff("Marco", operator)
	v := h.signedIn(marco)
	if err := h.accounts.Disable(t.Context(), marco.Email, formsapi.ByCommand); err != nil {
		t.Fatal(err)
	}
	v.get("/desk/").leadsTo("/desk/sign-in?next=%2Fdesk%2F")
	v.post("/desk/sign-in", "email", marco.Email, "password", password).is(http.StatusForbidden)
}

func TestWrongPasswordIsSlowedButLocksNobodyOut(t *testing.T) {
	h := givenDesk(t)
	marco := h.givenStaff("Marco", operator)
	v := h.visitor()
	guess := func() *page { return v.post("/desk/sign-in", "email", marco.Email, "password", "a guess or so") }
	for range 5 {
		guess().is(http.StatusForbidden).says(".errors", "not right")
	}
	slowed := guess().is(http.StatusTooManyRequests).says(".errors", "Wait 1 second")
	if got := slowed.header.Get("Retry-After"); got != "1" {
		t.Errorf("Retry-After is %q", got)
	}
	if got := slowed.attr("#email", "value"); got != marco.Email {
		t.Errorf("the e-mail that was typed came back as %q", got)
	}
	h.clock.pass(time.Second)
	guess().is(http.StatusForbidden)
	if got, _ := strconv.Atoi(guess().is(http.StatusTooManyRequests).header.Get("Retry-After")); got != 2 {
		t.Errorf("the wait grows to %d seconds, not 2", got)
	}

	h.from = netip.MustParsePrefix("198.51.100.7/32") // the owner, elsewhere
	h.signedIn(marco)
	h.from = netip.MustParsePrefix("192.0.2.1/32")
	h.clock.pass(2 * time.Second)
	v.post("/desk/sign-in", "email", marco.Email, "password", password).leadsTo("/desk/")
}

// Given an e-mail that is longer than any, it is refused as wrong: neither a
// password is hashed for it nor anything remembered, and it does not come back.
func TestAnEmailThatIsTooLongIsRefusedAtOnce(t *testing.T) {
	h := givenDesk(t)
	v := h.visitor()
	for range 30 {
		p := v.post("/desk/sign-in", "email", strings.Repeat("x", 255), "password", password).is(http.StatusForbidden).says(".errors", "not right")
		if got := p.attr("#email", "value"); got != "" {
			t.Fatalf("%d bytes of e-mail came back", len(got))
		}
	}
	v.post("/desk/sign-in", "email", "x@example.org", "password", password).is(http.StatusForbidden)
}

func TestFormsOfOtherSitesAreRefused(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Marco", operator))
	request := "/desk/appointments/" + h.givenRequest().String()
	for name, value := range map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"} {
		v.header = http.Header{name: {value}}
		v.post(request+"/decline", "version", "1", "reason", "other").is(http.StatusForbidden)
	}
	v.header = nil
	v.get(request).is(http.StatusOK).says(".summary", "On the waiting list")

	// The site's own address is none of them, whatever Host a proxy passes on.
	v.header = http.Header{"Origin": {"https://help.example.org"}}
	v.post(request+"/decline", "version", "1", "reason", "other").is(http.StatusSeeOther)
}

func TestPagesStayOutOfCachesAndFrames(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Marco", operator))
	for _, path := range []string{"/desk/", "/desk/feedback", "/desk/nowhere", "/desk/invitation?token=none"} {
		header := v.get(path).header
		if got := header.Get("Cache-Control"); got != "no-store" {
			t.Errorf("%s: Cache-Control is %q", path, got)
		}
		if got := header.Get("Content-Security-Policy"); !strings.Contains(got, "default-src 'none'") || !strings.Contains(got, "frame-ancestors 'none'") {
			t.Errorf("%s: the policy is %q", path, got)
		}
		if header.Get("Referrer-Policy") != "same-origin" || header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %v", path, header)
		}
	}
}

func TestLanguageIsTheAccountsUntilAnotherIsChosen(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Marco", operator))
	v.get("/desk/feedback").says("h1", "Page ratings")
	v.follow(v.post("/desk/language", "language", "it", "next", "/desk/feedback").leadsTo("/desk/feedback")).says("h1", "Giudizi sulle pagine")
	v.post("/desk/language", "language", "xx").is(http.StatusUnprocessableEntity)
	v.post("/desk/sign-out")
	v.get("/desk/sign-in").says("h1", "Accedi")
}

// url is where the visitor's cookies belong.
func (v *visitor) url() *url.URL {
	u, err := url.Parse(v.home + "/desk/")
	if err != nil {
		v.t.Fatal(err)
	}
	return u
}

// renewed signs in once more and returns the session's new token.
func (v *visitor) renewed(s formsapi.Staff) string {
	v.t.Helper()
	v.post("/desk/sign-in", "email", s.Email, "password", password).is(http.StatusSeeOther)
	return v.client.Jar.Cookies(v.url())[0].Value
}

// expiries watches until when sessions are stored.
type expiries struct {
	scs.CtxStore
	last time.Time
}

func (e *expiries) CommitCtx(ctx context.Context, token string, b []byte, expiry time.Time) error {
	e.last = expiry
	return e.CtxStore.CommitCtx(ctx, token, b, expiry)
}

func TestSessionEndsAfterHalfAnHourOfNothing(t *testing.T) {
	watched := &expiries{}
	h := givenDesk(t, func(c *desk.Config) {
		watched.CtxStore = c.Sessions.(scs.CtxStore)
		c.Sessions = watched
	})
	before := time.Now()
	v := h.signedIn(h.givenStaff("Marco", operator))
	if lasts := watched.last.Sub(before); lasts < 30*time.Minute || lasts > 31*time.Minute {
		t.Errorf("a session lasts %s without doing anything", lasts)
	}
	first := watched.last
	v.get("/desk/")
	if !watched.last.After(first) {
		t.Error("looking at a page does not keep the session alive")
	}
}

// Given somebody who manages accounts and reads no request, signing in leads to the
// colleagues, and to the page that was asked for where there was one.
func TestWhoReadsNoRequestBeginsWithColleagues(t *testing.T) {
	h := givenDesk(t)
	ada := h.givenStaff("Ada", administrator)
	v := h.visitor()
	v.post("/desk/sign-in", "email", ada.Email, "password", password)
	v.post("/desk/sign-in/code", "code", h.recoveryCode(ada)).leadsTo("/desk/staff")
	v = h.visitor()
	v.post("/desk/sign-in", "email", ada.Email, "password", password)
	v.post("/desk/sign-in/code", "code", h.recoveryCode(ada), "next", "/desk/account").leadsTo("/desk/account")
}

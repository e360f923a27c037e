package desk_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"sportello/forms-api/desk"
)

func TestDemonstrationSaysSoOnEveryPage(t *testing.T) {
	demo := givenDesk(t, func(c *desk.Config) { c.Demo = true })
	v := demo.signedIn(demo.givenStaff("Marco", operator))
	for _, path := range []string{"/desk/", "/desk/feedback", "/desk/nowhere"} {
		v.get(path).says(".demo", "invented")
	}
	givenDesk(t).visitor().get("/desk/sign-in").has(".demo", 0)
}

// A page that is none of those in the header belongs to one of them.
func TestTheHeaderMarksThePartOfAPage(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Marco", operator, coordinator, administrator))
	for path, part := range map[string]string{
		"/desk/week": "/desk/day", "/desk/my-week": "/desk/day", "/desk/feeds": "/desk/day", "/desk/calls": "/desk/",
		"/desk/appointments/" + h.givenRequest().String(): "/desk/", "/desk/reports/paper": "/desk/reports",
	} {
		v.get(path).has(".nav [aria-current]", 1).has(`.nav a[aria-current=true][href="`+part+`"]`, 1)
	}
	v.get("/desk/account").has(".nav [aria-current]", 0)
}

func TestEveryPageHasItsTitleHeadingAndWayAround(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Marco", operator, administrator))
	for path, heading := range map[string]string{
		"/desk/": "Appointment requests", "/desk/feedback": "Page ratings", "/desk/staff": "Colleagues",
		"/desk/day": "Day: Monday, 2 March 2026", "/desk/contacts/new": "Record a contact", "/desk/closures": "Closures and absences",
	} {
		p := v.get(path).has("h1", 1).has("main", 1).says("h1", heading).says("title", heading+" – Sportello")
		p.has(`.nav a[aria-current=page][href="`+path+`"]`, 1).has(".nav a", 6).has("script[src][defer]", 1).has("script", 1).has("[style]", 0)
		if got := p.attr("html", "lang"); got != "en" {
			t.Errorf("%s is marked as %q", path, got)
		}
	}
}

// Given a visitor who goes away before there is an answer, the log of errors has
// nothing: anybody could fill it so.
func TestAVisitorWhoHasGoneIsNoError(t *testing.T) {
	var log bytes.Buffer
	h := givenDesk(t, func(c *desk.Config) {
		c.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	gone, leave := context.WithCancel(t.Context())
	leave()
	for _, ask := range []*http.Request{
		httptest.NewRequestWithContext(gone, http.MethodGet, "/desk/", nil),
		httptest.NewRequestWithContext(gone, http.MethodPost, "/desk/sign-in", strings.NewReader("email=x@example.org&password=wrong+one")),
	} {
		ask.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		ask.AddCookie(&http.Cookie{Name: "sportello-desk", Value: "a token that is not there"})
		h.server.Config.Handler.ServeHTTP(httptest.NewRecorder(), ask)
	}
	if got := log.String(); !strings.Contains(got, "level=DEBUG") || strings.Contains(got, "level=ERROR") {
		t.Errorf("the log says %q", got)
	}
}

func TestWhatNobodyCanActOnIsLoggedAndNotShown(t *testing.T) {
	var log bytes.Buffer
	h := givenDesk(t, func(c *desk.Config) { c.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	id := h.givenRequest()
	v := h.signedIn(h.givenStaff("Marco", operator))
	if err := h.store.Close(); err != nil {
		t.Fatal(err)
	}
	p := v.get("/desk/appointments/"+id.String()).is(http.StatusInternalServerError).says("main", "The error was recorded")
	p.lacks("sql").lacks("database")
	h.server.Close()
	if got := log.String(); !strings.Contains(got, "database is closed") || strings.Contains(got, "Amina") {
		t.Errorf("the log says %q", got)
	}
}

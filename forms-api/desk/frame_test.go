package desk_test

import (
	"bytes"
	"log/slog"
	"net/http"
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

func TestEveryPageHasItsTitleHeadingAndWayAround(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Marco", operator, administrator))
	for path, heading := range map[string]string{
		"/desk/": "Appointment requests", "/desk/feedback": "Page ratings", "/desk/staff": "Colleagues",
	} {
		p := v.get(path).has("h1", 1).has("main", 1).says("h1", heading).says("title", heading+" – Sportello")
		p.has(`.nav a[aria-current=page][href="`+path+`"]`, 1).has(".nav a", 3).has("script", 0).has("[style]", 0)
		if got := p.attr("html", "lang"); got != "en" {
			t.Errorf("%s is marked as %q", path, got)
		}
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

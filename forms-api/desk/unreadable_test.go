package desk_test

import (
	"bytes"
	"database/sql"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
	"sportello/forms-api/desk"
)

// givenUnreadableDesk is a desk whose log is kept, since what cannot be read is logged.
func givenUnreadableDesk(t *testing.T) (*help, *bytes.Buffer) {
	t.Helper()
	log := new(bytes.Buffer)
	h := givenDesk(t, func(c *desk.Config) { c.Log = slog.New(slog.NewTextHandler(log, nil)) })
	return h, log
}

// spoil changes the database behind the program's back.
func (h *help) spoil(statement string, args ...any) {
	h.t.Helper()
	db, err := sql.Open("sqlite", "file:"+h.path)
	if err != nil {
		h.t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statement, args...); err != nil {
		h.t.Fatal(err)
	}
}

// Given one request whose seal does not open, the others are listed as ever, it
// stands among them with what is in clear, its page says so, and the log has it once.
func TestAnUnreadableRequestDoesNotHideTheOthers(t *testing.T) {
	h, log := givenUnreadableDesk(t)
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	h.givenRequest(named("Amina"))
	broken := h.givenRequest(named("Bilal"))
	h.givenRequest(named("Chiara"))
	h.spoil(`UPDATE appointment SET sealed = zeroblob(200) WHERE id = ?`, broken[:])

	path := "/desk/appointments/" + broken.String()
	inbox := v.get("/desk/?sort=newest").is(http.StatusOK).has("tbody tr", 3).says("tbody tr:first-child", "Chiara").says("tbody tr:last-child", "Amina")
	inbox.says(`tbody a[href="`+path+`"]`, "cannot be read").says("tbody tr:nth-child(2)", broken.String()).
		says("tbody tr:nth-child(2)", "Potenza").says("tbody tr:nth-child(2)", "On the waiting list").says("tbody tr:nth-child(2)", "Today, 10:02")
	v.get("/desk/").is(http.StatusOK)

	page := v.get(path).is(http.StatusOK).says("h1", "cannot be read").says(".warning", "sportello verify").says("code", broken.String())
	page.says(".summary", "On the waiting list").has("main form", 0)
	v.post(path+"/decline", "version", "1", "reason", "other").is(http.StatusForbidden).says("main", "Nobody can decide")
	if n := strings.Count(log.String(), "a record cannot be read"); n != 1 || !strings.Contains(log.String(), broken.String()) {
		t.Errorf("the log has it %d times: %s", n, log)
	}
}

// Given a request that was moved behind the program's back, the other office's
// staff do not learn what the person wrote.
func TestAMovedRequestIsNotReadElsewhere(t *testing.T) {
	h, _ := givenUnreadableDesk(t)
	id := h.givenRequest(named("Amina"))
	h.spoil(`UPDATE appointment SET office = 'montelucci'`)
	v := h.signedIn(h.givenStaff("Piero", formsapi.Grant{Role: formsapi.RoleOperator, Office: "montelucci"}))
	v.get("/desk/").is(http.StatusOK).says("tbody", "cannot be read").lacks("Amina")
	v.get("/desk/appointments/"+id.String()).is(http.StatusOK).says("h1", "cannot be read").lacks("Amina")
}

// Given an entry of a history whose words cannot be read, the rest is shown.
func TestAnUnreadableEntryDoesNotHideTheRequest(t *testing.T) {
	h, _ := givenUnreadableDesk(t)
	lucia := h.givenStaff("Lucia", coordinator)
	id := h.givenRequest(named("Amina"))
	h.decide(lucia, formsapi.Decision{ID: id, Version: 1, Event: formsapi.EventConfirm, Start: "2026-03-05T10:30"})
	h.spoil(`UPDATE appointment_history SET sealed = zeroblob(90) WHERE version = 2`)
	h.signedIn(lucia).get("/desk/appointments/"+id.String()).is(http.StatusOK).says("h1", "Amina").says(".history", "cannot be read")
}

// Given a comment whose seal does not open, the other ratings are shown.
func TestAnUnreadableCommentDoesNotHideTheOthers(t *testing.T) {
	h, log := givenUnreadableDesk(t)
	for _, comment := range []string{"one", "two", "three"} {
		h.givenRating(formsapi.PageRating{Page: "/it/", Language: "it", Rating: 3, Comment: comment})
	}
	h.spoil(`UPDATE rating SET sealed = zeroblob(90) WHERE created_at = (SELECT min(created_at) FROM rating)`)
	p := h.signedIn(h.givenStaff("Lucia", coordinator)).get("/desk/feedback/page?path=/it/&language=it").is(http.StatusOK)
	p.has(".history li", 3).says(".history li:first-child", "three").says(".history li:last-child", "cannot be read").lacks("one<")
	if !strings.Contains(log.String(), "a record cannot be read") {
		t.Errorf("the log has only %s", log)
	}
}

// Given a request whose seal does not open, it stands in the lists of what to
// look after and on the day sheet, and nothing can be done with it there.
func TestAnUnreadableRequestStandsInEveryList(t *testing.T) {
	h, _ := givenUnreadableDesk(t)
	for _, id := range []uuid.UUID{h.givenRequest(named("Amina"), of("montelucci", "it")), h.givenRequest(named("Amina"), asksFor(tuesdayAtTen))} {
		h.spoil(`UPDATE appointment SET sealed = zeroblob(200) WHERE id = ?`, id[:])
	}
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	for _, path := range []string{"/desk/waiting", "/desk/to-answer", "/desk/day?office=montelucci&date=2026-03-03"} {
		v.get(path).is(http.StatusOK).says("tbody th", "cannot be read").has("tbody form", 0).lacks("Amina")
	}
	v.get("/desk/appointments/"+h.newest().ID.String()+"/slip").is(http.StatusOK).says("h1", "cannot be read").has(".slip", 0)
}

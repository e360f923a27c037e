package desk_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// Given passwords and codes that somebody guesses at, the log has one entry for each
// account and hour in which they were slowed, and the owner is told once.
func TestSlowedAttemptsLeaveATrace(t *testing.T) {
	h := givenDesk(t)
	lucia := h.givenStaff("Lucia", coordinator)
	h.signedIn(lucia)
	home := h.from
	h.from = stranger
	guess := func(email string) {
		for range 9 {
			h.visitor().post("/desk/sign-in", "email", email, "password", "a wrong guess")
		}
	}
	guess(lucia.Email)
	guess("nobody@example.org")
	h.eventually(formsapi.ActionSlowed, 1)
	h.clock.pass(2 * time.Hour)
	guess(lucia.Email)
	h.eventually(formsapi.ActionSlowed, 2)
	h.clock.pass(2 * time.Hour)
	v := h.visitor()
	v.post("/desk/sign-in", "email", lucia.Email, "password", password).is(http.StatusSeeOther)
	for range 9 {
		v.post("/desk/sign-in/code", "code", "000000")
	}
	h.eventually(formsapi.ActionSlowed, 3)

	h.from = home
	told := h.signedIn(lucia).get("/desk/").text(".notice")
	if strings.Count(told, "wrong passwords") != 1 || strings.Count(told, "somebody knows your password") != 1 {
		t.Errorf("the owner is told %q", told)
	}
	if again := h.signedIn(lucia).get("/desk/").text(".notice"); strings.Contains(again, "wrong") {
		t.Errorf("and again: %q", again)
	}
}

// eventually waits for entries that nobody waits for.
func (h *help) eventually(action formsapi.Action, times int) {
	h.t.Helper()
	const patience = 30 * time.Second // on a machine that does other work besides
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if h.audited(action) == times {
			break
		}
	}
	time.Sleep(20 * time.Millisecond) // one too many would come now
	if n := h.audited(action); n != times {
		h.t.Errorf("the log has %d of %s, want %d", n, action, times)
	}
}

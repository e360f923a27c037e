package desk_test

import (
	"bufio"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	formsapi "sportello/forms-api"
	"sportello/forms-api/desk"
)

// givenQuickDesk tells pages every few milliseconds what came in.
func givenQuickDesk(t *testing.T, options ...option) *help {
	t.Helper()
	var config desk.Config
	h := givenDesk(t, append(options, func(c *desk.Config) { config = *c })...)
	h.server.Close()
	h.server = httptest.NewServer(desk.NewQuick(config, 5*time.Millisecond))
	t.Cleanup(h.server.Close)
	return h
}

// listens opens the stream of a page that was made now.
func (v *visitor) listens(h *help) *http.Response {
	v.t.Helper()
	r, err := http.NewRequestWithContext(v.t.Context(), http.MethodGet, fmt.Sprintf("%s/desk/events?since=%d", v.home, h.clock.now().UnixMilli()), nil)
	if err != nil {
		v.t.Fatal(err)
	}
	r.Header = v.header.Clone()
	answer, err := v.client.Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	v.t.Cleanup(func() { _ = answer.Body.Close() })
	return answer
}

// until reads a stream up to a line that begins so; empty if it ends before.
func until(answer *http.Response, begins string) string {
	lines := bufio.NewScanner(answer.Body)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), begins) {
			return lines.Text()
		}
	}
	return ""
}

// Given a page that is open, it is told how many requests have come in since it was
// made, of the reader's offices alone.
func TestAPageIsToldWhatCameIn(t *testing.T) {
	h := givenQuickDesk(t)
	h.givenRequest()
	v := h.signedIn(h.givenStaff("Marco", operator))
	answer := v.listens(h)
	if got := answer.Header.Get("Content-Type"); got != "text/event-stream" {
		t.Fatalf("it is answered %d as %q", answer.StatusCode, got)
	}
	h.givenRequest(of("montelucci", "it"))
	h.givenRequest()
	if got := until(answer, "data:"); got != "data: 1 new request: show" {
		t.Errorf("the page is told %q", got)
	}
	h.givenRequest()
	if got := until(answer, "data:"); got != "data: 2 new requests: show" {
		t.Errorf("then it is told %q", got)
	}
}

// Given a page that listens, its stream ends when its visitor signs out, and when
// nobody has done anything for half an hour: listening is no step.
func TestListeningEndsWithTheSession(t *testing.T) {
	h := givenQuickDesk(t)
	marco := h.givenStaff("Marco", operator)
	v := h.signedIn(marco)
	answer := v.listens(h)
	v.post("/desk/sign-out").is(http.StatusSeeOther)
	if got := until(answer, "never"); got != "" {
		t.Errorf("it goes on with %q", got)
	}

	v = h.signedIn(marco)
	h.clock.pass(formsapi.SessionIdle - time.Minute)
	answer = v.listens(h)
	h.clock.pass(2 * time.Minute)
	until(answer, "never")
	if got := v.get("/desk/"); !strings.HasPrefix(got.header.Get("Location"), "/desk/sign-in") {
		t.Errorf("the session goes on: %d", got.status)
	}
}

// Given a page that was left open, its browser asks for the stream once more after the
// session has ended: it is told not to ask again, and sent nowhere.
func TestAPageThatWasLeftOpenIsToldNotToAskAgain(t *testing.T) {
	h := givenQuickDesk(t)
	v := h.signedIn(h.givenStaff("Marco", operator))
	h.clock.pass(formsapi.SessionIdle + time.Minute)
	for range 2 { // the first finds the session ended, the other none
		if got := v.listens(h); got.StatusCode != http.StatusNoContent || got.Request.URL.Path != "/desk/events" {
			t.Errorf("it is answered %d at %s", got.StatusCode, got.Request.URL.Path)
		}
	}
	v.post("/desk/appointments/"+h.givenRequest().String()+"/drafts/note", "text", "Called").is(http.StatusSeeOther) // a draft that was not kept must not look kept
}

// Given more pages than a browser should hold open, one more is told nothing and does
// not ask again; when one is left, another is told.
func TestOnlySoManyPagesListen(t *testing.T) {
	h := givenQuickDesk(t)
	v := h.signedIn(h.givenStaff("Marco", operator))
	var open []*http.Response
	for range 3 {
		open = append(open, v.listens(h))
	}
	if got := v.listens(h).StatusCode; got != http.StatusNoContent {
		t.Errorf("the fourth is answered %d", got)
	}
	if got := h.signedIn(h.givenStaff("Lucia", coordinator)).listens(h).StatusCode; got != http.StatusOK {
		t.Errorf("a colleague is answered %d", got)
	}
	_ = open[0].Body.Close()
	for v.listens(h).StatusCode != http.StatusOK { // the server notices a little later; the test's own limit ends this
	}
}

// Given a server that stops, streams end at once and hold nothing up.
func TestListeningEndsWithTheServer(t *testing.T) {
	stopping := make(chan struct{})
	h := givenQuickDesk(t, func(c *desk.Config) { c.Stopping = stopping })
	answer := h.signedIn(h.givenStaff("Marco", operator)).listens(h)
	close(stopping)
	if got := until(answer, "never"); got != "" {
		t.Errorf("it goes on with %q", got)
	}
}

package desk

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// How often a page is told what came in, and how many pages are told at a time. A
// browser opens six connections to a site that speaks HTTP/1.1: one colleague's tabs
// must leave some for their pages.
const (
	eventsEvery     = 5 * time.Second
	mostStreams     = 100
	mostStreamsEach = 3
	streamDeadline  = 30 * time.Second // for what is written, not for the stream
)

// streams counts the pages that are told.
type streams struct {
	mu   sync.Mutex
	all  int
	each map[uuid.UUID]int
}

// open counts one more, and answers how to take it off again; nil if there are enough.
func (s *streams) open(staff uuid.UUID) (done func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.all >= mostStreams || s.each[staff] >= mostStreamsEach {
		return nil
	}
	if s.each == nil {
		s.each = map[uuid.UUID]int{}
	}
	s.all++
	s.each[staff]++
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.all--
		if s.each[staff]--; s.each[staff] == 0 {
			delete(s.each, staff)
		}
	}
}

// tellArrivals tells a page, as server-sent events, how many new requests came in
// since it was made, until its visitor leaves or is signed out. A page that is one too
// many is told nothing.
func (d *desk) tellArrivals(v *visit) error {
	since, err := strconv.ParseInt(v.r.URL.Query().Get("since"), 10, 64)
	if err != nil {
		return &formsapi.Problem{Code: formsapi.CodeInvalid, Key: "form-unreadable"}
	}
	done := d.streams.open(v.staff.ID)
	if done == nil {
		return v.endListening()
	}
	defer done()
	v.w.Header().Set("Content-Type", "text/event-stream")
	v.w.Header().Set("X-Accel-Buffering", "no") // a proxy in between must not wait for more
	tick := time.NewTicker(d.eventsEvery)
	defer tick.Stop()
	told := 0
	for first := true; ; first = false {
		n, err := v.arrivals(time.UnixMilli(since))
		if err != nil || !v.tellOf(n, n != told, first) {
			return nil // the stream has begun: an error ends it, and the browser asks again
		}
		told = n
		select {
		case <-v.r.Context().Done():
			return nil
		case <-d.Stopping:
			return nil
		case <-tick.C:
		}
		if !v.stillSignedIn() {
			return nil
		}
	}
}

// endListening answers 204, after which a browser does not ask again (HTML 9.2.3).
func (v *visit) endListening() error {
	v.w.WriteHeader(http.StatusNoContent)
	return nil
}

func (v *visit) arrivals(since time.Time) (int, error) {
	n, err := v.Appointments.Arrived(v.r.Context(), v.staff, since)
	if err != nil && v.r.Context().Err() == nil {
		v.Log.Error("new requests cannot be counted", "error", err)
	}
	return n, err
}

// tellOf writes how many there are, or only that the stream goes on; false if nobody
// listens any more.
func (v *visit) tellOf(n int, changed, first bool) bool {
	said := ":\n\n"
	if first {
		said = "retry: 10000\n\n"
	}
	if changed && n > 0 {
		said += fmt.Sprintf("event: arrived\ndata: %s\n\n", v.say("arrived", "Count", n, "Shown", shownCount(n)))
	}
	to := http.NewResponseController(v.w)
	_ = to.SetWriteDeadline(time.Now().Add(streamDeadline)) // a server without deadlines needs none
	if _, err := v.w.Write([]byte(said)); err != nil {
		return false
	}
	return to.Flush() == nil
}

// stillSignedIn looks at the session anew, since the one of the request is as it was
// when the stream began. Looking keeps it from nothing.
func (v *visit) stillSignedIn() bool {
	ctx, cancel := context.WithTimeout(context.Background(), streamDeadline) // the request's has the session as it was
	defer cancel()
	ctx, err := v.sessions.Load(ctx, v.sessions.Token(v.r.Context()))
	if err != nil {
		return false
	}
	now := &visit{desk: v.desk, w: v.w, r: v.r.WithContext(ctx)}
	if err := now.recognise(); err != nil || now.staff.ID != v.staff.ID || !now.staff.MayAnywhere(formsapi.ReadRequests) {
		return false
	}
	v.staff = now.staff
	return true
}

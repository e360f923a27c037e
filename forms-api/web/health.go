package web

import (
	"context"
	"io"
	"net/http"
	"time"

	"golang.org/x/sync/singleflight"
)

// Bounds of a check for readiness: how long its outcome is good for, and how
// long it may take.
const (
	readyFor     = time.Second
	readyTimeout = 10 * time.Second
)

// A readiness remembers the last check, so that asking costs a durable write a
// second at most, however many ask.
type readiness struct {
	check func(context.Context) error
	now   func() time.Time

	flight  singleflight.Group
	checked time.Time // touched within the flight alone
	outcome error
}

// get waits for the check that is running, or for a new one when the last is too
// old. The check does not end with the visit that began it: others wait for it too.
func (r *readiness) get(ctx context.Context) error {
	answer := r.flight.DoChan("", func() (any, error) { return nil, r.recent(context.WithoutCancel(ctx)) })
	select {
	case a := <-answer:
		return a.Err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (r *readiness) recent(ctx context.Context) error {
	if age := r.now().Sub(r.checked); age >= 0 && age <= readyFor { // a clock may jump back
		return r.outcome
	}
	ctx, cancel := context.WithTimeout(ctx, readyTimeout)
	defer cancel()
	r.outcome, r.checked = r.check(ctx), r.now()
	return r.outcome
}

// showAlive says that the process answers.
func (h *handler) showAlive(w http.ResponseWriter, _ *http.Request) {
	plain(w, http.StatusOK, "alive\n")
}

// showReady says whether a submission could be stored now, or a second ago.
func (h *handler) showReady(w http.ResponseWriter, r *http.Request) {
	if err := h.ready.get(r.Context()); err != nil {
		h.logged(r, err)
		plain(w, http.StatusServiceUnavailable, "not ready\n")
		return
	}
	plain(w, http.StatusOK, "ready\n")
}

func plain(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, text) // a probe that has gone needs no answer
}

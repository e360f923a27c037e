package main

import (
	"io"
	"net/http"
	"sync/atomic"
)

// A gate lets nobody in before there are pages: the program listens from its
// first moment, so that whoever supervises it sees that it lives.
type gate struct {
	inside http.Handler
	opened atomic.Bool
}

func (g *gate) open() { g.opened.Store(true) }

func (g *gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if g.opened.Load() {
		g.inside.ServeHTTP(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	if r.URL.Path == "/healthz" {
		_, _ = io.WriteString(w, "alive\n")
		return
	}
	h.Set("Retry-After", "5")
	w.WriteHeader(http.StatusServiceUnavailable)
	_, _ = io.WriteString(w, "Il sito sta per aprire: riprova tra qualche secondo.\nThe site is about to open: try again in a few seconds.\n")
}

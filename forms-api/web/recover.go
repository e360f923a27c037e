package web

import (
	"fmt"
	"net/http"
	"runtime/debug"
)

// recovered answers a panic as an internal error, once.
func (h *handler) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		watched := &startWatch{ResponseWriter: w}
		defer func() {
			cause := recover()
			if cause == nil {
				return
			}
			if cause == http.ErrAbortHandler {
				panic(cause)
			}
			err := fmt.Errorf("panic: %v\n%s", cause, debug.Stack())
			if watched.started {
				h.logged(r, err)
				panic(http.ErrAbortHandler) // half an answer must not look whole
			}
			h.refuse(watched, r, err)
		}()
		next.ServeHTTP(watched, r)
	})
}

// A startWatch knows whether an answer has begun.
type startWatch struct {
	http.ResponseWriter
	started bool
}

func (w *startWatch) WriteHeader(status int) {
	w.started = true
	w.ResponseWriter.WriteHeader(status)
}

func (w *startWatch) Write(p []byte) (int, error) {
	w.started = true
	return w.ResponseWriter.Write(p)
}

// Unwrap lets http.ResponseController reach the connection.
func (w *startWatch) Unwrap() http.ResponseWriter { return w.ResponseWriter }

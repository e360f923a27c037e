package web

import (
	"crypto/rand"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// refuse answers what is no submission, or none that could be read: in JSON to
// programs, to people as a page.
func (h *handler) refuse(w http.ResponseWriter, r *http.Request, err error) {
	refused := refusalOf(err)
	h.prepareRefusal(w, r, refused)
	lang := h.answerLanguage(r, "")
	if wantsJSON(r) {
		h.writeProblem(w, refused, lang)
		return
	}
	h.writeErrorPage(w, r, refused, lang)
}

// prepareRefusal logs what is ours to mend and sets what every refusal says.
func (h *handler) prepareRefusal(w http.ResponseWriter, r *http.Request, refused *refusal) {
	header := w.Header()
	header.Set("Cache-Control", "no-store")
	if refused.wait > 0 {
		header.Set("Retry-After", seconds(refused.wait))
	}
	if refused.cause != nil {
		header.Set("X-Request-Id", h.logged(r, refused.cause))
	}
}

// logged writes an error once, with an id that the answer carries too. The
// pattern of the route stands for the address, which may hold a reference. A
// visitor who has gone is no error of ours.
func (h *handler) logged(r *http.Request, err error) (id string) {
	id = rand.Text()[:12]
	level := slog.LevelError
	if r.Context().Err() != nil {
		level = slog.LevelDebug
	}
	h.Log.Log(r.Context(), level, "a request failed", "id", id, "method", r.Method, "route", r.Pattern, "error", err)
	return id
}

// wantsJSON tells whether a program asks, judging by what it sends or accepts.
func wantsJSON(r *http.Request) bool {
	if !strings.HasPrefix(r.URL.Path, "/api/") {
		return false
	}
	if kind, _ := contentType(r); kind == formType {
		return false
	}
	return !strings.Contains(r.Header.Get("Accept"), "text/html")
}

func seconds(d time.Duration) string {
	return strconv.Itoa(int((d + time.Second - 1) / time.Second))
}

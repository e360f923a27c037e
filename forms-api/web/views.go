package web

import (
	"net/http"
	"net/url"
	"strings"
)

// Views counts which pages people are shown: *formsapi.CountViews does.
type Views interface {
	Viewed(page, language string)
}

// counted counts the pages that are shown, and keeps nothing of who asked:
// docs/translations.md says what counts. Only what was built is a page, so that
// invented addresses leave nothing behind.
func (h *handler) counted(next http.Handler) http.Handler {
	if h.Views == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		at := r.URL.Path // what is inside may strip it
		language := languageOf(at)
		if !isView(r) || !h.Words.Site(language) || !h.Site.HasPage(at) {
			next.ServeHTTP(w, r)
			return
		}
		seen := &statusWatch{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(seen, r)
		if seen.status == http.StatusOK || seen.status == http.StatusNotModified {
			page := strings.TrimPrefix(at, "/"+language)
			h.Views.Viewed("/"+strings.Trim(page, "/"), language)
		}
	})
}

// isView says of a request that somebody opens a page with it.
func isView(r *http.Request) bool {
	mode := r.Header.Get("Sec-Fetch-Mode") // others are a script's, or the service worker's that saves pages
	return r.Method == http.MethodGet && (mode == "" || mode == "navigate") && !isAhead(r) && !asksItself(r)
}

// isAhead says of a request that a browser made it before anybody asked: with
// Sec-Purpose (Fetch), or the names that it had before.
func isAhead(r *http.Request) bool {
	for _, name := range []string{"Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"} {
		said := strings.ToLower(r.Header.Get(name))
		if strings.Contains(said, "prefetch") || strings.Contains(said, "preview") {
			return true
		}
	}
	return false
}

// asksItself says of a request that the page it is for was open already: a step of
// its form, a search or a filter.
func asksItself(r *http.Request) bool {
	if r.URL.RawQuery == "" {
		return false
	}
	from, err := url.Parse(r.Referer())
	return err == nil && from.Path == r.URL.Path
}

// A statusWatch knows how a request was answered.
type statusWatch struct {
	http.ResponseWriter
	status int
}

func (w *statusWatch) WriteHeader(status int) {
	if status >= http.StatusOK { // and no early hint
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach the connection.
func (w *statusWatch) Unwrap() http.ResponseWriter { return w.ResponseWriter }

package web

import (
	"net/http"
	"strings"
)

// contentPolicy lets a page load from its own origin only, and nobody frame it.
const contentPolicy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; object-src 'none'; " +
	"frame-ancestors 'none'; base-uri 'none'; form-action 'self'"

// securityHeaders are on every answer.
var securityHeaders = map[string]string{
	"Content-Security-Policy":      contentPolicy,
	"X-Content-Type-Options":       "nosniff",
	"Referrer-Policy":              "same-origin",
	"Permissions-Policy":           "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	// What may be kept says so itself: a redirect to a page about danger stays on
	// no telephone.
	"Cache-Control": "no-store",
}

// Secured sets them before any handler answers, also on the redirects that a
// http.ServeMux makes by itself; a handler may set its own after.
func Secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, value := range securityHeaders {
			w.Header().Set(name, value)
		}
		if isOpenData(r.URL.Path) {
			w.Header().Set("Access-Control-Allow-Origin", "*")
			w.Header().Set("Cross-Origin-Resource-Policy", "cross-origin")
		}
		next.ServeHTTP(w, r)
	})
}

// isOpenData says of a path whether any page of any site may read what is there,
// or that nothing is: a program must be able to tell a 404 from a broken line.
func isOpenData(path string) bool {
	return path == "/catalogue.json" || strings.HasPrefix(path, "/hsds/")
}

// showPreflight tells a browser what a page of another site may ask of open data
// (Fetch 3.3.3). Neither cookies nor credentials are among it.
func showPreflight(w http.ResponseWriter) {
	header := w.Header()
	header.Set("Allow", "GET, HEAD, OPTIONS")
	header.Set("Access-Control-Allow-Methods", "GET, HEAD")
	header.Set("Access-Control-Allow-Headers", "*")
	header.Set("Access-Control-Max-Age", "86400")
	w.WriteHeader(http.StatusNoContent)
}

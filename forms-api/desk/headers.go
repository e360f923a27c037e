package desk

import (
	"net/http"
)

// policy lets a page of the desk load its stylesheet and its script and send its
// forms and drafts here, and do nothing else.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// withHeaders keeps pages out of caches, frames and search engines. The referrer
// stays on this site: the page of a one-time link has its token in the address,
// and links to nothing elsewhere.
func (d *desk) withHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("Cache-Control", "no-store")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Robots-Tag", "noindex")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		next.ServeHTTP(w, r)
	})
}

// sameOrigin refuses forms that another site sends in a colleague's name. The
// site's own address is trusted by name: behind a proxy that passes another Host
// on, a browser that says only Origin would look like another site.
func (d *desk) sameOrigin(next http.Handler) http.Handler {
	protection := http.NewCrossOriginProtection()
	if err := protection.AddTrustedOrigin(d.URL); err != nil {
		panic("the desk's URL is no origin: " + err.Error())
	}
	protection.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		(&visit{desk: d, w: w, r: r}).failWith(http.StatusForbidden, "cross-origin")
	}))
	return protection.Handler(next)
}

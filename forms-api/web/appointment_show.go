package web

import (
	"net/http"
	"net/url"

	formsapi "sportello/forms-api"
)

// requestPath is a request's own address.
func requestPath(lang string, reference formsapi.Reference) string {
	return "/" + lang + "/appointments/" + reference.String()
}

// showAppointment serves a request's own page to whoever has its reference.
func (h *handler) showAppointment(w http.ResponseWriter, r *http.Request) {
	lang := r.PathValue("lang")
	reference, ok := formsapi.ParseReference(r.PathValue("reference"))
	if !ok || !h.Words.Site(lang) {
		h.findInstead(w, r)
		return
	}
	guard(w)
	if r.URL.Path != requestPath(lang, reference) {
		w.Header().Set("Location", requestPath(lang, reference))
		w.WriteHeader(http.StatusFound)
		return
	}
	followed, err := h.follow(r, reference)
	switch {
	case formsapi.CodeOf(err) == formsapi.CodeNotFound:
		h.refuseReference(w, r, lang, url.Values{"reference": {reference.String()}})
		return
	case err != nil:
		h.refuse(w, r, err)
		return
	}
	h.writeAction(w, r, act{lang: lang, followed: followed, done: r.URL.Query().Get("done")}, actNone, nil)
}

// followShort leads from the short address that an SMS carries to the request's own
// page, or to one of its actions, without looking whether there is such a request:
// it tells nobody more than the page does.
func (h *handler) followShort(w http.ResponseWriter, r *http.Request) {
	lang, action := r.PathValue("lang"), r.PathValue("action")
	reference, ok := formsapi.ParseReference(r.PathValue("reference"))
	_, known := actionNamed(action)
	if !ok || !h.Words.Site(lang) || action != "" && !known {
		h.showPage(w, r)
		return
	}
	to := requestPath(lang, reference)
	if action != "" {
		to += "/" + action
	}
	guard(w)
	w.Header().Set("Location", to)
	w.WriteHeader(http.StatusFound)
}

// guard keeps a request's address out of caches and search engines.
func guard(w http.ResponseWriter) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Robots-Tag", "noindex")
}

// follow looks a request up. Whoever names many that do not exist has to wait
// before naming the next; a reference that is right is answered all the same,
// because a whole reception centre may share the address of who guesses. What
// keeps a guess from being right is the length of a reference.
func (h *handler) follow(r *http.Request, reference formsapi.Reference) (formsapi.FollowedAppointment, error) {
	followed, err := h.Follow.Follow(r.Context(), reference)
	if !h.Limits || formsapi.CodeOf(err) != formsapi.CodeNotFound {
		return followed, err
	}
	if ok, wait := h.guesses.take(h.network(r), h.Now()); !ok {
		return followed, tooMany(wait)
	}
	return followed, err
}

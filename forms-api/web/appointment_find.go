package web

import (
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/net/html"

	formsapi "sportello/forms-api"
)

// findPath is where a person types the reference of a request.
func findPath(lang string) string { return "/" + lang + "/appointments/find/" }

// findAppointment leads from a typed reference to the request's own page. It
// is a GET: nothing changes, and the form works wherever a link does.
func (h *handler) findAppointment(w http.ResponseWriter, r *http.Request) {
	lang := r.PathValue("lang")
	typed := r.URL.Query()
	if !typed.Has("reference") || !h.Words.Site(lang) {
		h.showPage(w, r)
		return
	}
	guard(w)
	reference, ok := formsapi.ParseReference(typed.Get("reference"))
	if !ok {
		h.refuseReference(w, r, lang, typed)
		return
	}
	w.Header().Set("Location", requestPath(lang, reference))
	w.WriteHeader(http.StatusSeeOther)
}

// refuseReference shows the form again with what was typed: nothing is
// mistaken as often as one letter of twelve.
func (h *handler) refuseReference(w http.ResponseWriter, r *http.Request, lang string, typed url.Values) {
	h.refuseForm(w, r, formAnswer{
		page:      findPath(lang),
		form:      "find",
		lang:      lang,
		submitted: submission{fields: formFields(typed), typed: typed},
		finish: func(form *html.Node) {
			if call := one(form, "template[data-call]"); call != nil {
				unfold(call, call.Parent, call)
			}
		},
	}, &refusal{
		status: http.StatusNotFound,
		fields: []formsapi.FieldError{{Field: "reference", Key: "error-reference-unknown"}},
	})
}

// findInstead answers an address among those of requests that is neither a page
// nor a reference: somebody has mistyped one, or lost a part of it.
func (h *handler) findInstead(w http.ResponseWriter, r *http.Request) {
	lang, typed, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/appointments/")
	if h.isPage(r) || !h.Words.Site(lang) {
		h.showPage(w, r)
		return
	}
	guard(w)
	h.refuseReference(w, r, lang, url.Values{"reference": {strings.Trim(typed, "/")}})
}

// backToForm answers a browser that asks for the address to which a form was
// sent: it restores a page that showed mistakes, or follows a bookmark of it.
func (h *handler) backToForm(form func(lang string) string) http.HandlerFunc {
	refuse := h.only(methods{"POST": nil})
	return func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.Header.Get("Accept"), "json") {
			refuse.ServeHTTP(w, r)
			return
		}
		seeOther(w, form(h.answerLanguage(r, "")))
	}
}

package web

import (
	"net/http"
	"net/url"
)

// formPath is where the form of a language is.
func formPath(lang string) string { return "/" + lang + "/appointments/new/" }

// showAppointmentForm serves the built form with a fresh token. A link may
// choose office and service beforehand.
func (h *handler) showAppointmentForm(w http.ResponseWriter, r *http.Request) {
	lang := r.PathValue("lang")
	if !h.Words.Site(lang) {
		h.showNothing(w, r)
		return
	}
	p, err := h.builtPage(formPath(lang))
	if err != nil {
		h.refuse(w, r, h.absent(err))
		return
	}
	if form := p.form("appointment"); form != nil {
		h.setToken(form, submission{})
		preselect(form, h.chosen(r.URL.Query()))
	}
	h.writePage(w, r, http.StatusOK, p)
}

// chosen keeps of a query what the catalogue knows.
func (h *handler) chosen(query url.Values) url.Values {
	chosen := url.Values{}
	if _, known := h.Catalogue.Office(query.Get("office")); known {
		chosen.Set("office", query.Get("office"))
	}
	if _, known := h.Catalogue.Service(query.Get("service")); known {
		chosen.Set("service", query.Get("service"))
	}
	return chosen
}

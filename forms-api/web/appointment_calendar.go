package web

import (
	"net/http"
	"strconv"

	formsapi "sportello/forms-api"
)

// showCalendar serves a request as an entry for a calendar (RFC 5545).
func (h *handler) showCalendar(w http.ResponseWriter, r *http.Request) {
	lang := r.PathValue("lang")
	reference, ok := formsapi.ParseReference(r.PathValue("reference"))
	if !ok || !h.Words.Site(lang) || h.Calendar == nil {
		h.showNothing(w, r)
		return
	}
	guard(w)
	followed, err := h.follow(r, reference)
	if err != nil {
		h.refuse(w, r, err)
		return
	}
	if followed.Start == nil || followed.State == formsapi.Requested || followed.State == formsapi.Proposed { // nothing is agreed; what was called off takes its entry back
		h.showNothing(w, r)
		return
	}
	entry, err := h.Calendar.Appointment(lang, followed, h.URL+requestPath(lang, reference))
	if err != nil {
		h.refuse(w, r, err)
		return
	}
	header := w.Header()
	header.Set("Content-Type", "text/calendar; charset=utf-8")
	header.Set("Content-Disposition", `attachment; filename="appointment.ics"`)
	header.Set("Content-Length", strconv.Itoa(len(entry)))
	_, _ = w.Write(entry) // who has gone needs no answer
}

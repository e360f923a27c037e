package web

import (
	"net/http"
	"slices"
	"strings"
)

// routes is every address of the public side, top to bottom. A pattern names
// no method, so that a wrong one is answered in words.
func (h *handler) routes() http.Handler {
	mux := http.NewServeMux()
	route := func(pattern string, by methods) { mux.Handle(pattern, h.only(by)) }

	route("/healthz", methods{"GET": h.showAlive})
	route("/readyz", methods{"GET": h.showReady})

	route("/{$}", methods{"GET": h.showChoice})

	for pattern, by := range h.api() {
		route(pattern, by)
	}

	route("/{lang}/search/{$}", methods{"GET": h.showSearch})
	route("/{lang}/appointments/new/{$}", methods{"GET": h.showAppointmentForm})
	route("/{lang}/appointments/find/{$}", methods{"GET": h.findAppointment})
	route("/{lang}/appointments/{reference}", methods{"GET": h.showAppointment})
	route("/{lang}/appointments/{reference}/{$}", methods{"GET": h.showAppointment})
	route("/{lang}/appointments/{reference}/appointment.ics", methods{"GET": h.showCalendar})
	route("/{lang}/appointments/{reference}/{action}", methods{"GET": h.showAction, "POST": h.takeAction})

	route("/{lang}/r/{reference}", methods{"GET": h.followShort})
	route("/{lang}/r/{reference}/{action}", methods{"GET": h.followShort})

	route("/{lang}/appointments/{rest...}", methods{"GET": h.findInstead})
	mux.Handle("/", h.orNothing(h.only(methods{"GET": h.showPage})))
	return mux
}

// api is every address for programs, as openapi.json describes them.
func (h *handler) api() map[string]methods {
	return map[string]methods{
		"/api/slots":                    {"GET": h.showSlots},
		"/api/appointments":             {"GET": h.backToForm(formPath), "POST": h.createAppointment},
		"/api/appointments/{reference}": {"GET": h.showAppointmentJSON, "PATCH": h.changeAppointment},
		"/api/feedback":                 {"GET": h.backToForm(ratingPath), "POST": h.createRating},
		"/api/openapi.json":             {"GET": h.showDescription},
	}
}

// orNothing keeps pages out of the programs' addresses. As a route of its own
// /api/ would be in conflict with /{lang}/.
func (h *handler) orNothing(pages http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/api/") {
			h.showNothing(w, r)
			return
		}
		if r.Method == http.MethodOptions && isOpenData(r.URL.Path) {
			showPreflight(w)
			return
		}
		pages.ServeHTTP(w, r)
	})
}

// methods says which function answers which method; GET answers HEAD too.
type methods map[string]http.HandlerFunc

func (m methods) allowed() string {
	var names []string
	for name := range m {
		names = append(names, name)
		if name == http.MethodGet {
			names = append(names, http.MethodHead)
		}
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}

// only refuses other methods with 405 and Allow (RFC 9110 15.5.6).
func (h *handler) only(by methods) http.Handler {
	allowed := by.allowed()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		method := r.Method
		if method == http.MethodHead {
			method = http.MethodGet
		}
		if serve, ok := by[method]; ok {
			serve(w, r)
			return
		}
		w.Header().Set("Allow", allowed)
		h.refuse(w, r, &refusal{status: http.StatusMethodNotAllowed, key: "error-method-not-allowed"})
	})
}

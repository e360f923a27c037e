package web

import (
	"net/http"
	"net/url"
	"time"

	formsapi "sportello/forms-api"
)

// A slotJSON is a free time as programs read it.
type slotJSON struct {
	Start     string   `json:"start"` // RFC 3339 with the office's offset
	Minutes   int      `json:"minutes"`
	Free      int      `json:"free"`
	Languages []string `json:"languages"`
}

// showSlots answers which times are free. An office or a service that nobody
// knows is a mistake in the question (422); one that gives no appointments on
// the site has none.
func (h *handler) showSlots(w http.ResponseWriter, r *http.Request) {
	q := slotQuery(r.URL.Query())
	free, err := h.Slots.Free(r.Context(), q)
	if err != nil {
		h.refuse(w, r, err)
		return
	}
	writeJSON(w, http.StatusOK, jsonType, struct {
		Office     string     `json:"office"`
		Service    string     `json:"service"`
		MostPeople int        `json:"most_people,omitempty"` // who come together; a larger group is given no time
		Slots      []slotJSON `json:"slots"`
	}{q.Office, q.Service, h.mostPeople(q), slotsJSON(free)})
}

// mostPeople is how many people can come together; 0 where no times are given.
func (h *handler) mostPeople(q formsapi.SlotQuery) int {
	office, _ := h.Catalogue.Office(q.Office)
	service, _ := h.Catalogue.Service(q.Service)
	return office.MostPeople(service)
}

func slotQuery(query url.Values) formsapi.SlotQuery {
	typed := formFields(query)
	return formsapi.SlotQuery{
		Office:  typed.text("office"),
		Service: typed.text("service"),
		People:  typed.number("people"),
		From:    formsapi.Date(typed.text("from")),
		Days:    typed.number("days"),
	}
}

func slotsJSON(slots []formsapi.Slot) []slotJSON {
	shown := make([]slotJSON, len(slots))
	for i, s := range slots {
		shown[i] = slotJSON{Start: slotStart(s), Minutes: s.Minutes, Free: s.Free, Languages: append([]string{}, s.Languages...)}
	}
	return shown
}

// slotStart names a slot, in forms and in JSON alike.
func slotStart(s formsapi.Slot) string { return s.Start.Format(time.RFC3339) }

// starts are the names of slots.
func starts(slots []formsapi.Slot) []string {
	var all []string
	for _, s := range slots {
		all = append(all, slotStart(s))
	}
	return all
}

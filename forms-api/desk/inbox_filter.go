package desk

import (
	"net/url"
	"slices"

	formsapi "sportello/forms-api"
)

// inboxFilter is what the inbox was narrowed to; empty fields do not narrow.
type inboxFilter struct {
	Office   string
	State    formsapi.State
	Language string
	Who      string // whoMe or whoNobody
	SetAside bool
}

// Whose requests to list.
const (
	whoMe     = "me"
	whoNobody = "nobody"
)

// readFilter drops what the form does not offer.
func (v *visit) readFilter() inboxFilter {
	q := v.r.URL.Query()
	f := inboxFilter{
		Office:   q.Get("office"),
		State:    formsapi.State(q.Get("state")),
		Language: q.Get("language"),
		Who:      q.Get("who"),
		SetAside: q.Get("set-aside") == "true",
	}
	if _, known := v.Catalogue.Office(f.Office); !known || !v.staff.May(formsapi.ReadRequests, f.Office) {
		f.Office = ""
	}
	if !slices.Contains(formsapi.States, f.State) {
		f.State = ""
	}
	if !slices.Contains(v.Languages, f.Language) {
		f.Language = ""
	}
	if f.Who != whoMe && f.Who != whoNobody {
		f.Who = ""
	}
	return f
}

// Narrowed tells whether the filter leaves anything out.
func (f inboxFilter) Narrowed() bool { return f != inboxFilter{} }

// appointments is the filter as the use case takes it, with one row more than a page.
func (f inboxFilter) appointments(by formsapi.Staff, at place) formsapi.AppointmentFilter {
	a := formsapi.AppointmentFilter{
		AllOffices: f.Office == "",
		State:      f.State,
		Language:   f.Language,
		Unassigned: f.Who == whoNobody,
		SetAside:   f.SetAside,
		After:      at.after,
		Before:     at.before,
		Limit:      perPage + 1,
	}
	if f.Office != "" {
		a.Offices = []string{f.Office}
	}
	if f.Who == whoMe {
		a.Assignee = by.ID
	}
	return a
}

// address is the inbox with this filter, at a place.
func (f inboxFilter) address(name, cursor string) string {
	q := url.Values{}
	for key, value := range map[string]string{
		"office": f.Office, "state": string(f.State), "language": f.Language, "who": f.Who, name: cursor,
	} {
		if value != "" {
			q.Set(key, value)
		}
	}
	if f.SetAside {
		q.Set("set-aside", "true")
	}
	return home + "?" + q.Encode()
}

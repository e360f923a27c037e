package desk

import (
	"net/url"
	"slices"

	formsapi "sportello/forms-api"
)

// inboxFilter is what the inbox was narrowed to; empty fields do not narrow. Without
// a state it lists what something is left to do for; with All everything.
type inboxFilter struct {
	All      bool
	Office   string
	State    formsapi.State
	Language string
	Who      string // whoMe or whoNobody
	SetAside bool
}

// allStates is the choice of who also looks for what is done with.
const allStates = "all"

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
		All:      q.Get("state") == allStates,
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

// Narrowed tells whether the filter leaves out more than what is done with.
func (f inboxFilter) Narrowed() bool { return f != inboxFilter{All: f.All} }

// Open tells whether only what something is left to do for is listed.
func (f inboxFilter) Open() bool { return !f.All && f.State == "" }

// Everything is the address of the same list with what is done with.
func (f inboxFilter) Everything() string {
	f.All, f.State = true, ""
	return f.address("", "")
}

// OnlyOpen is the address of the same list without what is done with.
func (f inboxFilter) OnlyOpen() string {
	f.All, f.State = false, ""
	return f.address("", "")
}

// appointments is the filter as the use case takes it, with one row more than a page.
func (f inboxFilter) appointments(by formsapi.Staff, at place) formsapi.AppointmentFilter {
	a := formsapi.AppointmentFilter{
		AllOffices: f.Office == "",
		State:      f.State,
		Open:       f.Open(),
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
	if f.All {
		q.Set("state", allStates)
	}
	if len(q) == 0 {
		return home
	}
	return home + "?" + q.Encode()
}

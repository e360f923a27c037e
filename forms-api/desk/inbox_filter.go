package desk

import (
	"net/url"
	"slices"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// inboxFilter is which tab of the inbox is open, and what it is narrowed to; empty
// fields do not narrow.
type inboxFilter struct {
	Tab      formsapi.Tab
	Sort     formsapi.Sort // the tab's own for an empty one
	Office   string
	Service  string
	Language string
	State    formsapi.State
	Urgency  string
	Who      string // whoMe, whoNobody, whoClosed, or a colleague's id
	From     formsapi.Date
	Until    formsapi.Date
}

// Whose requests to list, beside those of a colleague.
const (
	whoMe     = "me"
	whoNobody = "nobody"
	whoClosed = "closed" // what closed accounts have not finished
)

// firstTab is the one that the inbox opens with.
const firstTab = formsapi.TabNew

// readFilter drops what the form does not offer.
func (v *visit) readFilter() inboxFilter {
	q := v.r.URL.Query()
	f := inboxFilter{
		Tab:      oneOf(formsapi.Tab(q.Get("tab")), formsapi.Tabs),
		Office:   q.Get("office"),
		Service:  q.Get("service"),
		Language: oneOf(q.Get("language"), v.Languages),
		State:    oneOf(formsapi.State(q.Get("state")), formsapi.States),
		Urgency:  oneOf(q.Get("urgency"), formsapi.Urgencies),
		Who:      q.Get("who"),
		From:     readDate(q.Get("from")),
		Until:    readDate(q.Get("until")),
	}
	if f.Tab == "" {
		f.Tab = firstTab
	}
	if f.Sort = oneOf(formsapi.Sort(q.Get("sort")), f.Tab.Sorts()); f.Sort == f.Tab.Sorts()[0] {
		f.Sort = ""
	}
	if _, known := v.Catalogue.Office(f.Office); !known || !v.staff.May(formsapi.ReadRequests, f.Office) {
		f.Office = ""
	}
	if _, known := v.Catalogue.Service(f.Service); !known {
		f.Service = ""
	}
	if _, err := uuid.Parse(f.Who); err != nil && !slices.Contains([]string{whoMe, whoNobody, whoClosed}, f.Who) {
		f.Who = ""
	}
	return f
}

// oneOf is what was chosen if it is among the choices, or the zero value.
func oneOf[T ~string](chosen T, choices []T) T {
	if !slices.Contains(choices, chosen) {
		return ""
	}
	return chosen
}

// readDate is a date as a form sends it, or empty.
func readDate(typed string) formsapi.Date {
	if _, err := time.Parse(time.DateOnly, typed); err != nil {
		return ""
	}
	return formsapi.Date(typed)
}

// Narrowed tells whether the filter leaves out some of what the tab has.
func (f inboxFilter) Narrowed() bool { return f != inboxFilter{Tab: f.Tab, Sort: f.Sort} }

// Opened tells whether the filter's fields are shown at once: not where a link led to what
// is of closed accounts, and its rows are what the visitor came for.
func (f inboxFilter) Opened() bool {
	return f.Narrowed() && f != inboxFilter{Tab: f.Tab, Sort: f.Sort, Who: whoClosed}
}

// Sorted is the order that the tab is in.
func (f inboxFilter) Sorted() formsapi.Sort {
	if f.Sort == "" {
		return f.Tab.Sorts()[0]
	}
	return f.Sort
}

// Whole is the address of the tab with nothing left out.
func (f inboxFilter) Whole() string {
	return inboxFilter{Tab: f.Tab, Sort: f.Sort}.address("", "")
}

// on is the same filter on another tab, in that tab's own order.
func (f inboxFilter) on(t formsapi.Tab) inboxFilter {
	f.Tab, f.Sort = t, ""
	return f
}

// query is the filter as the use case takes it.
func (f inboxFilter) query(by formsapi.Staff) formsapi.InboxQuery {
	q := formsapi.InboxQuery{
		Tab: f.Tab, Sort: f.Sort, Office: f.Office, Service: f.Service, Language: f.Language,
		State: f.State, Urgency: f.Urgency, From: f.From, Until: f.Until, Limit: perPage,
	}
	switch f.Who {
	case whoMe:
		q.Assignee = by.ID
	case whoNobody:
		q.Unassigned = true
	case whoClosed:
		q.OfClosed = true
	default:
		q.Assignee, _ = uuid.Parse(f.Who) // readFilter has let nothing else through
	}
	return q
}

// address is the inbox with this filter, at a place.
func (f inboxFilter) address(name, place string) string {
	q := url.Values{}
	for key, value := range map[string]string{
		"office": f.Office, "service": f.Service, "language": f.Language, "state": string(f.State), "urgency": f.Urgency,
		"who": f.Who, "from": string(f.From), "until": string(f.Until), "sort": string(f.Sort), name: place,
	} {
		if value != "" {
			q.Set(key, value)
		}
	}
	if f.Tab != firstTab {
		q.Set("tab", string(f.Tab))
	}
	if len(q) == 0 {
		return home
	}
	return home + "?" + q.Encode()
}

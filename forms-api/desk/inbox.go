package desk

import (
	"fmt"
	"net/http"

	formsapi "sportello/forms-api"
)

// inboxPage is a tab of the inbox. Whoever reads no requests sees why.
type inboxPage struct {
	frame
	ReadsRequests bool
	Tabs          []inboxTab
	Tasks         []task
	Filter        inboxFilter
	Choices       inboxChoices
	Explained     string // what is in the tab
	Empty         string // why nothing is in it, and what to do
	Rows          []inboxRow
	Pager         pager
	OfClosed      string // how many requests are in the name of closed accounts, for who can give them to somebody; empty for none
	OfClosedPath  string
	HandOver      *handOver // nil where nothing on the page can be handed over
	Since         int64     // when the page was made, in milliseconds since 1970: what is newer is not on it
}

// An option is a choice of a select.
type option struct {
	Value, Label string
	Chosen       bool
}

func (d *desk) showInbox(v *visit) error {
	page := v.inboxPage()
	if page.ReadsRequests {
		if err := page.fill(v); err != nil {
			return err
		}
	}
	return v.render(http.StatusOK, "inbox.html", page)
}

func (v *visit) inboxPage() *inboxPage {
	return &inboxPage{frame: v.frame("inbox-title"), ReadsRequests: v.staff.MayAnywhere(formsapi.ReadRequests), Since: v.Now().UnixMilli()}
}

func (p *inboxPage) fill(v *visit) (err error) {
	p.Filter = v.readFilter()
	p.Explained, p.Empty = v.say(tabExplainedKey(p.Filter.Tab)), v.say(v.emptyKey(p.Filter.Tab))
	if p.Filter.Who == whoClosed {
		p.Explained = v.say("of-closed-explained")
	}
	if p.Tabs, err = v.tabs(p.Filter); err != nil {
		return err
	}
	if p.Tasks, err = v.tasks(); err != nil {
		return err
	}
	staff, err := v.Staff.StaffList(v.r.Context())
	if err != nil {
		return fmt.Errorf("listing colleagues: %w", err)
	}
	p.Choices = v.inboxChoices(p.Filter, staff)
	if err := p.fillOfClosed(v); err != nil {
		return err
	}
	if err := p.list(v, namesOf(staff)); err != nil {
		return err
	}
	p.offerHandOver(v, staff)
	return nil
}

// emptyKey is why nothing is in a tab, in words of what the visitor can do about it: who
// only reads and notes takes no request.
func (v *visit) emptyKey(t formsapi.Tab) string {
	if v.staff.MayAnywhere(formsapi.WorkRequests) {
		return emptyTabKey(t)
	}
	switch t {
	case formsapi.TabNew:
		return "inbox-empty-new-read"
	case formsapi.TabMine:
		return "inbox-empty-mine-given"
	case formsapi.TabAll:
		return "inbox-empty-all-read"
	}
	return emptyTabKey(t)
}

// list fills the page with the rows at the place that the address names.
func (p *inboxPage) list(v *visit, colleagues colleagueNames) error {
	query := p.Filter.query(v.staff)
	query.After, query.Before = parseTabPlace(v.r.URL.Query().Get("after")), parseTabPlace(v.r.URL.Query().Get("before"))
	if query.Before != (formsapi.TabPlace{}) {
		query.After = formsapi.TabPlace{}
	}
	found, err := v.Appointments.Tab(v.r.Context(), v.staff, query)
	if err != nil {
		return err
	}
	p.Rows, p.Pager = v.inboxRows(found.Rows, colleagues), p.Filter.neighbours(found)
	return nil
}

// Closed tells whether the tab lists what is finished: by when it was.
func (p *inboxPage) Closed() bool { return p.Filter.Tab == formsapi.TabClosed }

// Typed is what was looked for: nothing yet.
func (p *inboxPage) Typed() string { return "" }

// SeveralOffices tells whether the visitor reads requests of more than one office: a
// list names each row's then.
func (f frame) SeveralOffices() bool { return len(f.visit.officesFor(formsapi.ReadRequests, "")) > 1 }

package desk

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// inboxPage lists requests. Whoever reads none sees why.
type inboxPage struct {
	frame
	ReadsRequests bool
	Filter        inboxFilter
	Offices       []option
	States        []option
	Languages     []option
	Rows          []inboxRow
	Pager         pager
}

// inboxRow is a request as the list shows it.
type inboxRow struct {
	Path       string
	ID         uuid.UUID
	Name       string
	Unreadable bool   // its seal does not open: the name is not known
	Language   string // of the person's pages
	Service    string
	Office     string
	State      formsapi.State
	StateName  string
	Assignee   string // empty while nobody works on it
	Mine       bool
	Received   time.Time
	ReceivedAt string
	Start      *formsapi.Start
	StartAt    string
}

// An option is a choice of a select.
type option struct {
	Value, Label string
	Chosen       bool
}

func (d *desk) showInbox(v *visit) error {
	page := inboxPage{frame: v.frame("inbox-title"), ReadsRequests: v.staff.MayAnywhere(formsapi.ReadRequests)}
	if !page.ReadsRequests {
		return v.render(http.StatusOK, "inbox.html", page)
	}
	page.Filter = v.readFilter()
	page.Offices = v.officeOptions(page.Filter.Office)
	page.States = v.stateOptions(page.Filter.State)
	page.Languages = v.languageOptions(page.Filter.Language)
	if err := page.fill(v); err != nil {
		return err
	}
	return v.render(http.StatusOK, "inbox.html", page)
}

func (p *inboxPage) fill(v *visit) error {
	at := readPlace(v.r.URL.Query())
	requests, err := v.Appointments.Inbox(v.r.Context(), v.staff, p.Filter.appointments(v.staff, at))
	if err != nil {
		return err
	}
	requests, p.Pager = cut(requests, at, requestCursor, p.Filter.address)
	colleagues, err := v.colleagues()
	if err != nil {
		return err
	}
	for _, r := range requests {
		v.reportUnreadable("request", r.ID, r.Unreadable)
		p.Rows = append(p.Rows, v.inboxRow(r, colleagues))
	}
	return nil
}

func requestCursor(r formsapi.InboxRow) formsapi.Cursor {
	return formsapi.Cursor{CreatedAt: r.CreatedAt, ID: r.ID}
}

func (v *visit) inboxRow(r formsapi.InboxRow, colleagues colleagueNames) inboxRow {
	zone := v.zoneOf(r.Office)
	row := inboxRow{
		Path:       appointmentPath(r.ID),
		ID:         r.ID,
		Name:       r.Name,
		Unreadable: r.Unreadable != nil,
		Language:   r.Language,
		Service:    v.serviceName(r.Appointment),
		Office:     v.officeName(r.Appointment),
		State:      r.State,
		StateName:  v.say(stateKey(r.State)),
		Mine:       r.Assignee == v.staff.ID,
		Received:   r.CreatedAt,
		ReceivedAt: v.shortMoment(r.CreatedAt, zone),
		Start:      r.Start,
	}
	if r.Assignee != uuid.Nil {
		row.Assignee = colleagues.name(v, r.Assignee.String())
	}
	if r.Start != nil {
		row.StartAt = v.shortMoment(r.Start.At, zone)
	}
	return row
}

func (v *visit) officeOptions(chosen string) []option {
	var options []option
	for _, o := range v.Catalogue.Offices() {
		if v.staff.May(formsapi.ReadRequests, o.ID) {
			options = append(options, option{o.ID, o.Title(v.language), o.ID == chosen})
		}
	}
	return options
}

func (v *visit) stateOptions(chosen formsapi.State) []option {
	options := make([]option, len(formsapi.States))
	for i, s := range formsapi.States {
		options[i] = option{string(s), v.say(stateKey(s)), s == chosen}
	}
	return options
}

func (v *visit) languageOptions(chosen string) []option {
	options := make([]option, len(v.Languages))
	for i, tag := range v.Languages {
		options[i] = option{tag, v.Words.LanguageName(v.language, tag), tag == chosen}
	}
	return options
}

package desk

import (
	"cmp"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// inboxPage lists requests. Whoever reads none sees why.
type inboxPage struct {
	frame
	ReadsRequests bool
	Tasks         []task
	Typed         string // a code that was looked for
	Filter        inboxFilter
	Offices       []option
	States        []option
	Languages     []option
	Rows          []inboxRow
	Pager         pager
}

// inboxRow is a request as the list shows it.
type inboxRow struct {
	visit       *visit
	Path        string
	ID          uuid.UUID
	Name        string
	Unreadable  bool   // its seal does not open: the name is not known
	Language    string // of the person's pages
	Speaks      string // the language to speak with them
	Interpreter bool
	Service     string
	People      int
	Office      string
	State       formsapi.State
	StateName   string
	Assignee    string // empty while nobody works on it
	Mine        bool
	Received    time.Time
	ReceivedAt  string
	Start       *formsapi.Start
	StartAt     string
	StartKind   string // whether it is asked for, offered or agreed
}

// T is a message, as frame.T.
func (r inboxRow) T(key string, pairs ...any) string { return r.visit.say(key, pairs...) }

// An option is a choice of a select.
type option struct {
	Value, Label string
	Chosen       bool
}

func (d *desk) showInbox(v *visit) error {
	page, err := v.inboxPage()
	if err != nil {
		return err
	}
	return v.render(http.StatusOK, "inbox.html", page)
}

func (v *visit) inboxPage() (*inboxPage, error) {
	page := &inboxPage{frame: v.frame("inbox-title"), ReadsRequests: v.staff.MayAnywhere(formsapi.ReadRequests)}
	if !page.ReadsRequests {
		return page, nil
	}
	page.Filter = v.readFilter()
	page.Offices = v.officesFor(formsapi.ReadRequests, page.Filter.Office)
	page.States = v.stateOptions(page.Filter.State)
	page.Languages = v.languageOptions(page.Filter.Language)
	var err error
	if page.Tasks, err = v.tasks(); err != nil {
		return nil, err
	}
	return page, page.fill(v)
}

// find opens the request whose code somebody says, or shows: the code stands in
// the form, never in an address. A scanner at the counter types the whole address
// that the person's code on paper has.
func (d *desk) find(v *visit) error {
	typed := v.r.PostFormValue("reference")
	id, err := v.Appointments.Find(v.r.Context(), v.staff, typed[strings.LastIndex(typed, "/")+1:])
	if err == nil {
		return v.redirect(appointmentPath(id))
	}
	if formsapi.CodeOf(err) != formsapi.CodeInvalid {
		return err
	}
	page, failed := v.inboxPage()
	if failed != nil {
		return failed
	}
	page.Typed = typed
	page.refuse(err, "")
	return v.render(http.StatusUnprocessableEntity, "inbox.html", page)
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
		visit:       v,
		Path:        appointmentPath(r.ID),
		ID:          r.ID,
		Name:        r.Name,
		Unreadable:  r.Unreadable != nil,
		Language:    r.Language,
		Speaks:      v.Words.LanguageName(v.language, cmp.Or(r.Spoken, r.Language)),
		Interpreter: r.Interpreter,
		People:      r.People,
		Service:     v.serviceName(r.Appointment),
		Office:      v.officeName(r.Appointment),
		State:       r.State,
		StateName:   v.say(stateKey(r.State)),
		Mine:        r.Assignee == v.staff.ID,
		Received:    r.CreatedAt,
		ReceivedAt:  v.shortMoment(r.CreatedAt, zone),
		Start:       r.Start,
	}
	if r.Assignee != uuid.Nil {
		row.Assignee = colleagues.name(v, r.Assignee.String())
	}
	if r.Start != nil {
		row.StartAt, row.StartKind = v.shortMoment(r.Start.At, zone), v.say(startKindKey(r.State))
	}
	return row
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

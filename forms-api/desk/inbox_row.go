package desk

import (
	"cmp"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// inboxRow is a request as the lists show it.
type inboxRow struct {
	visit       *visit
	Path        string
	ID          uuid.UUID
	Name        string
	Unreadable  bool   // its seal does not open: the name is not known
	Language    string // of the person's pages
	Speaks      string // the language to speak with them
	Pages       string // that of their pages, which is what lists are narrowed to; empty where they speak it
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

	New     bool // nobody has it, and nobody has answered
	Urgent  bool
	Waits   bool // it is the person's turn
	Due     time.Time
	DueAt   string // by when the desk should have looked after it; empty for no time
	Late    bool
	Unsaid  bool   // they came, and nobody has said with what outcome
	Outcome string // what came of it; empty until it is finished, and where the state says the same

	officeID string
	seen     formsapi.Seen
	Tick     string // what ticking it says, where it can be ticked; see handOver
	Ticked   bool
}

// T is a message, as frame.T.
func (r inboxRow) T(key string, pairs ...any) string { return r.visit.say(key, pairs...) }

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
		officeID:    r.Appointment.Office,
		seen:        formsapi.Seen{ID: r.ID, Version: r.Version},
	}
	if r.Spoken != "" && r.Spoken != r.Language {
		row.Pages = v.Words.LanguageName(v.language, r.Language)
	}
	row.addWork(r, zone)
	if r.Assignee != uuid.Nil {
		row.Assignee = colleagues.name(v, r.Assignee.String())
	}
	if r.Start != nil {
		row.StartAt, row.StartKind = v.shortMoment(r.Start.At, zone), v.say(startKindKey(r.State))
	}
	return row
}

// addWork says where the work on a request stands.
func (r *inboxRow) addWork(a formsapi.InboxRow, zone *time.Location) {
	work := a.Casework
	if work.Finished() {
		if r.Outcome = r.T(resultKey(work.Outcome)); r.Outcome == r.StateName {
			r.Outcome = ""
		}
		return
	}
	r.Waits, r.Urgent = work.AwaitsPerson, work.Urgency == formsapi.UrgencyUrgent
	r.Unsaid = a.State == formsapi.Attended
	r.New, r.Late = a.New(), work.Late(r.visit.Now())
	if !work.DueAt.IsZero() {
		r.Due, r.DueAt = work.DueAt, r.visit.shortMoment(work.DueAt, zone)
	}
}

// inboxRows are requests as the lists show them.
func (v *visit) inboxRows(all []formsapi.InboxRow, colleagues colleagueNames) []inboxRow {
	rows := make([]inboxRow, len(all))
	for i, r := range all {
		v.reportUnreadable("request", r.ID, r.Unreadable)
		rows[i] = v.inboxRow(r, colleagues)
	}
	return rows
}

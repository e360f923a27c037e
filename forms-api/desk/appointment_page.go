package desk

import (
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// appointmentPage is one request: what the person wrote, what happened, and
// what can be done next.
type appointmentPage struct {
	frame
	Request   formsapi.ReadAppointment
	Path      string
	Zone      *time.Location
	Office    string
	StateName string
	Start     string // when it is asked, offered or confirmed for
	StartKind string // which of these
	HoldUntil string // until when its place is held for an answer
	Channel   string // how it reached the office
	Answers   answers
	Reach     reach
	Assignee  string // empty while nobody works on it
	ToAsk     string // the page that asks the person what they think; empty for nobody to ask
	History   []historyRow

	Works      bool        // the visitor may decide, not only read
	Notes      bool        // the visitor may note what came of a call, and who came
	Steps      []*stepForm // what the state table allows staff
	Hours      officeHours // to choose a time by
	HoursOpen  bool
	Messages   []messageRow // the latest first
	Colleagues []option     // to whom it can be given
	Assign     stepForm     // taking, giving and putting back
	Keeping    keeping
	Meanwhile  []historyRow // what colleagues did while a step that came too late was typed
	Lost       []string     // what was typed for such a step, if it cannot be done any more

	Reply   replyForm
	Replies []replyRow // the latest first

	Casework  casework
	CaseNotes notes
	Others    []inboxRow // of the same telephone or e-mail
}

// Mine tells whether the visitor works on the request.
func (p *appointmentPage) Mine() bool { return p.Request.Assignee == p.visit.staff.ID }

// Me is the visitor's id.
func (p *appointmentPage) Me() string { return p.visit.staff.ID.String() }

func (v *visit) appointmentPage(r formsapi.ReadAppointment) (*appointmentPage, error) {
	staff, err := v.Staff.StaffList(v.r.Context())
	if err != nil {
		return nil, err
	}
	p := v.fillAppointment(r, staff)
	if p.Steps, err = v.newSteps(r); err != nil {
		return nil, err
	}
	if p.Messages, err = v.messages(r); err != nil {
		return nil, err
	}
	if p.Keeping, err = v.keeping(r.Appointment); err != nil {
		return nil, err
	}
	if err := p.addCasework(r, staff); err != nil {
		return nil, err
	}
	if p.Reply, err = v.replyForm(r); err != nil {
		return nil, err
	}
	if p.Replies, err = v.replies(r, namesOf(staff)); err != nil {
		return nil, err
	}
	p.addWhomToTell()
	return p, nil
}

// addCasework is what staff do with the request beside its time.
func (p *appointmentPage) addCasework(r formsapi.ReadAppointment, staff []formsapi.Staff) (err error) {
	v, names := p.visit, namesOf(staff)
	p.Casework = v.casework(r, staff)
	if p.CaseNotes, err = v.notes(r, names); err != nil {
		return err
	}
	others, err := v.Appointments.OthersOf(v.r.Context(), v.staff, r)
	if err != nil || len(others) == 0 {
		return err
	}
	p.Others = v.inboxRows(others, names)
	return v.Trail.Listed(v.r.Context(), v.staff, listOthers, r.Office)
}

func (v *visit) fillAppointment(r formsapi.ReadAppointment, staff []formsapi.Staff) *appointmentPage {
	colleagues, zone := namesOf(staff), v.zoneOf(r.Office)
	p := &appointmentPage{
		frame:     v.frame("appointment-title", "Name", isolated(r.Name)),
		Request:   r,
		Path:      appointmentPath(r.ID),
		Zone:      zone,
		Office:    v.officeName(r.Appointment),
		StateName: v.say(stateKey(r.State)),
		Answers:   v.answers(r),
		Reach:     v.reach(r.Details),
		History:   v.historyRows(r, colleagues),
		ToAsk:     v.toAsk(r.Appointment),
		Works:     v.staff.May(formsapi.WorkRequests, r.Office),
		Notes:     v.staff.May(formsapi.NoteRequests, r.Office),
		Hours:     v.officeHours(r.Office, ""),
		Channel:   v.say(intakeKey(r.Channel)),
		Assign:    stepForm{Event: formsapi.EventAssign, Version: r.Version},
	}
	p.Here = p.Path
	if r.Start != nil {
		p.Start, p.StartKind = v.startShown(r.Start.Local), v.say(startKindKey(r.State))
	}
	if !r.HoldUntil.IsZero() {
		p.HoldUntil = v.moment(r.HoldUntil, zone)
	}
	if r.Assignee != uuid.Nil {
		p.Assignee = colleagues.name(v, r.Assignee.String())
	}
	p.Colleagues = v.assignees(r.Appointment, staff)
	return p
}

// assignees are the colleagues at work who may read the request, the visitor and who
// has it already left out.
func (v *visit) assignees(a formsapi.Appointment, staff []formsapi.Staff) []option {
	var options []option
	for _, s := range staff {
		if s.ID != v.staff.ID && s.ID != a.Assignee && v.works(s) && s.May(formsapi.ReadRequests, a.Office) {
			options = append(options, option{Value: s.ID.String(), Label: s.Name})
		}
	}
	return options
}

package desk

import (
	"html/template"
	"net/http"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

const appointmentsPath = home + "appointments/"

func appointmentPath(id uuid.UUID) string { return appointmentsPath + id.String() }

// appointmentPage is one request: what the person wrote, what happened, and
// what can be done next.
type appointmentPage struct {
	frame
	Request   formsapi.ReadAppointment
	Path      string
	Zone      *time.Location
	Service   string
	Office    string
	StateName string
	Start     string // when it is asked, offered or confirmed for
	StartKind string // which of these
	HoldUntil string // until when its place is held for an answer
	Channel   string // how it reached the office
	Wishes    wishes
	Reach     reach
	Assignee  string // empty while nobody works on it
	History   []historyRow

	Works      bool        // the visitor may decide, not only read
	Steps      []*stepForm // what the state table allows staff
	Hours      officeHours // to choose a time by
	HoursOpen  bool
	Messages   []messageRow // the latest first
	Colleagues []option     // to whom it can be given
	Assign     stepForm     // taking, giving and putting back
	Meanwhile  []historyRow // what colleagues did while a step that came too late was typed
	Lost       []string     // what was typed for such a step, if it cannot be done any more
}

// wishes are the coded answers in the desk's language.
type wishes struct {
	Days, Needs    []string
	Part           string
	SpokenLanguage string
}

// reach is how the person wants to hear from the office.
type reach struct {
	Way      string
	Phone    string // in groups
	PhoneURI template.URL
	Email    string
	EmailURI template.URL
}

func (d *desk) showAppointment(v *visit) error {
	r, err := v.readRequest()
	if err != nil {
		return err
	}
	if r.Unreadable != nil {
		return v.showUnreadable(r)
	}
	page, err := v.appointmentPage(r)
	if err != nil {
		return err
	}
	return v.render(http.StatusOK, "appointment.html", page)
}

// pathID is an id in the address; what is none is nothing that exists.
func (v *visit) pathID(name string) (uuid.UUID, error) {
	id, err := uuid.Parse(v.r.PathValue(name))
	if err != nil {
		return id, &formsapi.Problem{Code: formsapi.CodeNotFound, Key: "not-found"}
	}
	return id, nil
}

func (v *visit) readRequest() (formsapi.ReadAppointment, error) {
	id, err := v.pathID("id")
	if err != nil {
		return formsapi.ReadAppointment{}, err
	}
	return v.Appointments.Read(v.r.Context(), v.staff, id)
}

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
	p.addWhomToTell()
	return p, nil
}

func (v *visit) fillAppointment(r formsapi.ReadAppointment, staff []formsapi.Staff) *appointmentPage {
	colleagues, zone := namesOf(staff), v.zoneOf(r.Office)
	p := &appointmentPage{
		frame:     v.frame("appointment-title", "Name", isolated(r.Name)),
		Request:   r,
		Path:      appointmentPath(r.ID),
		Zone:      zone,
		Service:   v.serviceName(r.Appointment),
		Office:    v.officeName(r.Appointment),
		StateName: v.say(stateKey(r.State)),
		Wishes:    v.wishes(r.Details),
		Reach:     v.reach(r.Details),
		History:   v.historyRows(r, colleagues),
		Works:     v.staff.May(formsapi.WorkRequests, r.Office),
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

// assignees are the colleagues who may read the request, the visitor and who
// has it already left out.
func (v *visit) assignees(a formsapi.Appointment, staff []formsapi.Staff) []option {
	var options []option
	for _, s := range staff {
		if s.ID != v.staff.ID && s.ID != a.Assignee && s.May(formsapi.ReadRequests, a.Office) {
			options = append(options, option{Value: s.ID.String(), Label: s.Name})
		}
	}
	return options
}

// Mine tells whether the visitor works on the request.
func (p *appointmentPage) Mine() bool { return p.Request.Assignee == p.visit.staff.ID }

// Me is the visitor's id.
func (p *appointmentPage) Me() string { return p.visit.staff.ID.String() }

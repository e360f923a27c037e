package desk

import (
	"slices"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// casework is what a request's page says of the work on it within the office, and
// what can be done with that.
type casework struct {
	Urgency    string
	Urgent     bool
	DueAt      string // by when the desk should have looked after it; empty for no time
	Late       bool
	Waits      bool // it is the person's turn
	Activity   string
	Outcome    string // empty until it is finished
	FinishedAt string
	Flagged    []string // who is asked to look

	Urgencies  []option
	Activities []option // of the projects that the office takes part in; may be none
	Outcomes   []option
	Elsewhere  []string // names of other offices, where somebody can be sent
	CanLook    []option // who can be asked to look

	Typed stepForm // a step of work that was refused, as it was typed

	UndoneUntil time.Time // until when the visitor can take back what they did last; zero: they cannot
	Undoes      string    // what that was
}

func (v *visit) casework(r formsapi.ReadAppointment, staff []formsapi.Staff) casework {
	zone, names := v.zoneOf(r.Office), namesOf(staff)
	c := casework{
		Urgency: v.say(urgencyKey(r.Urgency.String())), Urgent: r.Urgency == formsapi.UrgencyUrgent, Waits: r.AwaitsPerson,
		Urgencies: v.urgencyOptions(r.Urgency.String()), Activities: v.activityOptions(r.Appointment),
		CanLook: v.canLook(r, staff), UndoneUntil: r.UndoUntil,
	}
	if !r.DueAt.IsZero() {
		c.DueAt, c.Late = v.shortMoment(r.DueAt, zone), r.Late(v.Now())
	}
	if r.Finished() {
		c.Outcome, c.FinishedAt = v.say(resultKey(r.Outcome)), v.shortMoment(r.FinishedAt, zone)
	}
	if a := slices.IndexFunc(c.Activities, func(o option) bool { return o.Chosen }); a >= 0 {
		c.Activity = c.Activities[a].Label
	}
	for _, f := range r.Flags {
		c.Flagged = append(c.Flagged, names.name(v, f.Staff.String()))
	}
	if !r.UndoUntil.IsZero() {
		c.Undoes = v.historyEvent(r.History[len(r.History)-1], names)
	}
	c.addEnds(v, r)
	return c
}

// addEnds is with what the request can be finished.
func (c *casework) addEnds(v *visit, r formsapi.ReadAppointment) {
	for _, o := range formsapi.FinishOutcomes(r.State) {
		c.Outcomes = append(c.Outcomes, option{Value: string(o), Label: v.say(resultKey(o))})
	}
	for _, o := range v.Catalogue.Offices() {
		if o.ID != r.Office {
			c.Elsewhere = append(c.Elsewhere, o.Title(v.language))
		}
	}
}

// canLook are the colleagues who may read the request and are not asked yet.
func (v *visit) canLook(r formsapi.ReadAppointment, staff []formsapi.Staff) (options []option) {
	for _, s := range staff {
		asked := slices.ContainsFunc(r.Flags, func(f formsapi.Flag) bool { return f.Staff == s.ID })
		if s.ID != v.staff.ID && !asked && v.works(s) && s.May(formsapi.ReadRequests, r.Office) {
			options = append(options, option{Value: s.ID.String(), Label: s.Name})
		}
	}
	return options
}

// activityOptions are what a request can be counted under.
func (v *visit) activityOptions(a formsapi.Appointment) (options []option) {
	for _, id := range v.Appointments.Activities(a.Office) {
		options = append(options, option{id, v.activityTitle(id), id == a.Activity})
	}
	return options
}

// keep leaves in the page what was typed for a step that was refused.
func (c *casework) keep(step stepForm) {
	c.Typed = step
	for _, choice := range []struct {
		options []option
		typed   string
	}{{c.Urgencies, step.Urgency}, {c.Activities, step.Activity}, {c.Outcomes, step.Outcome}, {c.CanLook, step.To}} {
		for i, o := range choice.options {
			choice.options[i].Chosen = choice.typed != "" && o.Value == choice.typed
		}
	}
}

// Open tells whether a step of work was refused: its form is open then.
func (c casework) Open(event string) bool { return string(c.Typed.Event) == event }

// Until is when undoing ends, for the script that counts down, in milliseconds since 1970.
func (c casework) Until() int64 { return c.UndoneUntil.UnixMilli() }

// Can tells whether the visitor can take a step of work.
func (p *appointmentPage) Can(event string) bool {
	return slices.Contains(p.Request.Works, formsapi.Event(event))
}

// Now is the moment at which the page was made, likewise.
func (p *appointmentPage) Now() int64 { return p.visit.Now().UnixMilli() }

// flagged tells whether a colleague is asked to look.
func flagged(r formsapi.ReadAppointment, staff uuid.UUID) bool {
	return slices.ContainsFunc(r.Flags, func(f formsapi.Flag) bool { return f.Staff == staff })
}

// Flagged tells whether the visitor is asked to look.
func (p *appointmentPage) Flagged() bool { return flagged(p.Request, p.visit.staff.ID) }

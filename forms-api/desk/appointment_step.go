package desk

import (
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// stepForm is a step with a request, as it is being typed.
type stepForm struct {
	Event   formsapi.Event
	Version int // of the request that the step was decided on
	Date    string
	Time    string
	Outside bool // the office receives at this time all the same
	Reason  string
	Note    string
	To      string

	stepOffer
	Open bool
}

// Name is the step's in messages.
func (f stepForm) Name() string {
	if f.Moves {
		return "move"
	}
	return string(f.Event)
}

// stepEvents are what a form of the desk can be about.
var stepEvents = []formsapi.Event{formsapi.EventConfirm, formsapi.EventDecline, formsapi.EventAssign}

func (v *visit) readStep() (stepForm, error) {
	f := stepForm{
		Event:   formsapi.Event(v.r.PathValue("event")),
		Date:    v.r.PostFormValue("date"),
		Time:    v.r.PostFormValue("time"),
		Outside: v.r.PostFormValue("outside") == "true",
		Reason:  v.r.PostFormValue("reason"),
		Note:    v.r.PostFormValue("note"),
		To:      v.r.PostFormValue("to"),
		Open:    true,
	}
	if !slices.Contains(stepEvents, f.Event) {
		return f, &formsapi.Problem{Code: formsapi.CodeNotFound, Key: "not-found"}
	}
	var err error
	if f.Version, err = strconv.Atoi(v.r.PostFormValue("version")); err != nil {
		return f, &formsapi.Problem{Code: formsapi.CodeInvalid, Key: "form-unreadable"}
	}
	return f, nil
}

// decision is the step as the use case takes it.
func (f stepForm) decision(id uuid.UUID) (formsapi.Decision, error) {
	d := formsapi.Decision{ID: id, Version: f.Version, Event: f.Event, Outside: f.Outside, Reason: f.Reason, Note: f.Note}
	if f.Date != "" && f.Time != "" {
		d.Start = f.Date + "T" + f.Time
	}
	if f.To == "" {
		return d, nil
	}
	var err error
	if d.To, err = uuid.Parse(f.To); err != nil {
		return d, formsapi.Invalid([]formsapi.FieldError{{Field: "to", Key: "assignee-invalid"}})
	}
	return d, nil
}

func (d *desk) takeStep(v *visit) error {
	id, err := v.requestID()
	if err != nil {
		return err
	}
	step, err := v.readStep()
	if err != nil {
		return err
	}
	decision, err := step.decision(id)
	if err == nil {
		err = d.Appointments.Decide(v.r.Context(), v.staff, decision)
	}
	switch formsapi.CodeOf(err) {
	case formsapi.CodeInvalid, formsapi.CodeConflict:
		return v.refuseStep(step, err)
	}
	if err != nil {
		return err
	}
	v.notify(noticeKey(step.Event))
	if step.Event != formsapi.EventAssign {
		v.sessions.Put(v.r.Context(), sessionDecided, id.String())
	}
	return v.redirect(appointmentPath(id))
}

// refuseStep shows the request as it is now, with what was typed still in place.
func (v *visit) refuseStep(step stepForm, problem error) error {
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
	page.refuse(problem, string(step.Event)+"-")
	if formsapi.CodeOf(problem) == formsapi.CodeConflict {
		page.overtake(&step)
	}
	page.keep(step)
	return v.render(statusOf[formsapi.CodeOf(problem)], "appointment.html", page)
}

// overtake says what happened since the step was decided on. Every change makes
// the version one more and adds one entry to the history, so the version counts
// the entries that were seen.
func (p *appointmentPage) overtake(step *stepForm) {
	seen := min(max(step.Version, 0), len(p.History))
	p.Meanwhile = p.History[seen:]
	step.Version = p.Request.Version
}

func (p *appointmentPage) keep(step stepForm) {
	if step.Event == formsapi.EventAssign {
		p.Assign = step
		return
	}
	for _, s := range p.Steps {
		if s.Event == step.Event {
			step.stepOffer = s.stepOffer
			step.Hours = p.visit.officeHours(p.Request.Office, step.Date)
			*s = step
			return
		}
	}
	p.Lost = p.typed(step)
}

// typed is what somebody wrote into a step, as text to copy.
func (p *appointmentPage) typed(step stepForm) []string {
	var words []string
	for _, w := range []string{strings.TrimSpace(step.Date + " " + step.Time), step.Note} {
		if w != "" {
			words = append(words, w)
		}
	}
	if slices.Contains(formsapi.DeclineReasons, step.Reason) {
		words = append(words, p.T(declineKey(step.Reason)))
	}
	return words
}

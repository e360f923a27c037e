package desk

import (
	"slices"
	"strconv"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// stepForm is a step with a request, as it is being typed.
type stepForm struct {
	Event   formsapi.Event
	Version int // of the request that the step was decided on
	timeTyped
	Reason  string
	Instead string
	Note    string
	To      string
	Outcome string // with attend: what came of it
	workTyped

	timeOffer
	Open bool
}

// stepEvents are what a form of the desk can be about.
var stepEvents = append(staffEvents(func(formsapi.Transition) bool { return true }), formsapi.WorkEvents...)

// toldEvents are those of which the person is to be told.
var toldEvents = staffEvents(func(t formsapi.Transition) bool { return t.Tell != formsapi.NoticeNone && !t.PersonKnows() })

// staffEvents are those of the state table that staff cause with a request, in rows
// that suit.
func staffEvents(suits func(formsapi.Transition) bool) (events []formsapi.Event) {
	for _, t := range formsapi.Transitions {
		if t.By == formsapi.ActorStaff && t.From != "" && suits(t) && !slices.Contains(events, t.Event) {
			events = append(events, t.Event)
		}
	}
	return events
}

func (v *visit) readStep() (stepForm, error) {
	f := stepForm{
		Event:     formsapi.Event(v.r.PathValue("event")),
		timeTyped: v.readTime(),
		Reason:    v.r.PostFormValue("reason"),
		Instead:   v.r.PostFormValue("instead"),
		Note:      v.r.PostFormValue("note"),
		To:        v.r.PostFormValue("to"),
		Outcome:   v.r.PostFormValue("outcome"),
		workTyped: v.readWork(),
		Open:      true,
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
	d := formsapi.Decision{
		ID: id, Version: f.Version, Event: f.Event, Start: f.start(), Outside: f.Outside,
		Reason: f.Reason, Instead: f.Instead, Note: f.Note, Outcome: formsapi.Outcome(f.Outcome),
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
	id, err := v.pathID("id")
	if err != nil {
		return err
	}
	step, err := v.readStep()
	if err != nil {
		return err
	}
	decision, err := step.decision(id)
	if err == nil {
		err = step.work(&decision, d.Catalogue, v.language)
	}
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
	if slices.Contains(toldEvents, step.Event) {
		v.sessions.Put(v.r.Context(), sessionDecided, id.String())
	}
	return v.redirect(wayOn(v.r.PostFormValue("next"), appointmentPath(id)))
}

// wayOn is where a form leads that stands on several pages.
func wayOn(asked, otherwise string) string {
	if asked == "" {
		return otherwise
	}
	return wayBack(asked)
}

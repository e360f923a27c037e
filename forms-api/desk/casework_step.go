package desk

import (
	"slices"
	"time"

	formsapi "sportello/forms-api"
)

// workTyped is what somebody types into a step of work.
type workTyped struct {
	Urgency  string
	NoDue    bool // it is due by no time
	Referred string
	Activity string
}

func (v *visit) readWork() workTyped {
	return workTyped{
		Urgency:  v.r.PostFormValue("urgency"),
		NoDue:    v.r.PostFormValue("none") == "true",
		Referred: v.r.PostFormValue("referred"),
		Activity: v.r.PostFormValue("activity"),
	}
}

// endOfDay is by when something is due of which somebody says only the day.
const endOfDay = "23:59"

// work puts a step of work into a decision.
func (f stepForm) work(d *formsapi.Decision, c formsapi.Catalogue, language string) error {
	d.Urgency, d.Activity, d.Referred = f.Urgency, f.Activity, officeNamed(c, language, f.Referred)
	switch {
	case f.Event == formsapi.EventFinish && !slices.Contains(formsapi.Outcomes, d.Outcome):
		return formsapi.Invalid([]formsapi.FieldError{{Field: "outcome", Key: "finish-missing"}})
	case f.Event != formsapi.EventDue || f.NoDue:
		return nil
	case f.Date == "":
		return formsapi.Invalid([]formsapi.FieldError{{Field: "due", Key: "due-missing"}})
	}
	if d.Due = f.start(); f.Time == "" {
		d.Due = f.Date + "T" + endOfDay
	}
	return nil
}

// officeNamed is the id of the office whose name was typed, or what was typed.
func officeNamed(c formsapi.Catalogue, language, typed string) string {
	for _, o := range c.Offices() {
		if o.Title(language) == typed {
			return o.ID
		}
	}
	return typed
}

// workWords is what somebody chose for a step of work, as text to copy.
func (p *appointmentPage) workWords(step stepForm) (words []string) {
	if slices.Contains(formsapi.Urgencies, step.Urgency) {
		words = append(words, p.T(urgencyKey(step.Urgency)))
	}
	if o := formsapi.Outcome(step.Outcome); slices.Contains(formsapi.Outcomes, o) {
		words = append(words, p.T(resultKey(o)))
	}
	if step.Referred != "" {
		words = append(words, step.Referred)
	}
	return words
}

// workEvent says a step of work in the history; empty for another event.
func (v *visit) workEvent(e formsapi.ReadHistory, colleagues colleagueNames) string {
	switch e.Event {
	case formsapi.EventFlag:
		return v.say("history-flag-name", "Name", colleagues.recipient(v, e.HistoryDetails.To))
	case formsapi.EventUndo:
		return v.say("history-undo-what", "What", v.say(undoneKey(e.Undoes)))
	}
	return ""
}

// undoneKey names what was taken back.
func undoneKey(e formsapi.Event) string {
	if e == formsapi.EventAssign {
		return "history-assign"
	}
	return eventKey(e)
}

// workDetail is what a step of work came to.
func (v *visit) workDetail(e formsapi.ReadHistory, zone *time.Location) string {
	if e.HistoryDetails.Outcome != "" {
		return v.outcomeShown(e.HistoryDetails)
	}
	if e.Work == nil {
		return ""
	}
	switch e.Event {
	case formsapi.EventUrgency:
		return v.say(urgencyKey(e.Work.Urgency.String()))
	case formsapi.EventDue:
		if e.Work.DueAt.IsZero() {
			return v.say("due-none")
		}
		return v.shortMoment(e.Work.DueAt, zone)
	case formsapi.EventActivity:
		if e.Work.Activity == "" {
			return v.say("activity-of-service")
		}
		return v.activityTitle(e.Work.Activity)
	}
	return ""
}

// outcomeShown is what came of a request, and where somebody was sent.
func (v *visit) outcomeShown(d formsapi.HistoryDetails) string {
	said := v.say(resultKey(d.Outcome))
	if d.Referred != "" {
		said += " · " + v.officeTitle(d.Referred)
	}
	return said
}

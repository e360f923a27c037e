package desk

import (
	"slices"

	formsapi "sportello/forms-api"
)

// What a step asks for, by its event. A step that is not here is one press.
var (
	asksTime   = []formsapi.Event{formsapi.EventConfirm, formsapi.EventMove, formsapi.EventPropose}
	asksReason = []formsapi.Event{formsapi.EventDecline}
	asksNote   = []formsapi.Event{formsapi.EventCancel, formsapi.EventWithdraw}
)

// newSteps are empty forms of what the state table allows. No time is chosen
// beforehand: the one that an appointment has already is no other one.
func (v *visit) newSteps(r formsapi.ReadAppointment) ([]*stepForm, error) {
	if len(r.Events) == 0 {
		return nil, nil
	}
	offer, err := v.timeOffer(timeNeed{office: r.Office, service: r.Service, people: r.People, language: spokenNeed(r.Interpreter, r.Speaks)})
	if err != nil {
		return nil, err
	}
	var steps []*stepForm
	for _, event := range r.Events {
		if event == formsapi.EventConfirm && slices.Contains(r.Events, formsapi.EventMove) {
			continue // what is confirmed is moved
		}
		steps = append(steps, &stepForm{Event: event, Version: r.Version, timeOffer: offer})
	}
	return steps, nil
}

// Held is the time that one press confirms: the one that was asked for, or offered.
func (p *appointmentPage) Held() string {
	if p.Request.Start == nil || !p.Request.Start.At.After(p.visit.Now()) {
		return ""
	}
	if p.Request.State == formsapi.Requested || p.Request.State == formsapi.Proposed {
		return p.Start
	}
	return ""
}

// WantsInterpreter tells whether somebody who needs an interpreter has a time ahead, or
// asks for one.
func (p *appointmentPage) WantsInterpreter() bool {
	r := p.Request
	return r.Interpreter && r.State.Live() && r.Start != nil && r.Start.At.After(p.visit.Now())
}

// Present tells whether one is there at that time.
func (p *appointmentPage) Present() bool { return p.Request.Present }

// Presses are the steps that ask for nothing.
func (p *appointmentPage) Presses() []*stepForm {
	return slices.DeleteFunc(slices.Clone(p.Steps), func(s *stepForm) bool { return s.AsksTime() || s.AsksReason() || s.AsksNote() })
}

// Forms are the steps that ask for something.
func (p *appointmentPage) Forms() []*stepForm {
	return slices.DeleteFunc(slices.Clone(p.Steps), func(s *stepForm) bool { return slices.Contains(p.Presses(), s) })
}

// Hint says what a step does, and when another one is meant: what was agreed
// with the person is confirmed, what they have not heard of is offered.
func (p *appointmentPage) Hint(s *stepForm) string {
	if s.AsksReason() {
		return "" // it stands beside the reasons
	}
	return p.T(hintKey(s.Event, p.Request.State))
}

// AsksTime tells whether the step is about a time.
func (f stepForm) AsksTime() bool { return slices.Contains(asksTime, f.Event) }

// AsksReason tells whether the person is given a reason.
func (f stepForm) AsksReason() bool { return slices.Contains(asksReason, f.Event) }

// AsksNote tells whether it asks for a note alone.
func (f stepForm) AsksNote() bool { return slices.Contains(asksNote, f.Event) }

// TimeSteps tells whether a step is about a time.
func (p *appointmentPage) TimeSteps() bool {
	return slices.ContainsFunc(p.Steps, func(s *stepForm) bool { return s.AsksTime() })
}

// Times are the part of a step in which a time is chosen.
func (p *appointmentPage) Times(s *stepForm) timeForm {
	return timeForm{frame: p.frame, Prefix: string(s.Event) + "-", timeTyped: s.timeTyped, timeOffer: s.timeOffer}
}

// reasonForm is the part of a step in which the person is given a reason.
type reasonForm struct {
	frame
	DeclineReasons []option
	OtherOffices   []option // where somebody can be sent instead
}

// Reasons are the part of a step in which the person is given a reason.
func (p *appointmentPage) Reasons(s *stepForm) reasonForm {
	f := reasonForm{frame: p.frame}
	for _, reason := range formsapi.DeclineReasons {
		f.DeclineReasons = append(f.DeclineReasons, option{reason, p.T(declineKey(reason)), reason == s.Reason})
	}
	for _, o := range p.visit.Catalogue.Offices() {
		if o.ID != p.Request.Office {
			f.OtherOffices = append(f.OtherOffices, option{o.ID, o.Title(p.visit.language), o.ID == s.Instead})
		}
	}
	return f
}

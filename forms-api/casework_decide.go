package formsapi

import (
	"context"
	"slices"
	"time"
)

// MaxReferred is the length of the name of where somebody was sent, in characters.
const MaxReferred = 200

// outcomesToldInPerson are those with which a request can be finished that still
// waits: the person was talked to, and helped without an appointment. For the others
// there are steps of which the person is told: decline and withdraw.
var outcomesToldInPerson = []Outcome{OutcomeHelped, OutcomeInformed, OutcomeReferred, OutcomeOther}

// eventFrom is the event that a decision is about in a state. Whoever finishes what
// still waits has helped the person there and then: EventRecord.
func (d Decision) eventFrom(state State) Event {
	if _, waits := Next(state, EventRecord, ActorStaff); waits && d.Event == EventFinish {
		return EventRecord
	}
	return d.Event
}

// work fills in a step of work.
func (u *WorkAppointments) work(ctx context.Context, s *step, d Decision) error {
	switch d.Event {
	case EventUrgency:
		return s.hasten(d)
	case EventDue:
		return s.dueBy(d)
	case EventActivity:
		return u.activity(s, d)
	case EventRecord:
		return s.outcome(d)
	case EventFinish:
		return s.finish(d)
	case EventReopen:
		return s.reopen()
	case EventFlag, EventSeen:
		return u.flag(ctx, s, d)
	}
	return nil
}

// hasten sets how urgent a request is.
func (s *step) hasten(d Decision) error {
	urgency, known := ParseUrgency(d.Urgency)
	if !known {
		return Invalid([]FieldError{{Field: "urgency", Key: "urgency-missing"}})
	}
	s.Casework.Urgency = urgency
	return nil
}

// dueBy sets by when somebody should have looked after the request.
func (s *step) dueBy(d Decision) error {
	if s.before.Finished() {
		return &Problem{Code: CodeConflict, Key: "work-finished"}
	}
	s.Casework.DueAt = time.Time{}
	if d.Due == "" {
		return nil
	}
	at, key := parseStart(d.Due, s.zone(), s.now)
	if key != "" {
		return Invalid([]FieldError{{Field: "due", Key: key}})
	}
	s.Casework.DueAt = at.At
	return nil
}

// activity names the activity that a request is counted under.
func (u *WorkAppointments) activity(s *step, d Decision) error {
	if d.Activity != "" && !slices.Contains(u.Activities(s.before.Office), d.Activity) {
		return Invalid([]FieldError{{Field: "activity", Key: "activity-unknown"}})
	}
	s.Casework.Activity = d.Activity
	return nil
}

// Activities are the ids of the activities of projects that an office takes part in,
// each once, in the order of the projects.
func (u *WorkAppointments) Activities(office string) (ids []string) {
	if u.Projects == nil {
		return nil
	}
	for _, p := range u.Projects() {
		if !slices.Contains(p.Offices, office) {
			continue
		}
		for _, a := range p.Activities {
			if !slices.Contains(ids, a.ID) {
				ids = append(ids, a.ID)
			}
		}
	}
	return ids
}

// finish ends the work on what is closed between the person and the office.
func (s *step) finish(d Decision) error {
	switch {
	case s.before.State.Live(): // what is agreed is kept, or cancelled
		return &Problem{Code: CodeConflict, Key: "finish-live"}
	case s.before.Finished():
		return &Problem{Code: CodeConflict, Key: "work-finished"}
	}
	if err := s.outcome(d); err != nil {
		return err
	}
	s.Casework.finish(d.Outcome, s.now)
	return nil
}

// outcome writes down what came of a request.
func (s *step) outcome(d Decision) (err error) {
	switch {
	case !slices.Contains(Outcomes, d.Outcome):
		return Invalid([]FieldError{{Field: "outcome", Key: "outcome-missing"}})
	case d.Event == EventRecord && !slices.Contains(outcomesToldInPerson, d.Outcome):
		return Invalid([]FieldError{{Field: "outcome", Key: "outcome-untold"}})
	}
	s.words.Outcome = d.Outcome
	if d.Outcome != OutcomeReferred {
		return nil
	}
	if s.words.Referred, err = CleanLine(d.Referred); err != nil || Length(s.words.Referred) > MaxReferred {
		return Invalid([]FieldError{{Field: "referred", Key: "referred-too-long", Args: map[string]any{"Max": MaxReferred}}})
	}
	if !named(s.words.Referred) {
		return Invalid([]FieldError{{Field: "referred", Key: "referred-missing"}})
	}
	return nil
}

// reopen takes the outcome back: there is something left to do after all.
func (s *step) reopen() error {
	if !s.before.Finished() {
		return &Problem{Code: CodeConflict, Key: "state-conflict"}
	}
	s.Casework.reopen()
	s.Casework.DueAt = s.office.promise(s.before.Service, s.now)
	return nil
}

package formsapi

import (
	"slices"
	"time"

	"github.com/google/uuid"
)

// An Urgency is how soon a request should be looked after, in the eyes of staff.
type Urgency int

// The urgencies, the least first.
const (
	UrgencyLow Urgency = iota
	UrgencyNormal
	UrgencyUrgent
)

// Urgencies lists them in the order in which the desk offers them, by the names
// that forms and words have.
var Urgencies = []string{"low", "normal", "urgent"}

// String is its name in Urgencies.
func (u Urgency) String() string {
	if u < UrgencyLow || u > UrgencyUrgent {
		return ""
	}
	return Urgencies[u]
}

// ParseUrgency reads a name of Urgencies.
func ParseUrgency(name string) (Urgency, bool) {
	n := slices.Index(Urgencies, name)
	return Urgency(n), n >= 0
}

// An Outcome is what came of a request: nothing is finished without one.
type Outcome string

// The outcomes.
const (
	OutcomeHelped      Outcome = "helped"
	OutcomeInformed    Outcome = "informed"
	OutcomeReferred    Outcome = "referred" // to another office or organisation
	OutcomeNothing     Outcome = "nothing-available"
	OutcomeWithdrew    Outcome = "withdrew"
	OutcomeDidNotCome  Outcome = "did-not-come"
	OutcomeUnreachable Outcome = "not-reachable"
	OutcomeDuplicate   Outcome = "duplicate"
	OutcomeOther       Outcome = "other"

	// OutcomeUnrecorded is that of what was closed before outcomes were asked for.
	// Nobody chooses it.
	OutcomeUnrecorded Outcome = "unrecorded"
)

// Outcomes lists what staff choose from, in the order of the form.
var Outcomes = []Outcome{
	OutcomeHelped, OutcomeInformed, OutcomeReferred, OutcomeNothing, OutcomeWithdrew, OutcomeDidNotCome,
	OutcomeUnreachable, OutcomeDuplicate, OutcomeOther,
}

// Casework is the work on a request within the office, beside the state between
// the person and the office. Instants are UTC, to the millisecond.
type Casework struct {
	Urgency      Urgency   `json:"urgency"`
	DueAt        time.Time `json:"due,omitzero"`           // zero: by no time
	AwaitsPerson bool      `json:"awaits_person,omitzero"` // otherwise it is the desk's turn
	AnsweredAt   time.Time `json:"answered,omitzero"`      // the first answer that the person had; zero while there is none
	Outcome      Outcome   `json:"outcome,omitzero"`       // empty until it is finished
	FinishedAt   time.Time `json:"finished,omitzero"`      // zero until it is finished: with an outcome, never without
	Activity     string    `json:"activity,omitzero"`      // id of a project's activity, where staff named another than the service's
}

// Finished says whether nothing is left to do.
func (c Casework) Finished() bool { return !c.FinishedAt.IsZero() }

// Late says whether the desk should have done something by an instant: what TabOverdue
// holds.
func (c Casework) Late(at time.Time) bool {
	return !c.Finished() && !c.AwaitsPerson && !c.DueAt.IsZero() && c.DueAt.Before(at)
}

// New says whether nobody has the request and nobody has answered: what TabNew holds.
func (a Appointment) New() bool {
	return !a.Casework.Finished() && a.Assignee == uuid.Nil && a.AnsweredAt.IsZero()
}

// Equal says whether two are the same, whatever zone their instants are written in.
func (c Casework) Equal(o Casework) bool {
	return c.Urgency == o.Urgency && c.AwaitsPerson == o.AwaitsPerson && c.Outcome == o.Outcome && c.Activity == o.Activity &&
		c.DueAt.Equal(o.DueAt) && c.AnsweredAt.Equal(o.AnsweredAt) && c.FinishedAt.Equal(o.FinishedAt)
}

// finish ends the work.
func (c *Casework) finish(outcome Outcome, at time.Time) {
	c.Outcome, c.FinishedAt, c.AwaitsPerson, c.DueAt = outcome, at, false, time.Time{}
}

// reopen takes the end back.
func (c *Casework) reopen() { c.Outcome, c.FinishedAt = "", time.Time{} }

// answer notes when the person had the first answer.
func (c *Casework) answer(at time.Time) {
	if c.AnsweredAt.IsZero() {
		c.AnsweredAt = at
	}
}

package formsapi

import (
	"context"
	"iter"
	"time"
)

// ReportStore keeps what reports are made of.
type ReportStore interface {
	// Reported goes through the requests of an office that came from an instant on and
	// before another, in that order. What was set aside is not among them. An error ends
	// the sequence.
	Reported(ctx context.Context, office string, from, until time.Time) iter.Seq2[Reported, error]
	// Tallied counts the requests of an office that were erased, of the months from one
	// to another, such as 2006-01.
	Tallied(ctx context.Context, office, first, last string) ([]Tallied, error)
	// ReportOffices are the ids of the offices of which anything can be reported, sorted.
	ReportOffices(ctx context.Context) ([]string, error)
	// Renewing tells whether requests are still to be indexed anew: whose they are is
	// not known by then; see RenewIndexes.
	Renewing(ctx context.Context) (bool, error)
	ExperienceStore
	Auditor
}

// Reported is what a report takes of a request: nothing of it is sealed.
type Reported struct {
	Service    string
	Activity   string // where staff named another than the service's
	Language   string
	Channel    Intake
	Outcome    Outcome // empty until it is finished
	State      State
	Agreed     bool // it has a time, so that somebody can have missed it
	CreatedAt  time.Time
	AnsweredAt time.Time // zero while there is no answer
	FinishedAt time.Time
	Person     []byte // as Appointment.Person
}

// Tallied are requests that were erased.
type Tallied struct {
	Month    string // in which they came: 2006-01, by TallyZone
	Service  string
	Activity string
	Language string
	Channel  Intake
	Outcome  Outcome // empty for what nobody had finished
	Requests int
}

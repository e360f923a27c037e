package formsapi

import (
	"context"
	"time"

	"github.com/google/uuid"
)

// AppointmentStore keeps appointments. An answer without error means that the
// change is on disk. What is not there is a *Problem with CodeNotFound.
type AppointmentStore interface {
	// InsertAppointment stores a request. When the idempotency key was seen
	// before, nothing is stored: the earlier request's id comes back if the
	// content is the same, and a *Problem with CodeReused if it is not. A claim
	// that cannot be had is ErrPlaceTaken, one contact too often ErrTooManyOfContact;
	// nothing is stored then.
	InsertAppointment(ctx context.Context, n NewAppointment) (stored uuid.UUID, err error)
	Appointment(ctx context.Context, id uuid.UUID) (Appointment, error)
	AppointmentByIndex(ctx context.Context, index BlindIndex) (Appointment, error)
	// Appointments lists the requests of all offices, newest first.
	Appointments(ctx context.Context, f AppointmentFilter) ([]Appointment, error)
	AppointmentHistory(ctx context.Context, id uuid.UUID) ([]HistoryEntry, error)
	// ChangeAppointment stores a change, its claim and its messages, or nothing:
	// with CodeConflict where the version is not the stored one, with
	// ErrPlaceTaken where the claim cannot be had.
	//
	// Messages that no longer hold are taken back: reminders that were not sent,
	// and, unless only the contact was corrected, calls that nobody has made.
	ChangeAppointment(ctx context.Context, c AppointmentChange) error
	// AppointmentsStarting lists what begins at an office from one instant until
	// just before another and has one of these states, in the order of time.
	AppointmentsStarting(ctx context.Context, office string, from, until time.Time, states ...State) ([]Appointment, error)
	// Queue lists the requests of an office in a state, Requested or Waiting, in
	// the order in which they are looked after: from the one after a place on.
	Queue(ctx context.Context, office string, state State, after QueuePlace, limit int) ([]Appointment, error)
	// QueueLength is how many requests of some offices are in such a state.
	QueueLength(ctx context.Context, offices []string, state State) (int, error)
	// Coming lists what begins at an office from one instant until just before another
	// and is asked for, offered or agreed, in the order of time: in clear.
	Coming(ctx context.Context, office string, from, until time.Time) ([]Coming, error)
	// ChangedSince lists which appointments of an office have changed after an entry of
	// the audit log, at most so many, each for each change; and which entry is the last one now.
	ChangedSince(ctx context.Context, office string, after int64, most int) (changed []uuid.UUID, last int64, err error)
	// AppointmentsOf reads some requests, at most 500, in no order. Those that are
	// not there are left out.
	AppointmentsOf(ctx context.Context, ids []uuid.UUID) ([]Appointment, error)
	// StartsBeside is when the last of what a day sheet shows begins before an
	// instant, and the first from another on; zero for none.
	StartsBeside(ctx context.Context, office string, from, until time.Time) (before, after time.Time, err error)
	// ContactsOf lists what staff wrote down at an office of who came or called, from
	// one instant until just before another, in the order of time: the last ones, at
	// most limit.
	ContactsOf(ctx context.Context, office string, from, until time.Time, limit int) ([]Appointment, error)
	// HoldsOver lists appointments whose HoldUntil is not later than an instant,
	// the longest over first, from the one after a hold on.
	HoldsOver(ctx context.Context, at time.Time, after Hold, limit int) ([]Appointment, error)
	// PutOffHold makes a hold end later and keeps account of it; an appointment
	// that has another version by now is left alone, without error.
	PutOffHold(ctx context.Context, id uuid.UUID, version int, until time.Time, e AuditEntry) error
	// LiveOffices are the offices that have something left to do, sorted.
	LiveOffices(ctx context.Context) ([]string, error)
	// LastAudit is the last entry of an action at an office with a detail, or
	// CodeNotFound.
	LastAudit(ctx context.Context, action Action, office, detail string) (AuditEntry, error)
	PlaceStore
	CaseworkStore
	Repetitions
	Auditor
}

// The store's answers to a place that cannot be had. They are told apart by
// errors.Is; Alternatives are the use case's to add.
var (
	ErrPlaceTaken       = &Problem{Code: CodeConflict, Key: "error-slot-taken"}
	ErrTooManyOfContact = &Problem{Code: CodeConflict, Key: "error-too-many-appointments"}
)

// Auditor keeps account of what only reads.
type Auditor interface {
	Audit(ctx context.Context, e AuditEntry) error
}

// An AppointmentFilter says which page of all requests is listed. What the desk
// lists is asked for with a TabFilter.
type AppointmentFilter struct {
	SetAside bool   // only what was set aside; otherwise only what was not
	After    Cursor // the last row of the page before
	Limit    int    // 1 to 500
}

// A QueuePlace is a place in the queues, office by office; the zero one is before them.
type QueuePlace struct {
	Office   string
	SetAside bool
	At       time.Time // what the queue goes by
	ID       uuid.UUID
}

// Coming is what stands in clear of an appointment to come: its Start has no
// local time, and nothing that is sealed or was shown is there.
type Coming struct {
	Appointment
	Together int // desks that are taken at the office when it begins
}

// A Hold is a place in the list of what is held; the zero one is before it.
type Hold struct {
	Until time.Time
	ID    uuid.UUID
}

// A Cursor is a place in a list that is sorted newest first.
type Cursor struct {
	CreatedAt time.Time
	ID        uuid.UUID
}

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
	// content is the same, and a *Problem with CodeReused if it is not.
	InsertAppointment(ctx context.Context, n NewAppointment) (stored uuid.UUID, err error)
	Appointment(ctx context.Context, id uuid.UUID) (Appointment, error)
	AppointmentByIndex(ctx context.Context, index BlindIndex) (Appointment, error)
	// Appointments lists newest first.
	Appointments(ctx context.Context, f AppointmentFilter) ([]Appointment, error)
	AppointmentHistory(ctx context.Context, id uuid.UUID) ([]HistoryEntry, error)
	ChangeAppointment(ctx context.Context, c AppointmentChange) error
	Repetitions
	Auditor
}

// Auditor keeps account of what only reads.
type Auditor interface {
	Audit(ctx context.Context, e AuditEntry) error
}

// An AppointmentFilter narrows a list. Empty fields do not narrow.
type AppointmentFilter struct {
	AllOffices bool     // every office
	Offices    []string // otherwise only these; none lists nothing
	State      State
	Language   string
	Assignee   uuid.UUID
	Unassigned bool   // only what nobody works on
	SetAside   bool   // only what was set aside; otherwise only what was not
	After      Cursor // the last row of the page before
	Before     Cursor // the first row of the page after: the Limit rows next to it, newest first all the same
	Limit      int    // 1 to 500
}

// A Cursor is a place in a list that is sorted newest first.
type Cursor struct {
	CreatedAt time.Time
	ID        uuid.UUID
}

package formsapi

import (
	"context"
	"time"

	"github.com/google/uuid"
)

// ErasureDelay is how long an erasure that no second person can confirm may be
// taken back.
const ErasureDelay = 7 * 24 * time.Hour

// An Erasure is what a coordinator asked for: that the requests of a person are
// erased (GDPR art. 17). Which these are is written down with it, so that what is
// confirmed and carried out is what was shown. A night of retention begins one of its
// own, asked by ByTime, for what is over.
type Erasure struct {
	ID          uuid.UUID
	Appointment uuid.UUID // from whose page it was asked for
	Office      string
	AskedBy     string // a staff id
	AskedAt     time.Time
	DueAt       time.Time // when it is carried out by itself; zero: it waits for a second person
	ConfirmedBy string    // a staff id, or empty
	BegunAt     time.Time // from then on nobody takes it back; zero before
	Records     []Erasable
}

// ErasureStore keeps what is to be erased. What is not there, or over, is
// CodeNotFound; a step that came too late is CodeConflict.
type ErasureStore interface {
	AskErasure(ctx context.Context, e Erasure, audit AuditEntry) error // CodeConflict where one of its records waits for one already
	BeginErasure(ctx context.Context, id uuid.UUID, at time.Time, confirmedBy string, audit AuditEntry) error
	// DateErasure says when one is carried out by itself that waits for a second person.
	DateErasure(ctx context.Context, id uuid.UUID, due time.Time, audit AuditEntry) error
	RevokeErasure(ctx context.Context, id uuid.UUID, audit AuditEntry) error
	EndErasure(ctx context.Context, id uuid.UUID) error
	// OpenErasures lists those that somebody asked for and that were neither carried
	// out nor taken back.
	OpenErasures(ctx context.Context) ([]Erasure, error)
	OpenErasure(ctx context.Context, id uuid.UUID) (Erasure, error)
	ErasureOf(ctx context.Context, appointment uuid.UUID) (Erasure, error)
	// DueErasures lists those whose time has come, or that were begun, by retention too.
	DueErasures(ctx context.Context, at time.Time) ([]Erasure, error)
	RecordEraser
	UseStore
}

// Erasures is the use case of coordinators who erase what is kept of a person.
type Erasures struct {
	Persons *Persons
	Store   ErasureStore
	Staff   StaffStore
	Ledger  ErasureLedger
	Now     func() time.Time
}

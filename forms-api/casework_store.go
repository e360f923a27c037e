package formsapi

import (
	"context"
	"time"

	"github.com/google/uuid"
)

// CaseworkStore keeps what staff do with requests besides giving them times. It is
// part of AppointmentStore.
type CaseworkStore interface {
	// Tab lists a page of a tab of the inbox, in its order.
	Tab(ctx context.Context, f TabFilter) ([]TabPlace, error)
	// CountTab counts what a tab lists, and stops at most.
	CountTab(ctx context.Context, f TabFilter, most int) (int, error)
	// CountUnfinished counts what a colleague has not finished, at all offices, and stops
	// at most. What was set aside is not counted.
	CountUnfinished(ctx context.Context, staff uuid.UUID, most int) (int, error)
	// RequestOffices are the ids of the offices that have requests, sorted.
	RequestOffices(ctx context.Context) ([]string, error)
	// Found are the ids of the requests that have one of the indexes of each group, of
	// some offices (of all: nil), the newest first.
	Found(ctx context.Context, groups [][]BlindIndex, offices []string, limit int) ([]uuid.UUID, error)
	// Flags lists who is asked to look at a request, the longest asked first.
	Flags(ctx context.Context, id uuid.UUID) ([]Flag, error)

	// InsertNote stores a note, keeps account of it, and drops its writer's draft.
	InsertNote(ctx context.Context, n Note, e AuditEntry) error
	// StrikeNote takes the words of a note away; one that is not there, or is struck
	// out already, is CodeNotFound.
	StrikeNote(ctx context.Context, id uuid.UUID, at time.Time, e AuditEntry) error
	// Notes lists the notes of a request, the oldest first.
	Notes(ctx context.Context, appointment uuid.UUID) ([]Note, error)

	// PutDraft stores a draft in the place of the one before.
	PutDraft(ctx context.Context, d Draft) error
	// Draft reads a draft, or answers CodeNotFound.
	Draft(ctx context.Context, staff, appointment uuid.UUID, kind DraftKind) (Draft, error)
	// DropDraft removes a draft, if there is one.
	DropDraft(ctx context.Context, staff, appointment uuid.UUID, kind DraftKind) error
	// ForgetKept removes what was kept to undo steps that cannot be undone any more.
	ForgetKept(ctx context.Context, now time.Time) error

	// Undelivered lists requests with an answer that was given up, of which the
	// history does not say so yet.
	Undelivered(ctx context.Context, limit int) ([]UndeliveredReply, error)

	// ToIndex lists requests that are still found by older rules than IndexRules.
	ToIndex(ctx context.Context, limit int) ([]Appointment, error)
	// Index replaces what requests are found by, of those that still have the version
	// that was read, all or none.
	Index(ctx context.Context, all []Reindexed) error
}

// A Flag asks a colleague to look at a request.
type Flag struct {
	Appointment uuid.UUID
	Staff       uuid.UUID // who is asked to look
	By          string    // the staff id of who asks
	At          time.Time
}

// Reindexed is what a request is found by from now on.
type Reindexed struct {
	ID      uuid.UUID
	Version int // of the request that was read
	Forget  []BlindIndex
	Indexes []BlindIndex
	Person  []byte
	Rules   int // IndexRules
}

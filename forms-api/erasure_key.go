package formsapi

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
)

// RecordEraser destroys keys, and what is left with them.
type RecordEraser interface {
	// Erase erases the records that were not erased already, with an entry of the
	// audit log for each, and says how many these were.
	Erase(ctx context.Context, records []Erasing) (erased int, err error)
	// TruncateLog takes what was erased or struck out, if anything was, out of the
	// log of recent writes. It is CodeUnavailable while somebody reads.
	TruncateLog(ctx context.Context) error
}

// ErasureLedger lists what was erased, outside of the store: a backup that is
// restored still holds it. Without error the list is on disk.
type ErasureLedger interface {
	Append(records ...uuid.UUID) error
}

// eraseAll writes records into the ledger, and then destroys their keys: in this
// order, so that no backup brings back what the store has erased. Nobody may be able
// to change a record any more by then (Erasure.BegunAt). It says how many were there.
func eraseAll(ctx context.Context, l ErasureLedger, store RecordEraser, records []Erasable, by, why string, at time.Time) (int, error) {
	ids, erasings := make([]uuid.UUID, len(records)), make([]Erasing, len(records))
	for i, r := range records {
		ids[i] = r.ID
		entry := NewAuditEntry(at.UTC(), by, ActionErase, r.ID, r.Office)
		entry.Detail = why
		erasings[i] = Erasing{Record: r.ID, Audit: entry}
	}
	if err := l.Append(ids...); err != nil {
		return 0, fmt.Errorf("noting what is erased: %w", err)
	}
	return store.Erase(ctx, erasings)
}

package formsapi

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
)

// ReadRetention tells staff until when a request is kept.
type ReadRetention struct {
	Periods Retention
	Store   KeptStore
}

// KeptStore knows when the period of a request began.
type KeptStore interface {
	KeptSince(ctx context.Context, id uuid.UUID) (KeptSince, error)
}

// Ends is the first day, on a zone's calendar, on which a request is erased, and why
// on that one: it was finished, or set aside, or nobody has finished it by then.
func (u *ReadRetention) Ends(ctx context.Context, id uuid.UUID, zone *time.Location) (RecordKind, time.Time, error) {
	since, err := u.Store.KeptSince(ctx, id)
	if err != nil {
		return "", time.Time{}, fmt.Errorf("reading until when %s is kept: %w", id, err)
	}
	return since.Kind, since.Ends(u.Periods, zone), nil
}

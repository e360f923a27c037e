package formsapi

import (
	"context"
	"time"

	"github.com/google/uuid"
)

// RetentionStore finds and removes what was kept for long enough.
type RetentionStore interface {
	// Overdue lists records of a kind, out of KindsErased, whose period began
	// before an instant, the oldest first.
	Overdue(ctx context.Context, k RecordKind, before time.Time, limit int) ([]Erasable, error)
	// BeginOverdue marks those of e's records as begun that are still overdue, and
	// not begun already: nobody changes them any more. It answers which these are;
	// without any there is no erasure.
	BeginOverdue(ctx context.Context, k RecordKind, before time.Time, e Erasure) ([]Erasable, error)
	EndErasure(ctx context.Context, id uuid.UUID) error
	// Forget removes rows of a kind, out of KindsRemoved, that are from before an
	// instant; at most limit of them.
	Forget(ctx context.Context, k RecordKind, before time.Time, limit int) (removed int, err error)
	// ForgetAudit removes the entries at the beginning of the audit log that are from
	// before an instant, at most limit of them, and adds one that says up to which.
	ForgetAudit(ctx context.Context, before, at time.Time, limit int) (removed int, err error)
	RecordEraser
	UseStore
	Auditor
}

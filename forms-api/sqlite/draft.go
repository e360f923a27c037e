package sqlite

import (
	"context"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

const (
	putDraft = `
INSERT INTO draft (staff, appointment, kind, at, sealed) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET at = excluded.at, sealed = excluded.sealed`
	selectDraft = `SELECT staff, appointment, kind, at, sealed FROM draft WHERE staff = ? AND appointment = ? AND kind = ?`
	deleteDraft = `DELETE FROM draft WHERE staff = ? AND appointment = ? AND kind = ?`
)

// PutDraft stores a draft in the place of the one before.
func (s *Store) PutDraft(ctx context.Context, d formsapi.Draft) error {
	return s.writer.submit(ctx, func(t *tx) error {
		return t.exec(putDraft, d.Staff[:], d.Appointment[:], string(d.Kind), d.At.UnixMilli(), d.Sealed)
	})
}

// Draft reads a draft, or answers CodeNotFound.
func (s *Store) Draft(ctx context.Context, staff, appointment uuid.UUID, kind formsapi.DraftKind) (formsapi.Draft, error) {
	return first(ctx, s.read, scanDraft, selectDraft, staff[:], appointment[:], string(kind))
}

func scanDraft(row scanner) (d formsapi.Draft, err error) {
	var at int64
	err = row.Scan(&d.Staff, &d.Appointment, &d.Kind, &at, &d.Sealed)
	d.At = time.UnixMilli(at).UTC()
	return d, err
}

// DropDraft removes a draft, if there is one.
func (s *Store) DropDraft(ctx context.Context, staff, appointment uuid.UUID, kind formsapi.DraftKind) error {
	return s.writer.submit(ctx, func(t *tx) error { return t.exec(deleteDraft, staff[:], appointment[:], string(kind)) })
}

// ForgetKept removes what nobody can undo any more; see formsapi.CaseworkStore.
func (s *Store) ForgetKept(ctx context.Context, now time.Time) error {
	return s.writer.submit(ctx, func(t *tx) error { return t.forgetKept(now) })
}

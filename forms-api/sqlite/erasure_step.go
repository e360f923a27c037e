package sqlite

import (
	"context"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

const insertErasure = `
INSERT INTO erasure (id, appointment, office, asked_by, asked_at, due_at) VALUES (?, ?, ?, ?, ?, ?)`

const insertErasureRecord = `INSERT INTO erasure_record (erasure, record, office) VALUES (?, ?, ?)`

// AskErasure stores that a person's requests are to be erased; see
// formsapi.ErasureStore. A record waits in one erasure at most: who takes it back
// takes all of it back.
func (s *Store) AskErasure(ctx context.Context, e formsapi.Erasure, audit formsapi.AuditEntry) error {
	return s.writer.submit(ctx, func(t *tx) error {
		for _, r := range e.Records {
			var asked bool
			if err := t.scan([]any{&asked}, selectAsked, r.ID[:]); err != nil {
				return err
			}
			if asked {
				return errConflict
			}
		}
		if err := t.insertErasure(e); err != nil {
			return err
		}
		return t.audit(audit)
	})
}

const selectAsked = `
SELECT EXISTS (SELECT 1 FROM erasure_record WHERE record = ?)`

// begunOf is whether the erasing of a record has begun: from then on no step changes it.
func begunOf(record string) string {
	return `EXISTS (SELECT 1 FROM erasure_record r JOIN erasure e ON e.id = r.erasure
                     WHERE r.record = ` + record + ` AND e.begun_at IS NOT NULL)`
}

func (t *tx) insertErasure(e formsapi.Erasure) error {
	err := t.exec(insertErasure, e.ID[:], e.Appointment[:], e.Office, e.AskedBy, e.AskedAt.UnixMilli(), millis(e.DueAt))
	if err != nil {
		return err
	}
	for _, r := range e.Records {
		if err := t.exec(insertErasureRecord, e.ID[:], r.ID[:], r.Office); err != nil {
			return err
		}
	}
	return nil
}

// What is over has no row any more: the audit log has all of it.
const (
	beginErasure  = `UPDATE erasure SET begun_at = ?, confirmed_by = ? WHERE id = ? AND begun_at IS NULL`
	dateErasure   = `UPDATE erasure SET due_at = ? WHERE id = ? AND due_at IS NULL AND begun_at IS NULL`
	revokeErasure = `DELETE FROM erasure WHERE id = ? AND begun_at IS NULL`
	endErasure    = `DELETE FROM erasure WHERE id = ? AND begun_at IS NOT NULL`
	forgetErasure = `DELETE FROM erasure_record WHERE erasure = ?`
)

// BeginErasure takes care that nobody takes an erasure back any more; see
// formsapi.ErasureStore.
func (s *Store) BeginErasure(ctx context.Context, id uuid.UUID, at time.Time, confirmedBy string, audit formsapi.AuditEntry) error {
	return s.stepErasure(ctx, audit, beginErasure, at.UnixMilli(), confirmedBy, id[:])
}

// DateErasure gives a day to what waits for a second person; see formsapi.ErasureStore.
func (s *Store) DateErasure(ctx context.Context, id uuid.UUID, due time.Time, audit formsapi.AuditEntry) error {
	return s.stepErasure(ctx, audit, dateErasure, due.UnixMilli(), id[:])
}

func (s *Store) stepErasure(ctx context.Context, audit formsapi.AuditEntry, query string, args ...any) error {
	return s.writer.submit(ctx, func(t *tx) error {
		if err := t.onceOnly(query, args...); err != nil {
			return err
		}
		return t.audit(audit)
	})
}

// onceOnly changes the one row that stands as it must, or answers CodeConflict.
func (t *tx) onceOnly(query string, args ...any) error {
	n, err := t.changed(query, args...)
	if err == nil && n == 0 {
		return errConflict
	}
	return err
}

// RevokeErasure takes back what was asked for; see formsapi.ErasureStore.
func (s *Store) RevokeErasure(ctx context.Context, id uuid.UUID, audit formsapi.AuditEntry) error {
	return s.writer.submit(ctx, func(t *tx) error { return t.revokeErasure(id, audit) })
}

func (t *tx) revokeErasure(id uuid.UUID, audit formsapi.AuditEntry) error {
	if err := t.exec(forgetErasure, id[:]); err != nil {
		return err
	}
	if err := t.onceOnly(revokeErasure, id[:]); err != nil {
		return err
	}
	return t.audit(audit)
}

// EndErasure removes what was carried out; see formsapi.ErasureStore.
func (s *Store) EndErasure(ctx context.Context, id uuid.UUID) error {
	return s.writer.submit(ctx, func(t *tx) error {
		if err := t.exec(forgetErasure, id[:]); err != nil {
			return err
		}
		return t.exec(endErasure, id[:])
	})
}

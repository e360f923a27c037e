package sqlite

import (
	"context"
	"database/sql"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

const (
	insertNote = `INSERT INTO note (id, appointment, at, done_by, sealed) VALUES (?, ?, ?, ?, ?)`
	strikeNote = `UPDATE note SET struck_at = ?, sealed = NULL WHERE id = ? AND struck_at IS NULL`
	notesOf    = `SELECT id, appointment, at, done_by, struck_at, sealed FROM note WHERE appointment = ? ORDER BY id`
)

// InsertNote stores a note; see formsapi.CaseworkStore.
func (s *Store) InsertNote(ctx context.Context, n formsapi.Note, e formsapi.AuditEntry) error {
	return s.writer.submit(ctx, func(t *tx) error {
		if err := t.exec(insertNote, n.ID[:], n.Appointment[:], n.At.UnixMilli(), n.By, n.Sealed); err != nil {
			return err
		}
		if writer, err := uuid.Parse(n.By); err == nil {
			if err := t.exec(deleteDraft, writer[:], n.Appointment[:], string(formsapi.DraftNote)); err != nil {
				return err
			}
		}
		return t.audit(e)
	})
}

// StrikeNote takes the words of a note away; see formsapi.CaseworkStore.
// They stay in the log of recent writes until a job empties it (TruncateLog).
func (s *Store) StrikeNote(ctx context.Context, id uuid.UUID, at time.Time, e formsapi.AuditEntry) error {
	defer s.traces.Store(true)
	return s.writer.submit(ctx, func(t *tx) error {
		n, err := t.changed(strikeNote, at.UnixMilli(), id[:])
		if err != nil {
			return err
		}
		if n == 0 {
			return errNotFound
		}
		return t.audit(e)
	})
}

// Notes lists the notes of a request, the oldest first.
func (s *Store) Notes(ctx context.Context, appointment uuid.UUID) ([]formsapi.Note, error) {
	return list(ctx, s.read, scanNote, notesOf, appointment[:])
}

func scanNote(row scanner) (n formsapi.Note, err error) {
	var at int64
	var struck sql.NullInt64
	err = row.Scan(&n.ID, &n.Appointment, &at, &n.By, &struck, &n.Sealed)
	n.At, n.StruckAt = time.UnixMilli(at).UTC(), instant(struck)
	return n, err
}

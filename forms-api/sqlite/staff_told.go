package sqlite

import (
	"context"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// What was taken away from an account last: each has an index of its own, since
// an account has an entry for each time that somebody signed in.
const (
	selectLastReset = `
SELECT seq, at, done_by, action, subject, office, detail, mac
  FROM audit
 WHERE action = 'staff.reset' AND subject = ?
 ORDER BY seq DESC
 LIMIT 1`
	selectLastFactorTaken = `
SELECT seq, at, done_by, action, subject, office, detail, mac
  FROM audit
 WHERE action = 'staff.second-factor-taken' AND subject = ?
 ORDER BY seq DESC
 LIMIT 1`
)

// LastReset reads who took an account's password back last, and when, or answers
// CodeNotFound.
func (s *Store) LastReset(ctx context.Context, id uuid.UUID) (formsapi.AuditEntry, error) {
	row, err := first(ctx, s.read, scanAudit, selectLastReset, id.String())
	return row.AuditEntry, err
}

// LastFactorTaken reads who took an account's second factor away last, and when, or
// answers CodeNotFound.
func (s *Store) LastFactorTaken(ctx context.Context, id uuid.UUID) (formsapi.AuditEntry, error) {
	row, err := first(ctx, s.read, scanAudit, selectLastFactorTaken, id.String())
	return row.AuditEntry, err
}

// selectSlowed goes by the entries of one account, backwards.
const selectSlowed = `
SELECT seq, at, done_by, action, subject, office, detail, mac
  FROM audit
 WHERE subject = ?1 AND action = 'staff.slowed'
   AND seq > coalesce((SELECT seq FROM audit WHERE subject = ?1 AND action = 'staff.sign-in' ORDER BY seq DESC LIMIT 1 OFFSET 1), 0)
 ORDER BY seq DESC
 LIMIT 100`

// SlowedSince lists the attempts at an account that were slowed since the last sign-in
// but one, the newest first.
func (s *Store) SlowedSince(ctx context.Context, id uuid.UUID) ([]formsapi.AuditEntry, error) {
	return entriesOf(list(ctx, s.read, scanAudit, selectSlowed, id.String()))
}

// entriesOf leaves the places out.
func entriesOf(rows []AuditRow, err error) ([]formsapi.AuditEntry, error) {
	var entries []formsapi.AuditEntry
	for _, r := range rows {
		entries = append(entries, r.AuditEntry)
	}
	return entries, err
}

package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"sportello/forms-api"
)

// An AuditRow is an entry of the audit log at its place.
type AuditRow struct {
	Seq int64 // from 1, without gaps
	formsapi.AuditEntry
	MAC []byte // the keyed hash of the entry and of MAC of the row before
}

// auditHead is the last row of the log; a known head saves reading it again
// within a transaction.
type auditHead struct {
	known bool
	seq   int64
	mac   []byte
}

const selectAuditHead = `SELECT seq, mac FROM audit ORDER BY seq DESC LIMIT 1`

const insertAudit = `
INSERT INTO audit (seq, at, done_by, action, subject, office, detail, mac)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)`

func (t *tx) audit(e formsapi.AuditEntry) error {
	if err := t.readHead(); err != nil {
		return err
	}
	next := auditHead{known: true, seq: t.head.seq + 1}
	next.mac = t.chain(t.head.mac, next.seq, e)
	err := t.exec(insertAudit,
		next.seq, e.At.UnixMilli(), e.By, string(e.Action), e.Subject, e.Office, e.Detail, next.mac)
	if err == nil {
		t.head = next
	}
	return err
}

func (t *tx) readHead() error {
	if t.head.known {
		return nil
	}
	err := t.scan([]any{&t.head.seq, &t.head.mac}, selectAuditHead)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	t.head.known = true
	return nil
}

// AuditAll adds entries to the log at once; see formsapi.PersonStore.
func (s *Store) AuditAll(ctx context.Context, entries []formsapi.AuditEntry) error {
	return s.writer.submit(ctx, func(t *tx) error {
		for _, e := range entries {
			if err := t.audit(e); err != nil {
				return err
			}
		}
		return nil
	})
}

// Audit adds an entry to the log.
func (s *Store) Audit(ctx context.Context, e formsapi.AuditEntry) error {
	return s.writer.submit(ctx, func(t *tx) error { return t.audit(e) })
}

const selectAudit = `
SELECT seq, at, done_by, action, subject, office, detail, mac
  FROM audit
 WHERE seq > ?
 ORDER BY seq
 LIMIT ?`

// AuditEntries lists the log from the entry after a place on, oldest first, at
// most limit rows.
func (s *Store) AuditEntries(ctx context.Context, after int64, limit int) ([]AuditRow, error) {
	return list(ctx, s.read, scanAudit, selectAudit, after, limit)
}

func scanAudit(row scanner) (r AuditRow, err error) {
	var at int64
	err = row.Scan(&r.Seq, &at, &r.By, &r.Action, &r.Subject, &r.Office, &r.Detail, &r.MAC)
	r.At = time.UnixMilli(at).UTC()
	return r, err
}

// selectLastAudit says that the detail is not empty in the index's own words.
const selectLastAudit = `
SELECT seq, at, done_by, action, subject, office, detail, mac
  FROM audit
 WHERE action = ? AND office = ? AND detail = ? AND detail <> ''
 ORDER BY seq DESC
 LIMIT 1`

// LastAudit is the last entry of an action at an office with a detail that is
// not empty, or CodeNotFound.
func (s *Store) LastAudit(ctx context.Context, action formsapi.Action, office, detail string) (formsapi.AuditEntry, error) {
	row, err := first(ctx, s.read, scanAudit, selectLastAudit, string(action), office, detail)
	return row.AuditEntry, err
}

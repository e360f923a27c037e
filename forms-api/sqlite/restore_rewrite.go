package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"

	"sportello/forms-api"
)

// rewrite erases again, ends the sessions, takes one-time links back (one that
// was used since would work again), suits the accounts and keeps account of it, in one
// transaction.
func (r *Restoration) rewrite(ctx context.Context, db *sql.DB, before []formsapi.Staff, done *Restored) (err error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	t := newTx(conn, r.Chain)
	defer func() { err = errors.Join(err, t.close()) }()
	if err := t.begin(); err != nil {
		return err
	}
	if done.Erased, err = r.eraseAgain(ctx, t); err != nil {
		return err
	}
	if done.Waited, err = r.takeBackWaiting(t); err != nil && !r.bears(err) {
		return err
	}
	for _, table := range []string{"session", "invitation"} {
		if err := t.exec(`DELETE FROM ` + table); err != nil {
			return err
		}
	}
	if done.Compared {
		if done.Accounts, err = r.suitAccounts(t, before); err != nil && !r.bears(err) {
			return err
		}
	}
	if err := t.audit(r.entry()); err != nil {
		return err
	}
	r.head = formsapi.AuditHead{Seq: t.head.seq, MAC: t.head.mac}
	return t.commit()
}

// bears tells whether a restoration goes on with what it cannot read.
func (r *Restoration) bears(err error) bool { return r.Damaged && isCorrupt(err) }

// entry says what was restored, and which head of the log was the last one before:
// with it the log goes on from an earlier entry, and what came after that is gone.
func (r *Restoration) entry() formsapi.AuditEntry {
	e := formsapi.AuditEntry{
		At:     r.Now().UTC(),
		By:     formsapi.ByCommand,
		Action: formsapi.ActionRestore,
		Detail: filepath.Base(r.Backup),
	}
	if r.Head == nil {
		return e
	}
	switch was, err := r.Head.Head(); {
	case err != nil:
		e.Detail += ", from a head that cannot be read"
	case was.Seq > 0:
		e.Detail += fmt.Sprintf(", from entry %d (%x)", was.Seq, was.MAC[:8])
	}
	return e
}

package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"sportello/forms-api"
)

// The log's beginning can go when it has been kept for long enough. What is left
// must still be a chain that nobody shortened: the hash of the last entry that went
// is kept, and an entry of the log itself, which cannot be forged, says which it is.

const (
	// selectFirstKept stops at the first entry that is young enough, which is one of
	// the oldest there are.
	selectFirstKept = `SELECT seq FROM audit WHERE at >= ? ORDER BY seq LIMIT 1`
	selectOldest    = `SELECT coalesce(min(seq), 0) FROM audit`
	setBase         = `INSERT INTO audit_base (id, seq, mac) VALUES (1, ?, ?) ON CONFLICT DO UPDATE SET seq = excluded.seq, mac = excluded.mac`
	selectBase      = `SELECT seq, mac FROM audit_base`
)

// ForgetAudit removes the log's beginning; see formsapi.RetentionStore.
func (s *Store) ForgetAudit(ctx context.Context, before, at time.Time, limit int) (removed int, err error) {
	err = s.writer.submit(ctx, func(t *tx) error {
		removed, err = t.forgetAudit(before, at, limit)
		return err
	})
	return removed, err
}

func (t *tx) forgetAudit(before, at time.Time, limit int) (int, error) {
	var oldest, kept int64
	if err := t.scan([]any{&oldest}, selectOldest); err != nil {
		return 0, err
	}
	err := t.scan([]any{&kept}, selectFirstKept, before.UnixMilli())
	if errors.Is(err, sql.ErrNoRows) || err == nil && kept == oldest {
		return 0, nil // the last entry always stays: the head is of something
	}
	if err != nil {
		return 0, err
	}
	base := formsapi.AuditHead{Seq: min(kept-1, oldest+int64(limit)-1)}
	if err := t.scan([]any{&base.MAC}, selectMAC, base.Seq); err != nil {
		return 0, err
	}
	if err := t.keepStandings(base.Seq, at); err != nil {
		return 0, err
	}
	if err := t.exec(setBase, base.Seq, base.MAC); err != nil {
		return 0, err
	}
	n, err := t.changed(`DELETE FROM audit WHERE seq <= ?`, base.Seq)
	if err != nil {
		return 0, err
	}
	return int(n), t.audit(formsapi.AuditEntry{At: at, By: formsapi.ByTime, Action: formsapi.ActionForgetAudit, Detail: baseDetail(base)})
}

// baseDetail is how the log names its last entry that went.
func baseDetail(base formsapi.AuditHead) string { return fmt.Sprintf("to %d %x", base.Seq, base.MAC) }

// readBase is where the log begins: the zero head where nothing of it went.
func readBase(ctx context.Context, db querier) (formsapi.AuditHead, error) {
	bases, err := list(ctx, db, scanBase, selectBase)
	if err != nil || len(bases) == 0 {
		return formsapi.AuditHead{}, err
	}
	return bases[0], nil
}

func scanBase(row scanner) (base formsapi.AuditHead, err error) {
	err = row.Scan(&base.Seq, &base.MAC)
	return base, err
}

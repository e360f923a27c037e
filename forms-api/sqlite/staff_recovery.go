package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

const (
	deleteCodes = `DELETE FROM recovery_code WHERE staff = ?`
	insertCode  = `INSERT INTO recovery_code (staff, hash, used_at) VALUES (?, ?, NULL)`
	selectCode  = `SELECT used_at FROM recovery_code WHERE staff = ? AND hash = ?`
	useCode     = `UPDATE recovery_code SET used_at = ? WHERE staff = ? AND hash = ?`
	countCodes  = `SELECT count(*) FROM recovery_code WHERE staff = ? AND used_at IS NULL`
)

func (t *tx) replaceCodes(staff uuid.UUID, codes [][]byte) error {
	if err := t.exec(deleteCodes, staff[:]); err != nil {
		return err
	}
	for _, hash := range codes {
		if err := t.exec(insertCode, staff[:], hash); err != nil {
			return err
		}
	}
	return nil
}

// ReplaceRecoveryCodes stores other codes in place of an account's.
func (s *Store) ReplaceRecoveryCodes(ctx context.Context, staff uuid.UUID, codes [][]byte, e formsapi.AuditEntry) error {
	return s.writer.submit(ctx, func(t *tx) error {
		if err := t.replaceCodes(staff, codes); err != nil {
			return err
		}
		return t.audit(e)
	})
}

// RecoveryCodesLeft counts the codes of an account that were not used.
func (s *Store) RecoveryCodesLeft(ctx context.Context, staff uuid.UUID) (int, error) {
	return first(ctx, s.read, scanNumber, countCodes, staff[:])
}

// UseRecoveryCode uses a code up at an instant. One that was used is told apart
// from one that never was: its owner knows then which to cross out.
func (s *Store) UseRecoveryCode(ctx context.Context, staff uuid.UUID, hash []byte, at time.Time, entries ...formsapi.AuditEntry) error {
	return s.writer.submit(ctx, func(t *tx) error {
		var used sql.NullInt64
		err := t.scan([]any{&used}, selectCode, staff[:], hash)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			return errCodeWrong
		case err != nil:
			return err
		case used.Valid:
			return errCodeUsed
		}
		if err := t.exec(useCode, at.UnixMilli(), staff[:], hash); err != nil {
			return err
		}
		return t.auditAll(entries)
	})
}

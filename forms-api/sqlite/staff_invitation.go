package sqlite

import (
	"context"
	"crypto/hmac"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

const insertInvitation = `INSERT INTO invitation (token_hash, staff, expires_at, mac) VALUES (?, ?, ?, ?)`

func (t *tx) insertInvitation(i formsapi.Invitation) error {
	return t.exec(insertInvitation, i.TokenHash, i.Staff[:], i.ExpiresAt.UnixMilli(), t.chain.invitationMAC(i))
}

const (
	clearPassword     = `UPDATE staff SET password_hash = '', password_mac = x'' WHERE id = ?`
	deleteInvitations = `DELETE FROM invitation WHERE staff = ?`
	endStaffSessions  = `UPDATE session SET ended_at = ?, data = x'' WHERE staff = ? AND ended_at IS NULL`
)

// ReplaceInvitation takes an account's password, invitations and sessions back
// and stores a new invitation; CodeConflict where the e-mail was changed (named).
func (s *Store) ReplaceInvitation(ctx context.Context, i formsapi.Invitation, e formsapi.AuditEntry) error {
	return s.writer.submit(ctx, func(t *tx) error {
		if err := t.named(i.Staff); err != nil {
			return err
		}
		if err := t.one(clearPassword, i.Staff[:]); err != nil {
			return err
		}
		if err := t.shutOut(i.Staff, e.At); err != nil {
			return err
		}
		if err := t.insertInvitation(i); err != nil {
			return err
		}
		return t.audit(e)
	})
}

// shutOut ends what an account is signed in with, or could sign in with.
func (t *tx) shutOut(staff uuid.UUID, at time.Time) error {
	if err := t.exec(deleteInvitations, staff[:]); err != nil {
		return err
	}
	return t.exec(endStaffSessions, at.UnixMilli(), staff[:])
}

const (
	selectInvitation = `
SELECT i.token_hash, i.staff, i.expires_at, i.mac
  FROM invitation i
  JOIN staff s ON s.id = i.staff
 WHERE i.token_hash = ? AND i.expires_at > ? AND s.disabled_at IS NULL`
	setPassword = `UPDATE staff SET password_hash = ?, password_mac = ? WHERE id = ?`
)

// invited is whose one-time link it is. One that the program did not make opens
// nothing: CodeNotFound.
func (c Chain) invited(ctx context.Context, db querier, tokenHash []byte, now time.Time) (staff uuid.UUID, err error) {
	row, err := first(ctx, db, scanInvitation, selectInvitation, tokenHash, now.UnixMilli())
	if err == nil && !hmac.Equal(row.mac, c.invitationMAC(row.Invitation)) {
		err = errNotFound
	}
	return row.Staff, err
}

type storedInvitation struct {
	formsapi.Invitation
	mac []byte
}

func scanInvitation(row scanner) (i storedInvitation, err error) {
	var expires int64
	err = row.Scan(&i.TokenHash, &i.Staff, &expires, &i.mac)
	i.ExpiresAt = time.UnixMilli(expires).UTC()
	return i, err
}

// UseInvitation stores the password of a's account and uses its invitations up.
// One that is used, expired at e.At, or another account's, is CodeNotFound.
func (s *Store) UseInvitation(ctx context.Context, tokenHash []byte, a formsapi.Staff, e formsapi.AuditEntry) error {
	return s.writer.submit(ctx, func(t *tx) error {
		staff, err := t.chain.invited(context.Background(), t.conn, tokenHash, e.At)
		if err == nil && staff != a.ID {
			err = errNotFound
		}
		if err != nil {
			return err
		}
		if err := t.exec(deleteInvitations, staff[:]); err != nil {
			return err
		}
		if err := t.exec(setPassword, a.PasswordHash, t.chain.passwordMAC(a.ID, a.PasswordHash), staff[:]); err != nil {
			return err
		}
		return t.auditAccount(a, e)
	})
}

package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

const (
	insertStaff = `
INSERT INTO staff (id, email, name, password_hash, language, created_at, disabled_at)
VALUES (?, ?, ?, ?, ?, ?, NULL)`
	insertRole       = `INSERT INTO staff_role (staff, role, office) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`
	insertInvitation = `INSERT INTO invitation (token_hash, staff, expires_at) VALUES (?, ?, ?)`
	countEmail       = `SELECT count(*) FROM staff WHERE email = ?`
)

// AddStaff stores an account and its invitation; an e-mail that exists is CodeConflict.
func (s *Store) AddStaff(ctx context.Context, a formsapi.Staff, i formsapi.Invitation, e formsapi.AuditEntry) error {
	return s.writer.submit(ctx, func(t *tx) error {
		if err := t.insertStaff(a); err != nil {
			return err
		}
		if err := t.insertInvitation(i); err != nil {
			return err
		}
		return t.audit(e)
	})
}

const anyStaff = `SELECT EXISTS (SELECT 1 FROM staff)`

// AddFirstStaff stores an account with its password while there is none, or
// answers CodeNotFound.
func (s *Store) AddFirstStaff(ctx context.Context, a formsapi.Staff, entries ...formsapi.AuditEntry) error {
	return s.writer.submit(ctx, func(t *tx) error {
		var some bool
		if err := t.scan([]any{&some}, anyStaff); err != nil {
			return err
		}
		if some {
			return errNotFound
		}
		if err := t.insertStaff(a); err != nil {
			return err
		}
		for _, e := range entries {
			if err := t.audit(e); err != nil {
				return err
			}
		}
		return nil
	})
}

func (t *tx) insertStaff(a formsapi.Staff) error {
	email := strings.ToLower(a.Email)
	var taken int
	if err := t.scan([]any{&taken}, countEmail, email); err != nil {
		return err
	}
	if taken > 0 {
		return errEmailTaken
	}
	if err := t.exec(insertStaff, a.ID[:], email, a.Name, a.PasswordHash, a.Language, a.CreatedAt.UnixMilli()); err != nil {
		return err
	}
	for _, g := range a.Grants {
		if err := t.exec(insertRole, a.ID[:], string(g.Role), g.Office); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) insertInvitation(i formsapi.Invitation) error {
	return t.exec(insertInvitation, i.TokenHash, i.Staff[:], i.ExpiresAt.UnixMilli())
}

const (
	clearPassword     = `UPDATE staff SET password_hash = '' WHERE id = ?`
	deleteInvitations = `DELETE FROM invitation WHERE staff = ?`
	endStaffSessions  = `UPDATE session SET ended_at = ?, data = x'' WHERE staff = ? AND ended_at IS NULL`
)

// ReplaceInvitation takes an account's password, invitations and sessions back
// and stores a new invitation.
func (s *Store) ReplaceInvitation(ctx context.Context, i formsapi.Invitation, e formsapi.AuditEntry) error {
	return s.writer.submit(ctx, func(t *tx) error {
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

const disableStaff = `UPDATE staff SET disabled_at = ? WHERE id = ?`

// DisableStaff closes an account, with its invitations and sessions.
func (s *Store) DisableStaff(ctx context.Context, id uuid.UUID, e formsapi.AuditEntry) error {
	return s.writer.submit(ctx, func(t *tx) error {
		if err := t.one(disableStaff, e.At.UnixMilli(), id[:]); err != nil {
			return err
		}
		if err := t.shutOut(id, e.At); err != nil {
			return err
		}
		return t.audit(e)
	})
}

const (
	selectInvited = `
SELECT i.staff
  FROM invitation i
  JOIN staff s ON s.id = i.staff
 WHERE i.token_hash = ? AND i.expires_at > ? AND s.disabled_at IS NULL`
	setPassword = `UPDATE staff SET password_hash = ? WHERE id = ?`
)

// UseInvitation stores the password of a's account and uses its invitations up.
// One that is used, expired at e.At, or another account's, is CodeNotFound.
func (s *Store) UseInvitation(ctx context.Context, tokenHash []byte, a formsapi.Staff, e formsapi.AuditEntry) error {
	return s.writer.submit(ctx, func(t *tx) error {
		var staff uuid.UUID
		err := t.scan([]any{&staff}, selectInvited, tokenHash, e.At.UnixMilli())
		if errors.Is(err, sql.ErrNoRows) || err == nil && staff != a.ID {
			return errNotFound
		}
		if err != nil {
			return err
		}
		if err := t.exec(deleteInvitations, staff[:]); err != nil {
			return err
		}
		if err := t.exec(setPassword, a.PasswordHash, staff[:]); err != nil {
			return err
		}
		return t.audit(e)
	})
}

// one runs a statement that must change a row.
func (t *tx) one(query string, args ...any) error {
	n, err := t.changed(query, args...)
	if err == nil && n == 0 {
		return errNotFound
	}
	return err
}

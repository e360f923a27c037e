package sqlite

import (
	"context"
	"strings"

	"sportello/forms-api"
)

const (
	insertStaff = `
INSERT INTO staff (id, email, name, language, created_at, disabled_at, password_hash, password_mac, grants_mac, factor_mac, email_mac)
VALUES (?, ?, ?, ?, ?, NULL, ?, ?, ?, ?, ?)`
	insertRole = `INSERT INTO staff_role (staff, role, office) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`
	countEmail = `SELECT count(*) FROM staff WHERE email = ?`
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
		return t.auditAccount(a, e)
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
			if err := t.auditAccount(a, e); err != nil {
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
	err := t.exec(insertStaff, a.ID[:], email, a.Name, a.Language, a.CreatedAt.UnixMilli(),
		a.PasswordHash, t.chain.passwordMAC(a.ID, a.PasswordHash), t.chain.grantsMAC(a.ID, a.Grants, false), t.chain.noFactorMAC(a.ID),
		t.chain.emailMAC(a.ID, email))
	if err != nil {
		return err
	}
	return t.insertRoles(a)
}

func (t *tx) insertRoles(a formsapi.Staff) error {
	for _, g := range a.Grants {
		if err := t.exec(insertRole, a.ID[:], string(g.Role), g.Office); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) auditAll(entries []formsapi.AuditEntry) error {
	for _, e := range entries {
		if err := t.audit(e); err != nil {
			return err
		}
	}
	return nil
}

// one runs a statement that must change a row.
func (t *tx) one(query string, args ...any) error {
	n, err := t.changed(query, args...)
	if err == nil && n == 0 {
		return errNotFound
	}
	return err
}

package sqlite

import (
	"context"

	"github.com/google/uuid"

	"sportello/forms-api"
)

const disableStaff = `UPDATE staff SET disabled_at = ? WHERE id = ?`

// DisableStaff closes an account, with its invitations and sessions.
func (s *Store) DisableStaff(ctx context.Context, id uuid.UUID, e formsapi.AuditEntry) error {
	return s.writer.submit(ctx, func(t *tx) error {
		return t.keepingAnAdministrator(e, func() error {
			if err := t.one(disableStaff, e.At.UnixMilli(), id[:]); err != nil {
				return err
			}
			return t.shutOut(id, e.At)
		})
	})
}

const reopenStaff = `
UPDATE staff
   SET disabled_at = NULL, password_hash = '', password_mac = x''
 WHERE id = ? AND disabled_at IS NOT NULL`

// ReopenStaff opens a closed account with a new invitation.
func (s *Store) ReopenStaff(ctx context.Context, i formsapi.Invitation, entries ...formsapi.AuditEntry) error {
	return s.writer.submit(ctx, func(t *tx) error {
		n, err := t.changed(reopenStaff, i.Staff[:])
		if err == nil && n == 0 {
			err = errAccountOpen
		}
		if err != nil {
			return err
		}
		if err := t.insertInvitation(i); err != nil {
			return err
		}
		return t.auditAll(entries)
	})
}

const (
	selectRoles = `SELECT role, office FROM staff_role WHERE staff = ? ORDER BY role, office`
	deleteRoles = `DELETE FROM staff_role WHERE staff = ?`
)

// ReplaceGrants stores the roles of an account in place of those it had, and says
// both in the log.
func (s *Store) ReplaceGrants(ctx context.Context, a formsapi.Staff, e formsapi.AuditEntry) error {
	return s.writer.submit(ctx, func(t *tx) error {
		had, err := list(context.Background(), t.conn, scanGrant, selectRoles, a.ID[:])
		if err != nil {
			return err
		}
		e.Detail = formsapi.GrantsDetail(had, a.Grants)
		return t.keepingAnAdministrator(e, func() error {
			if err := t.exec(deleteRoles, a.ID[:]); err != nil {
				return err
			}
			return t.insertRoles(a)
		})
	})
}

func scanGrant(row scanner) (g formsapi.Grant, err error) {
	err = row.Scan(&g.Role, &g.Office)
	return g, err
}

// countAdministrators counts who can let people in everywhere, today.
const countAdministrators = `
SELECT count(DISTINCT s.id)
  FROM staff_role r
  JOIN staff s ON s.id = r.staff
 WHERE r.role = 'administrator' AND r.office = '' AND s.disabled_at IS NULL AND s.password_hash <> ''`

// keepingAnAdministrator makes a change and writes it into the log, unless it
// leaves nobody who could let people in. Who uses the command line can.
func (t *tx) keepingAnAdministrator(e formsapi.AuditEntry, change func() error) error {
	var before, after int
	if err := t.scan([]any{&before}, countAdministrators); err != nil {
		return err
	}
	if err := change(); err != nil {
		return err
	}
	if err := t.scan([]any{&after}, countAdministrators); err != nil {
		return err
	}
	if before > 0 && after == 0 && e.By != formsapi.ByCommand {
		return errLastAdministrator
	}
	return t.audit(e)
}

const renameStaff = `UPDATE staff SET name = ?, language = ? WHERE id = ?`

// RenameStaff stores a name and a language of the desk.
func (s *Store) RenameStaff(ctx context.Context, a formsapi.Staff, e formsapi.AuditEntry) error {
	return s.writer.submit(ctx, func(t *tx) error {
		if err := t.one(renameStaff, a.Name, a.Language, a.ID[:]); err != nil {
			return err
		}
		return t.audit(e)
	})
}

const changePassword = `UPDATE staff SET password_hash = ?, password_mac = ? WHERE id = ? AND password_hash = ?`

// ChangePassword stores a password in place of the one that was, and ends the
// sessions but the one here.
func (s *Store) ChangePassword(ctx context.Context, a formsapi.Staff, was string, here uuid.UUID, e formsapi.AuditEntry) error {
	return s.writer.submit(ctx, func(t *tx) error {
		n, err := t.changed(changePassword, a.PasswordHash, t.chain.passwordMAC(a.ID, a.PasswordHash), a.ID[:], was)
		if err == nil && n == 0 {
			err = errConflict
		}
		if err != nil {
			return err
		}
		if err := t.endOthers(a.ID, here, e.At); err != nil {
			return err
		}
		return t.auditAccount(a, e)
	})
}

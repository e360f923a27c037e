package sqlite

import (
	"context"

	"github.com/google/uuid"

	"sportello/forms-api"
)

const (
	selectRoles = `SELECT role, office FROM staff_role WHERE staff = ? ORDER BY role, office`
	deleteRoles = `DELETE FROM staff_role WHERE staff = ?`
	isDisabled  = `SELECT disabled_at IS NOT NULL FROM staff WHERE id = ?`
	setGrants   = `UPDATE staff SET grants_mac = ? WHERE id = ?`
)

// ReplaceGrants stores the roles of an account in place of those it had, and says
// both in the log. It is the way back for roles that were changed in the database; where
// the e-mail was, it is CodeConflict (named).
func (s *Store) ReplaceGrants(ctx context.Context, a formsapi.Staff, e formsapi.AuditEntry) error {
	return s.writer.submit(ctx, func(t *tx) error {
		if err := t.named(a.ID); err != nil {
			return err
		}
		had, err := t.grants(a.ID)
		if err != nil {
			return err
		}
		e.Detail = formsapi.GrantsDetail(had, a.Grants)
		return t.keepingAnAdministrator(e, func() error { return t.replaceGrants(a) })
	})
}

func (t *tx) replaceGrants(a formsapi.Staff) error {
	var closed bool
	if err := t.scan([]any{&closed}, isDisabled, a.ID[:]); err != nil {
		return err
	}
	if err := t.exec(setGrants, t.chain.grantsMAC(a.ID, a.Grants, closed), a.ID[:]); err != nil {
		return err
	}
	if err := t.exec(deleteRoles, a.ID[:]); err != nil {
		return err
	}
	return t.insertRoles(a)
}

// grants are the roles as the rows have them, whether their keyed hash fits or not.
func (t *tx) grants(id uuid.UUID) ([]formsapi.Grant, error) {
	return list(context.Background(), t.conn, scanGrant, selectRoles, id[:])
}

func scanGrant(row scanner) (g formsapi.Grant, err error) {
	err = row.Scan(&g.Role, &g.Office)
	return g, err
}

// administrators counts who can let people in everywhere, today.
func (t *tx) administrators() (n int, err error) {
	all, err := t.chain.staff(context.Background(), t.conn, "")
	for _, a := range all {
		if a.PasswordHash != "" && a.May(formsapi.ManageStaff, formsapi.AllOffices) {
			n++
		}
	}
	return n, err
}

// keepingAnAdministrator makes a change and writes it into the log, unless it
// leaves nobody who could let people in. Who uses the command line can.
func (t *tx) keepingAnAdministrator(e formsapi.AuditEntry, change func() error) error {
	before, err := t.administrators()
	if err != nil {
		return err
	}
	if err := change(); err != nil {
		return err
	}
	after, err := t.administrators()
	if err != nil {
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

const changePassword = `UPDATE staff SET password_hash = ?, password_mac = ? WHERE id = ? AND password_hash = ? AND disabled_at IS NULL`

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

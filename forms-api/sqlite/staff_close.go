package sqlite

import (
	"context"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// disableStaff leaves the password without its keyed hash: it is none any more,
// however the account is opened again.
const disableStaff = `UPDATE staff SET disabled_at = ?, password_mac = x'' WHERE id = ?`

// DisableStaff closes an account, with its invitations and sessions.
func (s *Store) DisableStaff(ctx context.Context, id uuid.UUID, e formsapi.AuditEntry) error {
	return s.writer.submit(ctx, func(t *tx) error {
		return t.keepingAnAdministrator(e, func() error { return t.closeStaff(id, e.At) })
	})
}

func (t *tx) closeStaff(id uuid.UUID, at time.Time) error {
	if err := t.one(disableStaff, at.UnixMilli(), id[:]); err != nil {
		return err
	}
	if err := t.turnGrants(id, true); err != nil {
		return err
	}
	return t.shutOut(id, at)
}

const turnGrants = `UPDATE staff SET grants_mac = ? WHERE id = ? AND grants_mac = ?`

// turnGrants has the keyed hash of an account's roles say that it is closed now, or
// open. Where it does not fit the roles, it stays as it is: nothing vouches for them.
func (t *tx) turnGrants(id uuid.UUID, closed bool) error {
	has, err := t.grants(id)
	if err != nil {
		return err
	}
	return t.exec(turnGrants, t.chain.grantsMAC(id, has, closed), id[:], t.chain.grantsMAC(id, has, !closed))
}

const reopenStaff = `
UPDATE staff
   SET disabled_at = NULL, password_hash = '', password_mac = x''
 WHERE id = ? AND disabled_at IS NOT NULL`

// ReopenStaff opens a closed account with a new invitation; CodeConflict where its
// e-mail was changed (named).
func (s *Store) ReopenStaff(ctx context.Context, i formsapi.Invitation, entries ...formsapi.AuditEntry) error {
	return s.writer.submit(ctx, func(t *tx) error {
		if err := t.named(i.Staff); err != nil {
			return err
		}
		n, err := t.changed(reopenStaff, i.Staff[:])
		if err == nil && n == 0 {
			err = errAccountOpen
		}
		if err != nil {
			return err
		}
		if err := t.turnGrants(i.Staff, false); err != nil {
			return err
		}
		if err := t.insertInvitation(i); err != nil {
			return err
		}
		return t.auditAll(entries)
	})
}

package sqlite

import (
	"context"
	"database/sql"
	"time"

	"sportello/forms-api"
)

// accountsVersion is the schema from which on the log says what was made of each
// account, and what opens the desk has a keyed hash beside it.
const accountsVersion = 5

// vouching gives the migration to that schema what only the key ring can add: in the
// same transaction, so that there is no second moment at which a password that was
// put into the database would be vouched for.
func vouching(all []migration, chain Chain, now time.Time) []migration {
	vouched := append([]migration(nil), all...)
	for i := range vouched {
		if vouched[i].version == accountsVersion {
			vouched[i].after = func(ctx context.Context, tx *sql.Tx) error {
				return vouch{tx, chain, now}.all(ctx)
			}
		}
	}
	return vouched
}

// vouch takes the accounts of before as they are.
type vouch struct {
	*sql.Tx
	chain Chain
	now   time.Time
}

const (
	selectUnvouched = `
SELECT s.id, s.email, s.password_hash, s.disabled_at IS NOT NULL, ` + grantLines + `
  FROM staff s
 ORDER BY s.id`
	vouchStaff      = `UPDATE staff SET password_mac = ?, grants_mac = ?, factor_mac = ?, email_mac = ? WHERE id = ?`
	vouchInvitation = `UPDATE invitation SET mac = ? WHERE token_hash = ?`
	selectLinks     = `SELECT token_hash, staff, expires_at, mac FROM invitation`
)

func (v vouch) all(ctx context.Context) error {
	accounts, err := list(ctx, v.Tx, scanUnvouched, selectUnvouched)
	if err != nil {
		return err
	}
	for _, a := range accounts {
		if err := v.account(ctx, a); err != nil {
			return err
		}
	}
	links, err := list(ctx, v.Tx, scanInvitation, selectLinks)
	if err != nil {
		return err
	}
	for _, l := range links {
		if _, err := v.ExecContext(ctx, vouchInvitation, v.chain.invitationMAC(l.Invitation), l.TokenHash); err != nil {
			return err
		}
	}
	return nil
}

func scanUnvouched(row scanner) (s formsapi.Staff, err error) {
	var grants sql.NullString
	err = row.Scan(&s.ID, &s.Email, &s.PasswordHash, &s.Disabled, &grants)
	s.Grants = grantsOf(grants)
	return s, err
}

// account has the log say how an account stands. Second factors are of this schema.
func (v vouch) account(ctx context.Context, a formsapi.Staff) error {
	password := []byte{} // of a closed account there is none any more
	if !a.Disabled {
		password = v.chain.passwordMAC(a.ID, a.PasswordHash)
	}
	_, err := v.ExecContext(ctx, vouchStaff,
		password, v.chain.grantsMAC(a.ID, a.Grants, a.Disabled), v.chain.noFactorMAC(a.ID), v.chain.emailMAC(a.ID, a.Email), a.ID[:])
	if err != nil {
		return err
	}
	e := formsapi.NewAuditEntry(v.now.UTC(), formsapi.ByTime, formsapi.ActionStands, a.ID, "")
	e.Detail = v.chain.standingOf(a).String()
	return v.audit(ctx, e)
}

// audit is tx.audit in a transaction that is not the writer's.
func (v vouch) audit(ctx context.Context, e formsapi.AuditEntry) error {
	heads, err := list(ctx, v.Tx, scanBase, selectAuditHead)
	if err != nil {
		return err
	}
	var last formsapi.AuditHead
	if len(heads) > 0 {
		last = heads[0]
	}
	mac := v.chain(last.MAC, last.Seq+1, e)
	_, err = v.ExecContext(ctx, insertAudit, last.Seq+1, e.At.UnixMilli(), e.By, string(e.Action), e.Subject, e.Office, e.Detail, mac)
	return err
}

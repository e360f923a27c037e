package sqlite

import (
	"context"
	"database/sql"
	"time"

	"sportello/forms-api"
)

// accountsVersion is the schema from which on the log says what was made of each
// account, and passwords and one-time links have a keyed hash beside them.
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
SELECT s.id, s.password_hash, s.disabled_at IS NOT NULL, r.role, r.office
  FROM staff s
  LEFT JOIN staff_role r ON r.staff = s.id
 ORDER BY s.id`
	vouchPassword   = `UPDATE staff SET password_mac = ? WHERE id = ?`
	vouchInvitation = `UPDATE invitation SET mac = ? WHERE token_hash = ?`
	selectLinks     = `SELECT token_hash, staff, expires_at, mac FROM invitation`
)

func (v vouch) all(ctx context.Context) error {
	accounts, err := merged(list(ctx, v.Tx, scanUnvouched, selectUnvouched))
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
	var role, office sql.NullString
	err = row.Scan(&s.ID, &s.PasswordHash, &s.Disabled, &role, &office)
	s.Grants = grantOf(role, office)
	return s, err
}

// account has the log say how an account stands. Second factors are of this schema.
func (v vouch) account(ctx context.Context, a formsapi.Staff) error {
	if a.PasswordHash != "" {
		if _, err := v.ExecContext(ctx, vouchPassword, v.chain.passwordMAC(a.ID, a.PasswordHash), a.ID[:]); err != nil {
			return err
		}
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

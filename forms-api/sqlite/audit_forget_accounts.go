package sqlite

import (
	"context"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// What the log says of an account is needed for as long as there is the account:
// before its beginning goes, the log says once more how those accounts stand whose
// entries are in it. It says so by its own entries and not by the accounts' rows,
// which somebody may have changed.
const (
	// selectGoing lists the accounts whose entries go, but those that a later
	// ActionStands speaks of already.
	selectGoing = `
SELECT DISTINCT a.subject
  FROM audit a
 WHERE a.seq <= ?1
   AND a.action IN ('staff.stands', 'staff.invite', 'staff.grants', 'staff.disable', 'staff.reopen', 'staff.reset', 'staff.password', 'staff.second-factor', 'staff.second-factor-taken')
   AND NOT EXISTS (SELECT 1 FROM audit s WHERE s.subject = a.subject AND s.seq > ?1 AND s.action = 'staff.stands')`
	selectStood = `
SELECT seq, at, done_by, action, subject, office, detail, mac
  FROM audit
 WHERE subject = ? AND action LIKE 'staff.%'
 ORDER BY seq`
)

func (t *tx) keepStandings(last int64, at time.Time) error {
	ctx := context.Background()
	going, err := list(ctx, t.conn, scanText, selectGoing, last)
	if err != nil {
		return err
	}
	for _, id := range going {
		entries, err := list(ctx, t.conn, scanAudit, selectStood, id)
		if err != nil {
			return err
		}
		logged := standings{}
		for _, e := range entries {
			logged.follow(e.AuditEntry)
		}
		account, err := uuid.Parse(id)
		if err != nil || !logged[id].Known {
			continue
		}
		e := formsapi.NewAuditEntry(at, formsapi.ByTime, formsapi.ActionStands, account, "")
		e.Detail = logged[id].String()
		if err := t.audit(e); err != nil {
			return err
		}
	}
	return nil
}

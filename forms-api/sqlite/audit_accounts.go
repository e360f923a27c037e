package sqlite

import (
	"context"
	"time"

	"sportello/forms-api"
)

// selectOfAccounts names formsapi.AccountActions in the words of the index
// audit_of_accounts.
const selectOfAccounts = `
SELECT seq, at, done_by, action, subject, office, detail, mac
  FROM audit
 WHERE action IN ('staff.invite', 'staff.grants', 'staff.disable', 'staff.reopen', 'staff.reset', 'staff.second-factor-taken') AND at >= ?
 ORDER BY at DESC, seq DESC
 LIMIT ?`

// mostOfAccounts is more than a town does with its accounts in a month.
const mostOfAccounts = 1000

// AuditOfAccounts lists what was made of accounts since an instant; see
// formsapi.AccountLogStore.
func (s *Store) AuditOfAccounts(ctx context.Context, since time.Time) ([]formsapi.AuditEntry, error) {
	return entriesOf(list(ctx, s.read, scanAudit, selectOfAccounts, since.UnixMilli(), mostOfAccounts))
}

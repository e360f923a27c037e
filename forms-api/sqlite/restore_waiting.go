package sqlite

import (
	"context"

	"sportello/forms-api"
)

// takeBackWaiting takes back what was asked to be erased, and not begun, when the
// backup was made. If it was carried out since, the ledger has it, and it is erased
// again; if it was taken back since, nobody wants it; and what still waited can be
// asked for anew.
func (r *Restoration) takeBackWaiting(t *tx) (taken int, err error) {
	waiting, err := list(context.Background(), t.conn, scanErasure, selectErasure+` WHERE begun_at IS NULL`)
	if err != nil {
		return 0, err
	}
	for _, e := range waiting {
		audit := formsapi.NewAuditEntry(r.Now().UTC(), formsapi.ByCommand, formsapi.ActionRevokeErase, e.Appointment, e.Office)
		if err := t.revokeErasure(e.ID, audit); err != nil {
			return 0, err
		}
	}
	return len(waiting), nil
}

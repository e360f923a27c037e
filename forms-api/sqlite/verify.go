package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// Verify looks at the whole database as it is at one moment: SQLite's own
// checks, every seal with the clear columns that are bound into it, the audit
// log's chain, whether each request stands where its history and the log say,
// whether it has the places that it should have, and no others, whether it is found
// by what it says, each account as the log says it was made, and the outbox. A record without a key that Config.Erased does
// not know of is damaged.
// The error says that it could not look; what it found is in the report.
//
// An audit entry that was changed, moved or removed is found, and so is an older
// database that was put in place, where Config.Head keeps the log's head outside.
func (s *Store) Verify(ctx context.Context, sealer formsapi.Sealer) (Report, error) {
	return verify(ctx, s.read.DB, sealer, s.chain, s.head, s.erased, s.now())
}

func verify(ctx context.Context, db *sql.DB, sealer formsapi.Sealer, chain Chain, head HeadKeeper, erased func(uuid.UUID) bool, now time.Time) (Report, error) {
	v := verification{
		sealer: sealer, chain: chain, now: now,
		gone:   func(id uuid.UUID) bool { return erased != nil && erased(id) },
		trails: map[string][]formsapi.AuditEntry{}, putOff: map[string][]formsapi.AuditEntry{},
		accounts: standings{},
	}
	v.headOf(head)
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return Report{}, fmt.Errorf("verifying: %w", classify(err))
	}
	defer tx.Rollback()
	v.tx = tx
	for _, look := range []func(context.Context) error{
		v.structure, v.auditLog, v.appointments, v.auditEnd, v.strangers, v.ratings, v.factors, v.staff, v.keyless, v.missing,
		v.outbox, v.stranded, v.leftovers,
	} {
		switch err := look(ctx); {
		case isCorrupt(err):
			v.find("The database is damaged: %v.", err)
		case err != nil:
			return v.Report, fmt.Errorf("verifying: %w", err)
		}
	}
	return v.Report, nil
}

// A verification reads one snapshot.
type verification struct {
	Report
	tx     *sql.Tx
	sealer formsapi.Sealer
	chain  Chain
	now    time.Time
	gone   func(record uuid.UUID) bool      // whether the ledger of erasures has it
	trails map[string][]formsapi.AuditEntry // the changes of each request by its id, as the log has them
	putOff map[string][]formsapi.AuditEntry // when a hold was made to end later, likewise

	accounts standings

	head      *formsapi.AuditHead // that is kept outside of the database; nil: nobody keeps it
	headless  error               // why it cannot be read
	base      formsapi.AuditHead  // the last entry of the log that was kept for long enough
	forgot    string              // which one the log says it is
	keptFrom  time.Time           // the first entry that is there
	unaudited int                 // events of appointments that the log lacks

	indexed int  // entries of the blind indexes that belong to what was opened
	unread  bool // a request did not open
}

func (v *verification) structure(ctx context.Context) error {
	found, err := list(ctx, v.tx, scanText, "PRAGMA integrity_check")
	if err != nil {
		return err
	}
	for _, text := range found {
		if text != "ok" {
			v.find("The database is damaged: %s.", text)
		}
	}
	broken, err := list(ctx, v.tx, scanBroken, "PRAGMA foreign_key_check")
	for _, text := range broken {
		v.find("The database is inconsistent: %s.", text)
	}
	return err
}

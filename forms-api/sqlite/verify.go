package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// A Report says what Verify looked at and what is wrong with it.
type Report struct {
	Records      int      // sealed records that were opened
	Erased       int      // records whose key was destroyed, as the ledger of erasures says
	AuditEntries int64    // entries of the audit log
	Findings     []string // what is damaged or was changed: sentences; none when all is well
	Warnings     []string // what is whole, and should be looked at: sentences
}

// maxFindings bounds a report: with the wrong keys everything would be in it.
const maxFindings = 50

func (r *Report) find(format string, args ...any) {
	if len(r.Findings) < maxFindings {
		r.Findings = append(r.Findings, fmt.Sprintf(format, args...))
	}
}

func (r *Report) warn(format string, args ...any) {
	if len(r.Warnings) < maxFindings {
		r.Warnings = append(r.Warnings, fmt.Sprintf(format, args...))
	}
}

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

const (
	nextAppointments = selectAppointment + ` WHERE a.id > ? ORDER BY a.id LIMIT ?`
	nextRatings      = selectRating + ` WHERE r.id > ? ORDER BY r.id LIMIT ?`
)

func (v *verification) appointments(ctx context.Context) error {
	return eachPage(ctx, v.tx, scanAppointment, nextAppointments, func(a formsapi.Appointment) (uuid.UUID, error) {
		if err := v.details(ctx, a); err != nil {
			return a.ID, err
		}
		history, err := v.history(ctx, a)
		if err == nil {
			err = v.notes(ctx, a)
		}
		if err == nil {
			v.replay(a, history)
			v.compare(a, history)
			err = v.places(ctx, a)
		}
		return a.ID, err
	})
}

// details opens what the person told, and looks whether they are found by it.
func (v *verification) details(ctx context.Context, a formsapi.Appointment) error {
	d, err := formsapi.OpenDetails(v.sealer, a)
	v.opened("appointment", a.ID, func() error { return err })
	if err != nil {
		v.unread = true
		return nil
	}
	return v.indexes(ctx, a, d)
}

func (v *verification) ratings(ctx context.Context) error {
	return eachPage(ctx, v.tx, scanRating, nextRatings, func(r formsapi.Rating) (uuid.UUID, error) {
		v.opened("rating", r.ID, func() error { _, err := formsapi.OpenRating(v.sealer, r); return err })
		return r.ID, nil
	})
}

func (v *verification) opened(what string, id uuid.UUID, open func() error) {
	if err := open(); err != nil {
		v.find("The %s %s cannot be read: %v.", what, id, err)
		return
	}
	v.Records++
}

// eachPage visits all rows of a query in the order of their ids.
func eachPage[T any](ctx context.Context, tx *sql.Tx, scan func(scanner) (T, error), query string, visit func(T) (uuid.UUID, error)) error {
	var last uuid.UUID
	for {
		page, err := list(ctx, tx, scan, query, last[:], maxPage)
		if err != nil || len(page) == 0 {
			return err
		}
		for _, row := range page {
			if last, err = visit(row); err != nil {
				return err
			}
		}
	}
}

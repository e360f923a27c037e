package sqlite

import (
	"context"

	"github.com/google/uuid"
)

// ofErased are the tables whose rows are about one record: none is left of a
// record that was erased.
var ofErased = []struct{ table, column string }{
	{"place", "appointment"}, {"outbox", "appointment"}, {"blind_index", "record"}, {"idempotency", "record"},
}

// ofGone narrows a table to the records that were erased; see gather.
func ofGone(column string) string { return ` WHERE ` + column + ` IN (SELECT record FROM gone)` }

// emptied are the sealed columns. Their rows stay: they say that somebody asked
// for a service, and when, as statistics need it, and not who or why.
var emptied = []string{
	`UPDATE appointment SET sealed = x''` + ofGone("id"),
	`UPDATE rating SET sealed = x''` + ofGone("id"),
	`UPDATE appointment_history SET sealed = NULL` + ofGone("appointment"),
}

// eraseAgain destroys the keys of the records that were erased, and says how many
// had one.
func (r *Restoration) eraseAgain(ctx context.Context, t *tx) (erased int, err error) {
	if r.Erased == nil {
		return 0, nil
	}
	if err := t.exec(`CREATE TEMP TABLE gone (record BLOB PRIMARY KEY)`); err != nil {
		return 0, err
	}
	if err := r.gather(ctx, t, `SELECT record FROM record_key`); err != nil {
		return 0, err
	}
	n, err := t.changed(`DELETE FROM record_key` + ofGone("record"))
	if err != nil {
		return 0, err
	}
	if err := r.sweep(ctx, t); err != nil && !(r.Damaged && isCorrupt(err)) { // what cannot be removed cannot be opened
		return 0, err
	}
	return int(n), t.exec(`DROP TABLE gone`)
}

// gather notes which of the records that a query lists were erased. Only these are
// touched: a key that is missing otherwise was lost, and may be found in an older
// backup as long as what it opens is still there.
func (r *Restoration) gather(ctx context.Context, t *tx, query string) error {
	records, err := list(ctx, t.conn, scanID, query)
	if err != nil {
		return err
	}
	for _, id := range records {
		if !r.Erased(id) {
			continue
		}
		if err := t.exec(`INSERT OR IGNORE INTO gone (record) VALUES (?)`, id[:]); err != nil {
			return err
		}
	}
	return nil
}

// sweep removes what is left of records that were erased: their places, which
// nobody else could have, what somebody was to be told, what they could be found
// by, and what nobody can open any more.
func (r *Restoration) sweep(ctx context.Context, t *tx) error {
	for _, records := range []string{`SELECT id FROM appointment`, `SELECT id FROM rating`} {
		if err := r.gather(ctx, t, records); err != nil {
			return err
		}
	}
	for _, of := range ofErased {
		if err := t.exec(`DELETE FROM ` + of.table + ofGone(of.column)); err != nil {
			return err
		}
	}
	for _, query := range emptied {
		if err := t.exec(query); err != nil {
			return err
		}
	}
	return nil
}

func scanID(row scanner) (id uuid.UUID, err error) {
	err = row.Scan(&id)
	return id, err
}

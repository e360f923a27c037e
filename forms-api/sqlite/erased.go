package sqlite

import (
	"context"

	"github.com/google/uuid"
)

// ofErased are the tables whose rows are about one record: none is left of a
// record that was erased. A test holds them against what refers to a request.
var ofErased = []struct{ table, column string }{
	{"place", "appointment"}, {"outbox", "appointment"}, {"blind_index", "record"}, {"idempotency", "record"},
	{"note", "appointment"}, {"flag", "appointment"}, {"draft", "appointment"},
	{"kept_place", "appointment"}, {"kept_message", "appointment"},
	{"appointment_history", "appointment"}, {"rating_mark", "rating"},
}

// ofGone narrows a table to the records that were erased; see gather.
func ofGone(column string) string { return ` WHERE ` + column + ` IN (SELECT record FROM gone)` }

// A request's own row goes last: the others refer to it. A rating's stays, without
// its comment and with the number that a reader gave.
var removed = []string{
	`DELETE FROM appointment` + ofGone("id"),
	`UPDATE rating SET sealed = x''` + ofGone("id"),
	`DELETE FROM erasure_record` + ofGone("record"),
	// What was asked for and has nothing left to erase waits for nobody.
	`DELETE FROM erasure WHERE begun_at IS NULL AND id NOT IN (SELECT erasure FROM erasure_record)`,
}

const (
	makeGone = `CREATE TEMP TABLE IF NOT EXISTS gone (record BLOB NOT NULL PRIMARY KEY)`
	addGone  = `INSERT OR IGNORE INTO gone (record) VALUES (?)`
	dropGone = `DROP TABLE gone`
)

// eraseGone destroys the keys of the records in gone, counts the requests among
// them, and removes everything that is left of them.
func (t *tx) eraseGone() error {
	if err := t.countGone(); err != nil {
		return err
	}
	if err := t.exec(`DELETE FROM record_key` + ofGone("record")); err != nil {
		return err
	}
	for _, of := range ofErased {
		if err := t.exec(`DELETE FROM ` + of.table + ofGone(of.column)); err != nil {
			return err
		}
	}
	for _, query := range removed {
		if err := t.exec(query); err != nil {
			return err
		}
	}
	return nil
}

// eraseAgain erases what was erased since the backup was made, and says how many
// records still had a key.
func (r *Restoration) eraseAgain(ctx context.Context, t *tx) (erased int, err error) {
	if r.Erased == nil {
		return 0, nil
	}
	if err := t.exec(makeGone); err != nil {
		return 0, err
	}
	if err := r.gather(ctx, t, `SELECT record FROM record_key`); err != nil {
		return 0, err
	}
	if err := t.scan([]any{&erased}, `SELECT count(*) FROM gone`); err != nil {
		return 0, err
	}
	if err := r.sweep(ctx, t); err != nil && !(r.Damaged && isCorrupt(err)) { // what cannot be removed cannot be opened
		return 0, err
	}
	return erased, t.exec(dropGone)
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
		if err := t.exec(addGone, id[:]); err != nil {
			return err
		}
	}
	return nil
}

// sweep removes what is left of records that were erased. The keys go first, and
// by themselves: a damaged table keeps none of them.
func (r *Restoration) sweep(ctx context.Context, t *tx) error {
	if err := t.exec(`DELETE FROM record_key` + ofGone("record")); err != nil {
		return err
	}
	for _, records := range []string{`SELECT id FROM appointment`, `SELECT id FROM rating`} {
		if err := r.gather(ctx, t, records); err != nil {
			return err
		}
	}
	return t.eraseGone()
}

func scanID(row scanner) (id uuid.UUID, err error) {
	err = row.Scan(&id)
	return id, err
}

package sqlite

import (
	"context"
	"database/sql"

	"github.com/google/uuid"
)

// A record without a key was erased if the ledger of erasures says so. Otherwise
// its key was lost or taken, and with it all that it said.

const withoutKey = ` WHERE id NOT IN (SELECT record FROM record_key) ORDER BY id`

func (v *verification) keyless(ctx context.Context) error {
	for _, what := range []string{"appointment", "rating"} {
		ids, err := list(ctx, v.tx, scanID, `SELECT id FROM `+what+withoutKey)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if v.gone(id) {
				v.Erased++
				continue
			}
			v.find("The %s %s has no key any more, and the list of erasures does not have it.", what, id)
		}
	}
	return nil
}

// leftovers counts what still tells of records without a key: an erased one's is
// swept by the next restore, and nothing should lead to one that is not there.
func (v *verification) leftovers(ctx context.Context) error {
	for _, of := range ofErased {
		rows, err := list(ctx, v.tx, scanLeft, `SELECT `+of.column+`, count(*) FROM `+of.table+
			` WHERE `+of.column+` IS NOT NULL AND `+of.column+` NOT IN (SELECT record FROM record_key) GROUP BY 1`)
		if err != nil {
			return err
		}
		var erased, lost int
		for _, r := range rows {
			if v.gone(r.record) {
				erased += r.rows
			} else {
				lost += r.rows
			}
		}
		if erased > 0 {
			v.warn("%d rows of %s are about records that were erased; a restore removes them.", erased, of.table)
		}
		if lost > 0 {
			v.find("%d rows of %s are about records that have no key, and were not erased.", lost, of.table)
		}
	}
	return nil
}

// left is how many rows a table has about a record.
type left struct {
	record uuid.UUID
	rows   int
}

func scanLeft(row scanner) (l left, err error) {
	var id sql.RawBytes
	if err = row.Scan(&id, &l.rows); err == nil {
		l.record, _ = uuid.FromBytes(id) // what is no id is nobody's
	}
	return l, err
}

package sqlite

import (
	"context"

	"sportello/forms-api"
)

// selectToIndex goes by the index of those that are found by the oldest rules.
const selectToIndex = selectAppointment + ` WHERE a.indexed = 0 ORDER BY a.id LIMIT ?`

// ToIndex lists requests that are found by older rules; see formsapi.CaseworkStore.
func (s *Store) ToIndex(ctx context.Context, limit int) ([]formsapi.Appointment, error) {
	return list(ctx, s.read, scanAppointment, selectToIndex, pageSize(limit))
}

const isVersion = `SELECT count(*) FROM appointment WHERE id = ? AND version = ?`

// Index replaces what requests are found by; see formsapi.CaseworkStore.
func (s *Store) Index(ctx context.Context, all []formsapi.Reindexed) error {
	return s.writer.submit(ctx, func(t *tx) error {
		for _, r := range all {
			var same int
			if err := t.scan([]any{&same}, isVersion, r.ID[:], r.Version); err != nil {
				return err
			}
			if same == 0 { // it will be found again
				continue
			}
			if err := t.index(r); err != nil {
				return err
			}
		}
		return nil
	})
}

const indexed = `UPDATE appointment SET person = ?, indexed = ? WHERE id = ?`

func (t *tx) index(r formsapi.Reindexed) error {
	for _, i := range r.Forget {
		if err := t.exec(deleteIndex, string(i.Kind), i.Value, r.ID[:]); err != nil {
			return err
		}
	}
	if err := t.insertIndexes(r.ID, r.Indexes); err != nil {
		return err
	}
	return t.exec(indexed, nullable(r.Person), r.Rules, r.ID[:])
}

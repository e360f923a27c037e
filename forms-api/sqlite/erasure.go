package sqlite

import (
	"context"
	"errors"
	"time"

	"sportello/forms-api"
)

// Erase destroys the keys of some records and removes what is left of them, in one
// transaction with an entry of the audit log for each; see formsapi.RecordEraser.
func (s *Store) Erase(ctx context.Context, records []formsapi.Erasing) (erased int, err error) {
	err = s.writer.submit(ctx, func(t *tx) error {
		erased, err = t.erase(records)
		return err
	})
	s.traces.Store(true)
	return erased, err
}

// Whether a record is there that has not been erased: its key, or what a damaged
// database kept without one.
const selectErasable = `
SELECT EXISTS (SELECT 1 FROM record_key WHERE record = ?1) OR EXISTS (SELECT 1 FROM appointment WHERE id = ?1)`

func (t *tx) erase(records []formsapi.Erasing) (erased int, err error) {
	if err := t.exec(makeGone); err != nil {
		return 0, err
	}
	for _, r := range records {
		var there bool
		if err := t.scan([]any{&there}, selectErasable, r.Record[:]); err != nil {
			return 0, err
		}
		if !there { // another process was faster
			continue
		}
		if err := t.exec(addGone, r.Record[:]); err != nil {
			return 0, err
		}
		if err := t.audit(r.Audit); err != nil {
			return 0, err
		}
		erased++
	}
	if err := t.eraseGone(); err != nil {
		return 0, err
	}
	return erased, t.exec(`DELETE FROM gone`)
}

// truncating does not make those wait who store something for longer than they notice.
var truncating = func() dsn {
	d := writing
	d.busy = 300 * time.Millisecond
	return d
}()

// TruncateLog empties the write-ahead log, in which what was erased, or struck out, is
// still readable to who has the keys of before. A reader that is at work keeps it from
// doing so for a moment: then it is CodeUnavailable, and can be tried again. Where
// nothing was erased since the last time it does nothing; what a program that was
// killed left is not known, so that the first time it empties the log in any case.
func (s *Store) TruncateLog(ctx context.Context) error {
	if !s.traces.Swap(false) {
		return nil
	}
	err := s.truncateLog(ctx)
	if err != nil {
		s.traces.Store(true)
	}
	return err
}

func (s *Store) truncateLog(ctx context.Context) (err error) {
	pool, err := truncating.pool(s.path, 1)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, pool.Close()) }()
	busy, err := first(ctx, pool, scanCheckpoint, `PRAGMA wal_checkpoint(TRUNCATE)`)
	if err == nil && busy || isBusy(err) {
		err = errUnavailable
	}
	return err
}

func scanCheckpoint(row scanner) (busy bool, err error) {
	var pages, moved int
	err = row.Scan(&busy, &pages, &moved)
	return busy, err
}

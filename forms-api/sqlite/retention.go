package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// An overdueKind is where the records of a kind are whose period began before an
// instant (?1), and in which order they go.
type overdueKind struct{ columns, from, where, order string }

// overdueKinds are those of formsapi.KindsErased. What nobody has finished began on
// the last day of its history, or that is to come.
var overdueKinds = map[formsapi.RecordKind]overdueKind{
	formsapi.KindFinished: {"id, office", "appointment a",
		`finished_at < ?1 AND +set_aside = 0`, // the plus: not by the index of what was set aside
		"finished_at, id"},
	formsapi.KindUnfinished: {"id, office", "appointment a", `
set_aside = 0 AND created_at < ?1 AND finished_at IS NULL
   AND coalesce(start_at, 0) < ?1 AND coalesce(due_at, 0) < ?1
   AND NOT EXISTS (SELECT 1 FROM appointment_history h WHERE h.appointment = a.id AND h.at >= ?1)`,
		"created_at, id"},
	formsapi.KindSetAside: {"id, office", "appointment a", `set_aside = 1 AND created_at < ?1`, "created_at, id"},
	formsapi.KindComments: {"id, ''", "rating a", `length(sealed) > 0 AND created_at < ?1`, "created_at, id"},
}

// overdue lists at most ?2 records of each kind.
var overdue = func() map[formsapi.RecordKind]string {
	queries := map[formsapi.RecordKind]string{}
	for k, of := range overdueKinds {
		queries[k] = `SELECT ` + of.columns + ` FROM ` + of.from + ` WHERE ` + of.where + ` ORDER BY ` + of.order + ` LIMIT ?2`
	}
	return queries
}()

// still is whether one record (?2) is overdue, and nobody erases it already.
func (k overdueKind) still() string {
	return `SELECT EXISTS (SELECT 1 FROM ` + k.from + ` WHERE a.id = ?2 AND ` + k.where + ` AND NOT ` + begunOf("a.id") + `)`
}

// Overdue lists what was kept for long enough; see formsapi.RetentionStore.
func (s *Store) Overdue(ctx context.Context, k formsapi.RecordKind, before time.Time, limit int) ([]formsapi.Erasable, error) {
	query, known := overdue[k]
	if !known {
		return nil, fmt.Errorf("there are no records of the kind %q", k)
	}
	return list(ctx, s.read, scanErasable, query, before.UnixMilli(), pageSize(limit))
}

// BeginOverdue marks what is still overdue as begun; see formsapi.RetentionStore. The
// list was read outside of the transaction, so that nobody waits for it.
func (s *Store) BeginOverdue(ctx context.Context, k formsapi.RecordKind, before time.Time, e formsapi.Erasure) (begun []formsapi.Erasable, err error) {
	of, known := overdueKinds[k]
	if !known {
		return nil, fmt.Errorf("there are no records of the kind %q", k)
	}
	err = s.writer.submit(ctx, func(t *tx) error {
		begun = nil
		for _, r := range e.Records {
			var still bool
			if err := t.scan([]any{&still}, of.still(), before.UnixMilli(), r.ID[:]); err != nil {
				return err
			}
			if still {
				begun = append(begun, r)
			}
		}
		if e.Records = begun; len(begun) == 0 {
			return nil
		}
		if err := t.insertErasure(e); err != nil {
			return err
		}
		return t.onceOnly(beginErasure, e.BegunAt.UnixMilli(), "", e.ID[:])
	})
	return begun, err
}

// forgets are the rows of each kind from before an instant. Of messages only what
// has left: what still waits is somebody's to tell. Of each office's digests the
// last one stays, from which the next one counts.
var forgets = map[formsapi.RecordKind][]string{
	formsapi.KindMessages: {
		`DELETE FROM outbox WHERE id IN (
		 SELECT id FROM outbox WHERE sent_at < ?1 AND appointment IS NOT NULL ORDER BY sent_at LIMIT ?2)`,
		`DELETE FROM outbox WHERE id IN (
		 SELECT id FROM outbox d WHERE sent_at < ?1 AND appointment IS NULL
		    AND EXISTS (SELECT 1 FROM outbox l WHERE l.appointment IS NULL AND l.office = d.office AND l.due_at > d.due_at)
		  ORDER BY sent_at LIMIT ?2)`,
	},
	formsapi.KindDrafts: {
		`DELETE FROM draft WHERE (staff, appointment, kind) IN (
		 SELECT staff, appointment, kind FROM draft WHERE at < ?1 ORDER BY at LIMIT ?2)`,
	},
	formsapi.KindRepetitions: {
		`DELETE FROM idempotency WHERE key IN (SELECT key FROM idempotency WHERE created_at < ?1 LIMIT ?2)`,
	},
	formsapi.KindSessions: {
		`DELETE FROM session WHERE token_hash IN (SELECT token_hash FROM session WHERE expires_at < ?1 LIMIT ?2)`,
		`DELETE FROM invitation WHERE token_hash IN (SELECT token_hash FROM invitation WHERE expires_at < ?1 LIMIT ?2)`,
	},
}

// Forget removes rows that were kept for long enough; see formsapi.RetentionStore.
func (s *Store) Forget(ctx context.Context, k formsapi.RecordKind, before time.Time, limit int) (removed int, err error) {
	queries, known := forgets[k]
	if !known {
		return 0, fmt.Errorf("there are no rows of the kind %q", k)
	}
	err = s.writer.submit(ctx, func(t *tx) error {
		for _, query := range queries {
			n, err := t.changed(query, before.UnixMilli(), limit-removed)
			if err != nil {
				return err
			}
			removed += int(n)
		}
		return nil
	})
	return removed, err
}

const selectKept = `
SELECT finished_at,
       max(created_at, coalesce(start_at, 0), coalesce(due_at, 0),
           (SELECT coalesce(max(at), 0) FROM appointment_history WHERE appointment = a.id)),
       set_aside, created_at
  FROM appointment a
 WHERE id = ?`

// KeptSince says when the period of a request began; see formsapi.KeptSince.
func (s *Store) KeptSince(ctx context.Context, id uuid.UUID) (formsapi.KeptSince, error) {
	return first(ctx, s.read, scanKept, selectKept, id[:])
}

func scanKept(row scanner) (k formsapi.KeptSince, err error) {
	var finished sql.NullInt64
	var latest, created int64
	var aside bool
	if err = row.Scan(&finished, &latest, &aside, &created); err != nil {
		return k, err
	}
	switch {
	case aside:
		return formsapi.KeptSince{Kind: formsapi.KindSetAside, At: time.UnixMilli(created).UTC()}, nil
	case finished.Valid:
		return formsapi.KeptSince{Kind: formsapi.KindFinished, At: instant(finished)}, nil
	}
	return formsapi.KeptSince{Kind: formsapi.KindUnfinished, At: time.UnixMilli(latest).UTC()}, nil
}

package sqlite

import (
	"context"
	"database/sql"
	"encoding/hex"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// selectComing reads nothing that is sealed, and no key for it. A unit is five minutes (Unit).
var selectComing = `
SELECT a.id, a.service, a.state, a.set_aside, a.start_at, a.minutes, a.channel, a.version,
       (SELECT count(*) FROM place p WHERE p.office = a.office AND p.unit = a.start_at / 300000)
  FROM appointment a
 WHERE a.office = ? AND a.start_at >= ? AND a.start_at < ? AND a.state IN ` + holdingPlace + `
 ORDER BY a.start_at, a.id`

// Coming lists what is to come in clear; see formsapi.AppointmentStore.
func (s *Store) Coming(ctx context.Context, office string, from, until time.Time) ([]formsapi.Coming, error) {
	return list(ctx, s.read, func(row scanner) (c formsapi.Coming, err error) {
		var at int64
		err = row.Scan(&c.ID, &c.Service, &c.State, &c.SetAside, &at, &c.Minutes, &c.Channel, &c.Version, &c.Together)
		c.Office, c.Start = office, &formsapi.Start{At: time.UnixMilli(at).UTC()}
		return c, err
	}, selectComing, office, from.UnixMilli(), until.UnixMilli())
}

// AppointmentsOf reads some requests, in no order; see formsapi.AppointmentStore.
func (s *Store) AppointmentsOf(ctx context.Context, ids []uuid.UUID) ([]formsapi.Appointment, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return list(ctx, s.read, scanAppointment, selectOfIDs, namedIDs(ids))
}

const selectOfIDs = selectAppointment + ` WHERE a.id IN (SELECT unhex(value) FROM json_each(?))`

// namedIDs are ids as one argument: one query serves any number of them.
func namedIDs(ids []uuid.UUID) string {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = hex.EncodeToString(id[:])
	}
	return jsonArray(texts)
}

// What begins beside a stretch of time. An aggregate would go through them all.
var (
	selectLastBefore = `
SELECT a.start_at
  FROM appointment a
 WHERE a.office = ? AND a.start_at < ? AND a.state IN ` + onTheSheet + `
   AND EXISTS (SELECT 1 FROM record_key k WHERE k.record = a.id)
 ORDER BY a.start_at DESC LIMIT 1`
	selectFirstFrom = `
SELECT a.start_at
  FROM appointment a
 WHERE a.office = ? AND a.start_at >= ? AND a.state IN ` + onTheSheet + `
   AND EXISTS (SELECT 1 FROM record_key k WHERE k.record = a.id)
 ORDER BY a.start_at LIMIT 1`
)

// StartsBeside is what begins last before an instant, and first from another on;
// see formsapi.AppointmentStore.
func (s *Store) StartsBeside(ctx context.Context, office string, from, until time.Time) (before, after time.Time, err error) {
	if before, err = s.start(ctx, selectLastBefore, office, from); err != nil {
		return before, after, err
	}
	after, err = s.start(ctx, selectFirstFrom, office, until)
	return before, after, err
}

func (s *Store) start(ctx context.Context, query, office string, at time.Time) (time.Time, error) {
	found, err := list(ctx, s.read, func(row scanner) (at sql.NullInt64, err error) {
		err = row.Scan(&at)
		return at, err
	}, query, office, at.UnixMilli())
	if err != nil || len(found) == 0 {
		return time.Time{}, err
	}
	return instant(found[0]), nil
}

// selectChanged looks only at what was written after a change that is known.
var (
	selectLastEntry = `SELECT coalesce(max(seq), 0) FROM audit`
	selectChanged   = `
SELECT subject
  FROM audit
 WHERE seq > ? AND seq <= ? AND office = ? AND action IN ` + quoted(stirs) + `
 LIMIT ?`
)

// ChangedSince lists which appointments of an office have changed; see
// formsapi.AppointmentStore. Each change has an entry in the audit log.
func (s *Store) ChangedSince(ctx context.Context, office string, after int64, most int) (changed []uuid.UUID, last int64, err error) {
	last, err = first(ctx, s.read, scanSeq, selectLastEntry)
	if err != nil || last == after || most == 0 {
		return nil, last, err
	}
	changed, err = list(ctx, s.read, func(row scanner) (id uuid.UUID, err error) {
		err = row.Scan(&id)
		return id, err
	}, selectChanged, after, last, office, most)
	return changed, last, err
}

func scanSeq(row scanner) (seq int64, err error) {
	err = row.Scan(&seq)
	return seq, err
}

package sqlite

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

const selectErasure = `
SELECT id, appointment, office, asked_by, asked_at, due_at, confirmed_by, begun_at
  FROM erasure`

const (
	selectOpenErasures = selectErasure + ` WHERE asked_by <> 'time' ORDER BY asked_at`
	selectDueErasures  = selectErasure + ` WHERE (begun_at IS NOT NULL OR due_at <= ?) ORDER BY asked_at`
	selectErasureOf    = selectErasure + ` WHERE id IN (SELECT erasure FROM erasure_record WHERE record = ?)`
	selectErasureByID  = selectErasure + ` WHERE id = ?`
)

// OpenErasures lists what somebody asked for and not yet carried out, the oldest first.
func (s *Store) OpenErasures(ctx context.Context) ([]formsapi.Erasure, error) {
	return s.erasures(ctx, selectOpenErasures)
}

// DueErasures lists what is to be carried out by itself, or was begun.
func (s *Store) DueErasures(ctx context.Context, at time.Time) ([]formsapi.Erasure, error) {
	return s.erasures(ctx, selectDueErasures, at.UnixMilli())
}

// ErasureOf is the erasure that a request waits for, or CodeNotFound.
func (s *Store) ErasureOf(ctx context.Context, appointment uuid.UUID) (formsapi.Erasure, error) {
	return s.erasure(ctx, selectErasureOf, appointment[:])
}

// OpenErasure is one that was neither carried out nor taken back, or CodeNotFound.
func (s *Store) OpenErasure(ctx context.Context, id uuid.UUID) (formsapi.Erasure, error) {
	return s.erasure(ctx, selectErasureByID, id[:])
}

func (s *Store) erasure(ctx context.Context, query string, id []byte) (formsapi.Erasure, error) {
	all, err := s.erasures(ctx, query, id)
	if err == nil && len(all) == 0 {
		err = errNotFound
	}
	if err != nil {
		return formsapi.Erasure{}, err
	}
	return all[0], nil
}

func (s *Store) erasures(ctx context.Context, query string, args ...any) ([]formsapi.Erasure, error) {
	all, err := list(ctx, s.read, scanErasure, query, args...)
	if err != nil {
		return nil, err
	}
	for i, e := range all {
		if all[i].Records, err = list(ctx, s.read, scanErasable, selectErasureRecords, e.ID[:]); err != nil {
			return nil, err
		}
	}
	return all, nil
}

const selectErasureRecords = `SELECT record, office FROM erasure_record WHERE erasure = ? ORDER BY record`

func scanErasure(row scanner) (e formsapi.Erasure, err error) {
	var asked int64
	var due, begun sql.NullInt64
	err = row.Scan(&e.ID, &e.Appointment, &e.Office, &e.AskedBy, &asked, &due, &e.ConfirmedBy, &begun)
	e.AskedAt, e.DueAt, e.BegunAt = time.UnixMilli(asked).UTC(), instant(due), instant(begun)
	return e, err
}

func scanErasable(row scanner) (r formsapi.Erasable, err error) {
	err = row.Scan(&r.ID, &r.Office)
	return r, err
}

// RequestsOf lists the requests that have one of some blind indexes, the newest
// first: those of a person, by the telephone and the e-mail.
func (s *Store) RequestsOf(ctx context.Context, contacts []formsapi.BlindIndex) ([]formsapi.Appointment, error) {
	if len(contacts) == 0 {
		return nil, nil
	}
	var either []string
	var args []any
	for _, c := range contacts {
		either = append(either, `SELECT record FROM blind_index WHERE kind = ? AND value = ?`)
		args = append(args, string(c.Kind), c.Value)
	}
	query := selectAppointment + ` WHERE a.id IN (` + strings.Join(either, " UNION ") + `) ORDER BY a.created_at DESC, a.id DESC`
	return list(ctx, s.read, scanAppointment, query, args...)
}

package sqlite

import (
	"context"
	"fmt"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/google/uuid"

	"sportello/forms-api"
)

// A signedIn is who a session belongs to, and what they tell it apart by; without
// a staff before sign-in.
type signedIn struct {
	formsapi.Session
	staff uuid.UUID
}

// readSignedIn reads what the desk has put into a session.
func readSignedIn(data []byte) (s signedIn, err error) {
	_, values, err := scs.GobCodec{}.Decode(data)
	if err != nil {
		return s, err
	}
	if s.staff, err = idOf(values, formsapi.SessionStaff); err != nil {
		return s, err
	}
	if s.ID, err = idOf(values, formsapi.SessionID); err != nil {
		return s, err
	}
	began, _ := values[formsapi.SessionBegan].(int64)
	seen, _ := values[formsapi.SessionSeen].(int64)
	s.BeganAt, s.SeenAt = time.UnixMilli(began), time.UnixMilli(seen)
	s.Browser, _ = values[formsapi.SessionBrowser].(string)
	return s, nil
}

// idOf is uuid.Nil for what is not there; what is no id is refused: nobody could
// end such a session.
func idOf(values map[string]any, key string) (uuid.UUID, error) {
	value, there := values[key]
	if !there || value == "" {
		return uuid.Nil, nil
	}
	id, err := uuid.Parse(fmt.Sprint(value))
	if err != nil {
		return uuid.Nil, fmt.Errorf("%q is no id: %w", key, err)
	}
	return id, nil
}

const selectSessions = `
SELECT id, began_at, seen_at, browser
  FROM session
 WHERE staff = ? AND ended_at IS NULL AND id IS NOT NULL`

// StaffSessions lists the sessions of an account that nobody has ended.
func (s *Store) StaffSessions(ctx context.Context, staff uuid.UUID) ([]formsapi.Session, error) {
	return list(ctx, s.read, scanSession, selectSessions, staff[:])
}

func scanSession(row scanner) (s formsapi.Session, err error) {
	var began, seen int64
	err = row.Scan(&s.ID, &began, &seen, &s.Browser)
	s.BeganAt, s.SeenAt = time.UnixMilli(began).UTC(), time.UnixMilli(seen).UTC()
	return s, err
}

const (
	endStaffSession  = `UPDATE session SET ended_at = ?, data = x'' WHERE staff = ? AND id = ? AND ended_at IS NULL`
	endOtherSessions = `UPDATE session SET ended_at = ?, data = x'' WHERE staff = ? AND id IS NOT ? AND ended_at IS NULL`
)

// EndSession ends one session of an account, or answers CodeNotFound.
func (s *Store) EndSession(ctx context.Context, staff, id uuid.UUID, e formsapi.AuditEntry) error {
	return s.writer.submit(ctx, func(t *tx) error {
		if err := t.one(endStaffSession, e.At.UnixMilli(), staff[:], id[:]); err != nil {
			return err
		}
		return t.audit(e)
	})
}

// EndSessions ends the sessions of an account but the one here.
func (s *Store) EndSessions(ctx context.Context, staff, here uuid.UUID, e formsapi.AuditEntry) error {
	return s.writer.submit(ctx, func(t *tx) error {
		if err := t.endOthers(staff, here, e.At); err != nil {
			return err
		}
		return t.audit(e)
	})
}

// endOthers ends the sessions of an account but the one here; all for uuid.Nil,
// those of programs before schema 5 among them, which have no id.
func (t *tx) endOthers(staff, here uuid.UUID, at time.Time) error {
	if here == uuid.Nil {
		return t.exec(endStaffSessions, at.UnixMilli(), staff[:])
	}
	return t.exec(endOtherSessions, at.UnixMilli(), staff[:], here[:])
}

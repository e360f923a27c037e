package sqlite

import (
	"context"
	"crypto/hmac"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/alexedwards/scs/v2"

	"sportello/forms-api"
)

// sweepEvery is how often expired sessions are deleted, while sessions are stored.
const sweepEvery = time.Hour

// Sessions keeps the desk's sessions for scs, which must encode them with its
// GobCodec (the default). Only the hash of a token is stored. A session that
// ended (Delete, DisableStaff, ReplaceInvitation) stays ended: storing it once
// more, as a request that was still running does, has no effect.
type Sessions struct {
	store *Store
	swept time.Time // touched by the writer alone
}

var _ scs.CtxStore = (*Sessions)(nil)

// Sessions returns the store's sessions.
func (s *Store) Sessions() *Sessions { return s.sessions }

const selectSession = `
SELECT data, expires_at, mac FROM session WHERE token_hash = ? AND expires_at > ? AND ended_at IS NULL`

// FindCtx returns a session's content; found is false when it never was, expired or
// ended, and for one that the program did not write.
func (s *Sessions) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	now := s.store.now().UnixMilli()
	var expires int64
	var mac []byte
	err = s.store.read.QueryRowContext(ctx, selectSession, formsapi.HashToken(token), now).Scan(&data, &expires, &mac)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	if err != nil || !hmac.Equal(mac, s.store.chain.sessionMAC(formsapi.HashToken(token), data, expires)) {
		return nil, false, classify(err)
	}
	return data, true, nil
}

// An account that is closed or has no password takes no session.
const upsertSession = `
INSERT INTO session (token_hash, staff, data, expires_at, id, began_at, seen_at, browser, mac)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9
 WHERE ?2 IS NULL OR EXISTS (SELECT 1 FROM staff WHERE id = ?2 AND disabled_at IS NULL AND password_hash <> '')
ON CONFLICT (token_hash) DO UPDATE
   SET staff = excluded.staff, data = excluded.data, expires_at = excluded.expires_at,
       id = excluded.id, began_at = excluded.began_at, seen_at = excluded.seen_at, browser = excluded.browser, mac = excluded.mac
 WHERE session.ended_at IS NULL`

// CommitCtx stores a session until expiry, unless it ended.
func (s *Sessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	who, err := readSignedIn(data)
	if err != nil {
		return fmt.Errorf("storing a session: %w", err)
	}
	return s.store.writer.submit(ctx, func(t *tx) error {
		if err := s.sweep(t); err != nil {
			return err
		}
		hash := formsapi.HashToken(token)
		return t.exec(upsertSession, hash, blob(who.staff), data, expiry.UnixMilli(),
			blob(who.ID), who.BeganAt.UnixMilli(), who.SeenAt.UnixMilli(), who.Browser,
			t.chain.sessionMAC(hash, data, expiry.UnixMilli()))
	})
}

// sweep deletes expired sessions now and then.
func (s *Sessions) sweep(t *tx) error {
	now := s.store.now()
	if now.Sub(s.swept) < sweepEvery && !now.Before(s.swept) {
		return nil
	}
	s.swept = now
	return t.exec(`DELETE FROM session WHERE expires_at <= ?`, now.UnixMilli())
}

const endSession = `UPDATE session SET ended_at = ?, data = x'' WHERE token_hash = ? AND ended_at IS NULL`

// DeleteCtx ends a session.
func (s *Sessions) DeleteCtx(ctx context.Context, token string) error {
	return s.store.writer.submit(ctx, func(t *tx) error {
		return t.exec(endSession, s.store.now().UnixMilli(), formsapi.HashToken(token))
	})
}

// Find is FindCtx without a context.
func (s *Sessions) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit is CommitCtx without a context.
func (s *Sessions) Commit(token string, data []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expiry)
}

// Delete is DeleteCtx without a context.
func (s *Sessions) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }

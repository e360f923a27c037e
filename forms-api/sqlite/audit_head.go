package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"log/slog"

	"sportello/forms-api"
)

// A HeadKeeper keeps the head of the audit log outside of the database, where who
// can change the database cannot reach it; *seal.HeadFile does. Processes that have
// the same database open share it.
type HeadKeeper interface {
	// Head is the one that was kept last; the zero one if none was yet.
	Head() (formsapi.AuditHead, error)
	// Advance keeps a head that the database has on disk, unless a later one is
	// kept. holds tells whether the database has an entry: of one that it does not
	// have, the head stays, and that is an error.
	Advance(to formsapi.AuditHead, holds func(formsapi.AuditHead) (bool, error)) error
	// Accept keeps the head of another log, whatever was kept.
	Accept(to formsapi.AuditHead) error
	// Sync makes what was kept as durable as it gets.
	Sync() error
}

// A headTrail is the writer's way to the keeper: after each commit that added to
// the log, and before its answer. What could not be kept fails no submission: it
// is stored, and a database that is ahead of its head is no fault. The log says
// when it begins, and when it is over.
type headTrail struct {
	keeper HeadKeeper // nil: none is kept
	log    *slog.Logger
	told   string // the failure that the log knows
}

func (h *headTrail) follow(t *tx) {
	if h.keeper == nil || !t.head.known || t.head.seq == 0 {
		return
	}
	h.tell(h.keeper.Advance(formsapi.AuditHead{Seq: t.head.seq, MAC: t.head.mac}, t.holds))
}

func (h *headTrail) tell(err error) {
	now := ""
	if err != nil {
		now = err.Error()
	}
	switch {
	case now == h.told:
	case err != nil:
		h.log.Error("the head of the audit log is not kept: run sportello verify", "error", err)
	default:
		h.log.Info("the head of the audit log is kept again")
	}
	h.told = now
}

const selectMAC = `SELECT mac FROM audit WHERE seq = ?`

// holds tells whether the database has an entry of the log.
func (t *tx) holds(head formsapi.AuditHead) (bool, error) {
	found := formsapi.AuditHead{Seq: head.Seq}
	err := t.scan([]any{&found.MAC}, selectMAC, head.Seq)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil && found.Is(head), err
}

// holdsHead is tx.holds of whatever is read from.
func holdsHead(ctx context.Context, db querier, head formsapi.AuditHead) (bool, error) {
	macs, err := list(ctx, db, scanBlob, selectMAC, head.Seq)
	return len(macs) == 1 && head.Is(formsapi.AuditHead{Seq: head.Seq, MAC: macs[0]}), err
}

// compareHead says in the log, at the start, that an older database was put in
// place. It does not keep anybody from working with it: what is asked for at the
// counter does not wait for an inquiry.
func (s *Store) compareHead(ctx context.Context, h *headTrail) {
	if h.keeper == nil {
		return
	}
	head, err := h.keeper.Head()
	if err == nil && head.Seq > 0 {
		var there bool
		if there, err = holdsHead(ctx, s.read, head); err == nil && !there {
			err = errHeadElsewhere
		}
	}
	h.tell(err)
}

// beginHead notes in the log that its head is kept from here on, where the log has
// entries and no head is there: it was made before heads were, or somebody took the
// file away. A head that is begun in silence would hide that the end was cut off.
func (s *Store) beginHead(ctx context.Context, h *headTrail) {
	if s.head == nil {
		return
	}
	last, err := first(ctx, s.read, scanNumber, `SELECT ifnull(max(seq), 0) FROM audit`)
	if head, unread := s.head.Head(); err != nil || unread != nil || head.Seq > 0 || last == 0 {
		return // what cannot be read is said by compareHead
	}
	entry := formsapi.AuditEntry{At: s.now().UTC(), By: formsapi.ByTime, Action: formsapi.ActionHead}
	if s.upgraded {
		entry.Detail = formsapi.HeadUpgraded
	} else {
		h.log.Error("the head of the audit log was missing beside the keys, and begins anew: run sportello verify")
	}
	if err := s.Audit(ctx, entry); err != nil {
		h.log.Error("the audit log cannot be written", "error", err)
	}
}

var errHeadElsewhere = errors.New("the audit log does not lead to it: an older database was put in place, or its end was cut off")

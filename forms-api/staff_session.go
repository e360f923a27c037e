package formsapi

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
)

// How long somebody stays signed in: without a step, and at all.
const (
	SessionIdle = 30 * time.Minute
	SessionLife = 12 * time.Hour
)

// The keys under which a session of the desk holds who is signed in, and what its
// owner tells it apart by. A store reads them: closing an account or taking its
// password back ends its sessions in the same transaction.
const (
	SessionStaff   = "staff"   // an id, as text
	SessionID      = "id"      // of the session, as text: what its owner ends it by
	SessionBegan   = "began"   // Unix milliseconds, as int64
	SessionSeen    = "seen"    // likewise: the last step
	SessionBrowser = "browser" // such as "Firefox, Windows"
)

// A Session is somebody signed in at one browser.
type Session struct {
	ID      uuid.UUID
	BeganAt time.Time
	SeenAt  time.Time // the last step, no page that asks by itself
	Browser string    // empty for one that we do not know
}

// Over tells whether a session has ended by itself.
func (s Session) Over(now time.Time) bool {
	return now.Sub(s.SeenAt) >= SessionIdle || now.Sub(s.BeganAt) >= SessionLife
}

// Sessions lists where somebody is signed in, the latest seen first.
func (u *Accounts) Sessions(ctx context.Context, s Staff) ([]Session, error) {
	all, err := u.Store.StaffSessions(ctx, s.ID)
	if err != nil {
		return nil, fmt.Errorf("listing sessions: %w", err)
	}
	all = slices.DeleteFunc(all, func(open Session) bool { return open.Over(u.Now()) })
	slices.SortFunc(all, func(a, b Session) int { return b.SeenAt.Compare(a.SeenAt) })
	return all, nil
}

// EndSession ends one of somebody's own sessions. One that is over already, or
// another's, is CodeNotFound.
func (u *Accounts) EndSession(ctx context.Context, s Staff, id uuid.UUID) error {
	return u.Store.EndSession(ctx, s.ID, id, u.entry(s, ActionEnd, "one"))
}

// EndSessions signs somebody out everywhere, or everywhere else: here is the
// session that stays, uuid.Nil for none.
func (u *Accounts) EndSessions(ctx context.Context, s Staff, here uuid.UUID) error {
	what := "all"
	if here != uuid.Nil {
		what = "others"
	}
	return u.Store.EndSessions(ctx, s.ID, here, u.entry(s, ActionEnd, what))
}

// entry is what somebody did with their own account.
func (u *Accounts) entry(s Staff, action Action, detail string) AuditEntry {
	e := NewAuditEntry(u.Now().UTC(), s.ID.String(), action, s.ID, "")
	e.Detail = detail
	return e
}

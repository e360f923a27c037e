package formsapi

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/google/uuid"
)

// RefusedEvery is how often it is noted at most that who came to an altered account was
// refused: each page that is still open asks again and again.
const RefusedEvery = 24 * time.Hour

// refusals are when it was noted last, by account, since the program began.
type refusals struct {
	mu sync.Mutex
	at map[uuid.UUID]time.Time
}

// due tells whether a refusal is to be noted now, and takes it as noted.
func (r *refusals) due(id uuid.UUID, now time.Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	last, noted := r.at[id]
	if noted && now.Sub(last) < RefusedEvery {
		return false
	}
	if r.at == nil {
		r.at = map[uuid.UUID]time.Time{}
	}
	r.at[id] = now
	return true
}

// takeBack has a refusal noted the next time, since it could not be stored now.
func (r *refusals) takeBack(id uuid.UUID) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.at, id)
}

// Refuse keeps account of it that somebody came to an altered account (Staff.Altered),
// once in RefusedEvery; noted is whether it did now. Who may be refused has given the
// password, or was signed in.
func (u *Accounts) Refuse(ctx context.Context, s Staff) (noted bool, err error) {
	now := u.Now().UTC()
	if !u.refused.due(s.ID, now) {
		return false, nil
	}
	if err := u.Store.Audit(ctx, NewAuditEntry(now, ByTime, ActionAltered, s.ID, "")); err != nil {
		u.refused.takeBack(s.ID)
		return false, fmt.Errorf("noting that an account was altered: %w", err)
	}
	return true, nil
}

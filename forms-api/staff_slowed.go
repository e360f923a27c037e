package formsapi

import (
	"context"
	"fmt"

	"github.com/google/uuid"
)

// What somebody guessed at, as the detail of ActionSlowed says it. Who guesses at
// codes has given the password.
const (
	SlowedPassword = "password"
	SlowedCode     = "code"
)

// Slowed keeps account of attempts at an account that failed so often that the next
// one has to wait. account is an e-mail as it was typed, or an id; of one that nobody
// has there is nothing to keep.
func (u *Accounts) Slowed(ctx context.Context, account, what string) error {
	s, err := u.attempted(ctx, account)
	switch {
	case CodeOf(err) == CodeNotFound:
		return nil
	case err != nil:
		return fmt.Errorf("reading whose account was guessed at: %w", err)
	}
	e := NewAuditEntry(u.Now().UTC(), ByPublic, ActionSlowed, s.ID, "")
	e.Detail = what
	return u.Store.Audit(ctx, e)
}

func (u *Accounts) attempted(ctx context.Context, account string) (Staff, error) {
	if id, err := uuid.Parse(account); err == nil {
		return u.Store.StaffByID(ctx, id)
	}
	return u.Store.StaffByEmail(ctx, account)
}

// SlowedSince lists the attempts at an account that were slowed since its owner
// signed in the last time but this one, the newest first.
func (u *Accounts) SlowedSince(ctx context.Context, id uuid.UUID) ([]AuditEntry, error) {
	all, err := u.Store.SlowedSince(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("reading what was guessed at an account: %w", err)
	}
	return all, nil
}

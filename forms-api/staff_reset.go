package formsapi

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
)

// TellReset is how long a colleague is told at each sign-in that their password or
// second factor was taken away. Whoever used the link in their place signs in too,
// so that telling it once would tell the wrong person.
const TellReset = 30 * 24 * time.Hour

// LastReset says who took an account's password back within TellReset, and when;
// did is false when nobody has.
func (u *Accounts) LastReset(ctx context.Context, id uuid.UUID) (by AuditEntry, did bool, err error) {
	return u.lately(u.Store.LastReset(ctx, id))
}

// LastFactorTaken says who took an account's second factor away within TellReset,
// and when; did is false when nobody has but the owner.
func (u *Accounts) LastFactorTaken(ctx context.Context, id uuid.UUID) (by AuditEntry, did bool, err error) {
	by, did, err = u.lately(u.Store.LastFactorTaken(ctx, id))
	return by, did && by.By != id.String(), err
}

func (u *Accounts) lately(by AuditEntry, err error) (AuditEntry, bool, error) {
	switch {
	case CodeOf(err) == CodeNotFound:
		return by, false, nil
	case err != nil:
		return by, false, fmt.Errorf("reading what was taken away from an account: %w", err)
	}
	return by, u.Now().Sub(by.At) <= TellReset, nil
}

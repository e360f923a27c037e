package formsapi

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
)

// TellReset is how long a colleague is told at each sign-in that their password
// was taken back. Whoever used the link in their place signs in too, so that
// telling it once would tell the wrong person.
const TellReset = 30 * 24 * time.Hour

// LastReset says who took an account's password back within TellReset, and when;
// did is false when nobody has.
func (u *Accounts) LastReset(ctx context.Context, id uuid.UUID) (by AuditEntry, did bool, err error) {
	by, err = u.Store.LastReset(ctx, id)
	switch {
	case CodeOf(err) == CodeNotFound:
		return by, false, nil
	case err != nil:
		return by, false, fmt.Errorf("reading who took a password back: %w", err)
	}
	return by, u.Now().Sub(by.At) <= TellReset, nil
}

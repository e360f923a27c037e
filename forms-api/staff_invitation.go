package formsapi

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"time"

	"github.com/google/uuid"
)

// InvitationLife is how long a one-time link works.
const InvitationLife = 72 * time.Hour

func newInvitation(staff uuid.UUID, now time.Time) (token string, i Invitation) {
	token = drawToken()
	return token, Invitation{TokenHash: HashToken(token), Staff: staff, ExpiresAt: now.Add(InvitationLife)}
}

func drawToken() string {
	var draw [24]byte
	rand.Read(draw[:]) // never fails: crypto/rand ends the program instead
	return base64.RawURLEncoding.EncodeToString(draw[:])
}

// HashToken is how a one-time token is stored.
func HashToken(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// Invited finds whose one-time link it is. An account without an ID is the
// first one, which does not exist yet: AcceptFirst makes it.
func (u *Accounts) Invited(ctx context.Context, token string) (Staff, error) {
	first, err := u.invitedFirst(ctx, token)
	if err != nil {
		return Staff{}, err
	}
	if first {
		return Staff{Grants: FirstGrants}, nil
	}
	return u.Store.Invited(ctx, HashToken(token), u.Now().UTC())
}

// Accept uses a one-time link: the account gets its password.
func (u *Accounts) Accept(ctx context.Context, token, password, repeated string) (Staff, error) {
	s, err := u.Invited(ctx, token)
	if err != nil {
		return s, err
	}
	return u.choosePassword(ctx, token, s, password, repeated)
}

func (u *Accounts) choosePassword(ctx context.Context, token string, s Staff, password, repeated string) (Staff, error) {
	err := Invalid(validatePassword(password, repeated))
	if err != nil {
		return s, err
	}
	if s.PasswordHash, err = hashPassword(password); err != nil {
		return s, err
	}
	entry := NewAuditEntry(u.Now().UTC(), s.ID.String(), ActionPassword, s.ID, "")
	return s, u.Store.UseInvitation(ctx, HashToken(token), s, entry)
}

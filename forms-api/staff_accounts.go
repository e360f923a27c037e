package formsapi

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/alexedwards/argon2id"
	"github.com/google/uuid"
)

// MinPassword and MaxPassword bound a password's length in characters (NIST
// SP 800-63B asks for at least 8 and at least 64 accepted; longer ones would
// let a stranger spend our memory).
const (
	MinPassword = 10
	MaxPassword = 200
)

// InvitationLife is how long a one-time link works.
const InvitationLife = 72 * time.Hour

// passwordCost is argon2id with 19 MiB and two passes, the OWASP minimum: the
// smallest office PC can bear several sign-ins at once.
var passwordCost = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// Accounts is the use case of whoever invites staff, and of staff who choose a
// password and sign in.
type Accounts struct {
	Catalogue Catalogue
	Store     StaffStore
	Now       func() time.Time

	first firstLink
}

// Invite makes an account without a password and returns the token of its one-time link.
func (u *Accounts) Invite(ctx context.Context, s Staff, by string) (token string, err error) {
	if err := Invalid(u.validate(&s)); err != nil {
		return "", err
	}
	now := u.Now().UTC()
	s.ID, s.CreatedAt, s.PasswordHash = uuid.Must(uuid.NewV7()), now, ""
	token, invitation := newInvitation(s.ID, now)
	if err := u.Store.AddStaff(ctx, s, invitation, NewAuditEntry(now, by, ActionInvite, s.ID, "")); err != nil {
		return "", fmt.Errorf("storing an account: %w", err)
	}
	return token, nil
}

// Reset takes an account's password away and returns the token of a new one-time link.
func (u *Accounts) Reset(ctx context.Context, email, by string) (token string, err error) {
	s, err := u.Store.StaffByEmail(ctx, email)
	if err != nil {
		return "", err
	}
	now := u.Now().UTC()
	token, invitation := newInvitation(s.ID, now)
	return token, u.Store.ReplaceInvitation(ctx, invitation, NewAuditEntry(now, by, ActionInvite, s.ID, ""))
}

// Disable closes an account; what its owner did stays.
func (u *Accounts) Disable(ctx context.Context, email, by string) error {
	s, err := u.Store.StaffByEmail(ctx, email)
	if err != nil {
		return err
	}
	return u.Store.DisableStaff(ctx, s.ID, NewAuditEntry(u.Now().UTC(), by, ActionDisable, s.ID, ""))
}

func (u *Accounts) validate(s *Staff) []FieldError {
	var wrong []FieldError
	if _, ok := ParseEmail(s.Email); !ok {
		wrong = append(wrong, FieldError{Field: "email", Key: "email-invalid"})
	}
	s.Email = strings.ToLower(s.Email)
	name, err := CleanLine(s.Name)
	if err != nil || name == "" || Length(name) > MaxName {
		wrong = append(wrong, FieldError{Field: "name", Key: "name-missing", Args: map[string]any{"Max": MaxName}})
	}
	s.Name = name
	if len(s.Grants) == 0 {
		wrong = append(wrong, FieldError{Field: "role", Key: "role-missing"})
	}
	for _, g := range s.Grants {
		if _, known := Rights[g.Role]; !known {
			wrong = append(wrong, FieldError{Field: "role", Key: "role-unknown", Args: map[string]any{"Role": string(g.Role)}})
		}
		if _, known := u.Catalogue.Office(g.Office); g.Office != AllOffices && !known {
			wrong = append(wrong, FieldError{Field: "office", Key: "office-unknown", Args: map[string]any{"Office": g.Office}})
		}
	}
	return wrong
}

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
	if s.PasswordHash, err = argon2id.CreateHash(password, passwordCost); err != nil {
		return s, fmt.Errorf("hashing a password: %w", err)
	}
	entry := NewAuditEntry(u.Now().UTC(), s.ID.String(), ActionPassword, s.ID, "")
	return s, u.Store.UseInvitation(ctx, HashToken(token), s, entry)
}

func validatePassword(password, repeated string) []FieldError {
	switch n := Length(password); {
	case n < MinPassword:
		return []FieldError{{Field: "password", Key: "password-short", Args: map[string]any{"Min": MinPassword}}}
	case n > MaxPassword:
		return []FieldError{{Field: "password", Key: "password-long", Args: map[string]any{"Max": MaxPassword}}}
	case subtle.ConstantTimeCompare([]byte(password), []byte(repeated)) == 0:
		return []FieldError{{Field: "repeated", Key: "password-differs"}}
	}
	return nil
}

// SignIn checks an e-mail and a password. Whether the account does not exist,
// is closed or has another password, the answer and its time are the same.
func (u *Accounts) SignIn(ctx context.Context, email, password string) (Staff, error) {
	s, err := u.Store.StaffByEmail(ctx, strings.ToLower(strings.TrimSpace(email)))
	if err != nil && CodeOf(err) != CodeNotFound {
		return s, fmt.Errorf("reading an account: %w", err)
	}
	match, err := matches(password, s.PasswordHash)
	if err != nil {
		return s, fmt.Errorf("comparing a password: %w", err)
	}
	if !match || s.Disabled || s.PasswordHash == "" {
		return Staff{}, &Problem{Code: CodeForbidden, Key: "sign-in-wrong"}
	}
	return s, u.Store.Audit(ctx, NewAuditEntry(u.Now().UTC(), s.ID.String(), ActionSignIn, s.ID, ""))
}

// SignOut keeps account of somebody's leaving; their session is the desk's.
func (u *Accounts) SignOut(ctx context.Context, s Staff) error {
	return u.Store.Audit(ctx, NewAuditEntry(u.Now().UTC(), s.ID.String(), ActionSignOut, s.ID, ""))
}

func matches(password, hash string) (bool, error) {
	if hash == "" {
		var err error
		if hash, err = nobodysHash(); err != nil {
			return false, err
		}
	}
	if Length(password) > MaxPassword {
		password = ""
	}
	return argon2id.ComparePasswordAndHash(password, hash)
}

// nobodysHash is compared against when there is no account, so that its answer takes as long.
var nobodysHash = sync.OnceValues(func() (string, error) {
	return argon2id.CreateHash(rand.Text(), passwordCost)
})

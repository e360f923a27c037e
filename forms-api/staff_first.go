package formsapi

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"fmt"
	"slices"
	"sync"
)

// FirstGrants are those of the first account: it runs the service, and
// coordinates every office until it has invited colleagues.
var FirstGrants = []Grant{{Role: RoleAdministrator}, {Role: RoleCoordinator}}

// firstLink is the one-time link of a service that has no staff yet. It lives
// only as long as the program runs, and nothing of it is stored: an account
// that nobody asked for never exists.
type firstLink struct {
	mu        sync.Mutex
	tokenHash []byte
}

// InviteFirst returns the token of a one-time link whose user makes the first
// account, or "" when there is staff already. A later call replaces the link.
func (u *Accounts) InviteFirst(ctx context.Context) (token string, err error) {
	n, err := u.Store.CountStaff(ctx)
	if err != nil || n > 0 {
		return "", err
	}
	token = drawToken()
	u.first.mu.Lock()
	defer u.first.mu.Unlock()
	u.first.tokenHash = HashToken(token)
	return token, nil
}

// AcceptFirst uses the first link: its user gives e-mail, name and password,
// and may choose the language of the desk. Once there is staff, the link is
// CodeNotFound.
func (u *Accounts) AcceptFirst(ctx context.Context, token string, s Staff, password, repeated string) (Staff, error) {
	u.first.mu.Lock()
	defer u.first.mu.Unlock()
	ok, err := u.isFirst(ctx, token)
	if err != nil {
		return Staff{}, err
	}
	if !ok {
		return Staff{}, &Problem{Code: CodeNotFound, Key: "not-found"}
	}
	s.Grants = slices.Clone(FirstGrants)
	if err := Invalid(append(u.validate(&s), validatePassword(password, repeated)...)); err != nil {
		return Staff{}, err
	}
	if s.PasswordHash, err = hashPassword(password); err != nil {
		return Staff{}, err
	}
	return u.addFirst(ctx, s)
}

func (u *Accounts) addFirst(ctx context.Context, s Staff) (Staff, error) {
	var err error
	s.CreatedAt = u.Now().UTC()
	if s.ID, err = newID(s.CreatedAt, rand.Reader); err != nil {
		return Staff{}, err
	}
	err = u.Store.AddFirstStaff(ctx, s,
		NewAuditEntry(s.CreatedAt, ByCommand, ActionInvite, s.ID, ""),
		NewAuditEntry(s.CreatedAt, s.ID.String(), ActionPassword, s.ID, ""))
	if err != nil {
		return Staff{}, fmt.Errorf("storing the first account: %w", err)
	}
	return s, nil
}

// invitedFirst tells whether a token is the first link's.
func (u *Accounts) invitedFirst(ctx context.Context, token string) (bool, error) {
	u.first.mu.Lock()
	defer u.first.mu.Unlock()
	return u.isFirst(ctx, token)
}

func (u *Accounts) isFirst(ctx context.Context, token string) (bool, error) {
	if u.first.tokenHash == nil || subtle.ConstantTimeCompare(u.first.tokenHash, HashToken(token)) == 0 {
		return false, nil
	}
	n, err := u.Store.CountStaff(ctx)
	if err != nil {
		return false, fmt.Errorf("counting staff: %w", err)
	}
	return n == 0, nil
}

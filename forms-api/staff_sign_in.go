package formsapi

import (
	"context"
	"fmt"
	"strings"
)

// SignIn checks an e-mail and a password. Whether the account does not exist,
// is closed or has another password, the answer and its time are the same. Who has
// a second factor is not signed in yet: SecondFactors.SignIn goes on. Nor is the owner
// of an account that was altered, and nothing goes on: Refuse keeps account of it.
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
	if s.Altered || !s.FactorSince.IsZero() {
		return s, nil
	}
	return s, u.Store.Audit(ctx, NewAuditEntry(u.Now().UTC(), s.ID.String(), ActionSignIn, s.ID, ""))
}

// SignOut keeps account of somebody's leaving; their session is the desk's.
func (u *Accounts) SignOut(ctx context.Context, s Staff) error {
	return u.Store.Audit(ctx, NewAuditEntry(u.Now().UTC(), s.ID.String(), ActionSignOut, s.ID, ""))
}

package formsapi

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"time"
)

// DeskLanguages are those that the desk speaks; the first where nothing tells.
var DeskLanguages = []string{"it", "en"}

// Accounts is the use case of whoever invites staff, and of staff who choose a
// password and sign in.
type Accounts struct {
	Catalogue Catalogue
	Languages Languages // for Speak; the command line, which has nobody speak, needs none
	Store     StaffStore
	Now       func() time.Time

	first   firstLink
	refused refusals
}

// Invite makes an account without a password and returns the token of its one-time link.
func (u *Accounts) Invite(ctx context.Context, s Staff, by string) (token string, err error) {
	if err := Invalid(u.validate(&s)); err != nil {
		return "", err
	}
	now := u.Now().UTC()
	s.CreatedAt, s.PasswordHash = now, ""
	if s.ID, err = newID(now, rand.Reader); err != nil {
		return "", err
	}
	token, invitation := newInvitation(s.ID, now)
	if err := u.Store.AddStaff(ctx, s, invitation, NewAuditEntry(now, by, ActionInvite, s.ID, "")); err != nil {
		return "", fmt.Errorf("storing an account: %w", err)
	}
	return token, nil
}

// Reset takes an account's password away and returns the token of a new one-time
// link. A closed account has no use for one: CodeConflict.
func (u *Accounts) Reset(ctx context.Context, email, by string) (token string, err error) {
	s, err := u.Store.StaffByEmail(ctx, email)
	if err != nil {
		return "", err
	}
	if s.Disabled {
		return "", &Problem{Code: CodeConflict, Key: "account-closed"}
	}
	now := u.Now().UTC()
	token, invitation := newInvitation(s.ID, now)
	return token, u.Store.ReplaceInvitation(ctx, invitation, NewAuditEntry(now, by, ActionReset, s.ID, ""))
}

// Disable closes an account; what its owner did stays.
func (u *Accounts) Disable(ctx context.Context, email, by string) error {
	s, err := u.Store.StaffByEmail(ctx, email)
	if err != nil {
		return err
	}
	return u.Store.DisableStaff(ctx, s.ID, NewAuditEntry(u.Now().UTC(), by, ActionDisable, s.ID, ""))
}

// Reopen opens a closed account, with the roles that it had, and returns the token of
// a new one-time link: the password of then is gone. It is accounted for as a reset
// too, so that the owner is told who could have used the link. An open account is
// CodeConflict.
func (u *Accounts) Reopen(ctx context.Context, email, by string) (token string, err error) {
	s, err := u.Store.StaffByEmail(ctx, email)
	if err != nil {
		return "", err
	}
	now := u.Now().UTC()
	token, invitation := newInvitation(s.ID, now)
	err = u.Store.ReopenStaff(ctx, invitation,
		NewAuditEntry(now, by, ActionLetBack, s.ID, ""), NewAuditEntry(now, by, ActionReset, s.ID, ""))
	if err != nil {
		return "", err
	}
	return token, nil
}

func (u *Accounts) validate(s *Staff) []FieldError {
	var wrong []FieldError
	if _, ok := ParseEmail(s.Email); !ok {
		wrong = append(wrong, FieldError{Field: "email", Key: "email-invalid"})
	}
	s.Email = strings.ToLower(s.Email)
	wrong = append(wrong, validateName(&s.Name)...)
	if !slices.Contains(DeskLanguages, s.Language) {
		wrong = append(wrong, FieldError{Field: "language", Key: "language-unknown"})
	}
	return append(wrong, u.validateGrants(s.Grants)...)
}

// validateName cleans a name, and refuses one that shows nothing.
func validateName(name *string) []FieldError {
	clean, err := CleanLine(*name)
	*name = clean
	if err != nil || !named(clean) || Length(clean) > MaxName {
		return []FieldError{{Field: "name", Key: "name-missing", Args: map[string]any{"Max": MaxName}}}
	}
	return nil
}

func (u *Accounts) validateGrants(grants []Grant) []FieldError {
	var wrong []FieldError
	if len(grants) == 0 {
		wrong = append(wrong, FieldError{Field: "role", Key: "role-missing"})
	}
	for _, g := range grants {
		if _, known := Rights[g.Role]; !known {
			wrong = append(wrong, FieldError{Field: "role", Key: "role-unknown", Args: map[string]any{"Role": string(g.Role)}})
		}
		if _, known := u.Catalogue.Office(g.Office); g.Office != AllOffices && !known {
			wrong = append(wrong, FieldError{Field: "office", Key: "office-unknown", Args: map[string]any{"Office": g.Office}})
		}
	}
	return wrong
}

package formsapi

import (
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"
)

// ChangeGrants gives a colleague other roles. Who does it manages the account as
// it was and as it will be (else CodeNotFound, CodeForbidden). Nobody gives
// themselves more: an administrator who made a coordinator of themselves would
// read what the role keeps from them, with nobody there to see it. A colleague or
// the command line can. The last administrator stays: CodeConflict.
func (u *Accounts) ChangeGrants(ctx context.Context, by Staff, id uuid.UUID, grants []Grant) error {
	s, err := u.Store.StaffByID(ctx, id)
	if err != nil {
		return err
	}
	if !by.Manages(s) {
		return &Problem{Code: CodeNotFound, Key: "not-found"}
	}
	more := func(g Grant) bool { return !slices.Contains(s.Grants, g) }
	if s.ID == by.ID && slices.ContainsFunc(grants, more) {
		return &Problem{Code: CodeForbidden, Key: "own-grants"}
	}
	wanted := Staff{ID: s.ID, Grants: grants}
	if err := Invalid(u.validateGrants(grants)); err != nil {
		return err
	}
	if !by.Manages(wanted) {
		return &Problem{Code: CodeForbidden, Key: "forbidden"}
	}
	return u.replaceGrants(ctx, wanted, by.ID.String())
}

// SetGrants is ChangeGrants for who has the machine itself.
func (u *Accounts) SetGrants(ctx context.Context, email string, grants []Grant, by string) error {
	s, err := u.Store.StaffByEmail(ctx, email)
	if err != nil {
		return err
	}
	if err := Invalid(u.validateGrants(grants)); err != nil {
		return err
	}
	return u.replaceGrants(ctx, Staff{ID: s.ID, Grants: grants}, by)
}

func (u *Accounts) replaceGrants(ctx context.Context, s Staff, by string) error {
	return u.Store.ReplaceGrants(ctx, s, NewAuditEntry(u.Now().UTC(), by, ActionGrants, s.ID, ""))
}

// String is such as "operator:potenza", or "operator" for all offices.
func (g Grant) String() string { return strings.TrimSuffix(string(g.Role)+":"+g.Office, ":") }

// ParseGrant reads what String writes; whether there is such a role or office is
// not its question.
func ParseGrant(text string) Grant {
	role, office, _ := strings.Cut(text, ":")
	return Grant{Role: Role(role), Office: office}
}

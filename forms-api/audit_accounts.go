package formsapi

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
)

// AccountsShown is for how long coordinators see what was made of accounts.
const AccountsShown = 30 * 24 * time.Hour

// AccountActions are what somebody does with a colleague's account: who can read
// requests changes by them.
var AccountActions = []Action{ActionInvite, ActionGrants, ActionDisable, ActionLetBack, ActionReset, ActionTakeCode}

// AccountLog is the use case of coordinators who look which accounts were made or
// changed at their offices. Administrators let people in and read nothing: this is
// where it is seen that one let themselves in.
type AccountLog struct {
	Store AccountLogStore
	Now   func() time.Time
}

// AccountLogStore reads what was made of accounts.
type AccountLogStore interface {
	// AuditOfAccounts lists the entries of AccountActions since an instant, the newest
	// first.
	AuditOfAccounts(ctx context.Context, since time.Time) ([]AuditEntry, error)
	StaffList(ctx context.Context) ([]Staff, error)
}

// An AccountChange is what somebody did with an account.
type AccountChange struct {
	AuditEntry
	Account       Staff
	Before, After []Grant // the roles, of ActionInvite and ActionGrants
}

// Lately lists what was made within AccountsShown of accounts that read, or read until
// then, at offices whose log the reader may read; the newest first. Who may read no
// log is answered CodeForbidden.
func (u *AccountLog) Lately(ctx context.Context, by Staff) ([]AccountChange, error) {
	if !by.MayAnywhere(ReadAccount) {
		return nil, &Problem{Code: CodeForbidden, Key: "forbidden"}
	}
	entries, err := u.Store.AuditOfAccounts(ctx, u.Now().Add(-AccountsShown))
	if err != nil {
		return nil, fmt.Errorf("reading what was made of accounts: %w", err)
	}
	staff, err := u.Store.StaffList(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading the accounts: %w", err)
	}
	accounts := map[string]Staff{}
	for _, s := range staff {
		accounts[s.ID.String()] = s
	}
	var all []AccountChange
	for _, e := range entries {
		if c := newAccountChange(e, accounts[e.Subject]); c.concerns(by) {
			all = append(all, c)
		}
	}
	return all, nil
}

func newAccountChange(e AuditEntry, s Staff) AccountChange {
	c := AccountChange{AuditEntry: e, Account: s}
	if e.Action == ActionInvite || e.Action == ActionGrants {
		before, after := GrantsChanged(e)
		c.Before, c.After = parseGrants(before), parseGrants(after)
	}
	return c
}

func parseGrants(text string) (all []Grant) {
	for one := range strings.SplitSeq(text, ", ") {
		if one != "" {
			all = append(all, ParseGrant(one))
		}
	}
	return all
}

// concerns tells whether an account is, was or becomes one of an office whose log
// somebody may read; one of all offices is one of each.
func (c AccountChange) concerns(by Staff) bool {
	here := func(g Grant) bool { return g.Office == AllOffices || by.May(ReadAccount, g.Office) }
	return c.Account.ID != uuid.Nil && slices.ContainsFunc(slices.Concat(c.Before, c.After, c.Account.Grants), here)
}

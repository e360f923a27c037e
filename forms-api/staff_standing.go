package formsapi

import (
	"fmt"
	"slices"
	"strings"
)

// An AccountStanding is what the audit log says of an account: the roles, whether it is open,
// whether a second factor stands, and which password. Who can write to the database
// and has no key can change the account and not the log, so that Verify compares.
type AccountStanding struct {
	Known    bool   // an entry says so
	Grants   string // as GrantsText writes them
	Closed   bool
	Factor   bool
	Password string // its fingerprint, see PasswordDetail; empty for none
}

// standingFields are parted by a sign that is in no role, no office and no fingerprint.
const (
	standingFields = "; "
	grantsChange   = " → "
	fingerprint    = "fingerprint "
)

// String is the detail of ActionStands: such as
// "operator:potenza; open; no second factor; fingerprint 3f0a".
func (s AccountStanding) String() string {
	open, factor := "open", "no second factor"
	if s.Closed {
		open = "closed"
	}
	if s.Factor {
		factor = "second factor"
	}
	return strings.Join([]string{s.Grants, open, factor, fingerprint + s.Password}, standingFields)
}

func parseStanding(text string) AccountStanding {
	fields := strings.Split(text, standingFields)
	if len(fields) != 4 {
		return AccountStanding{}
	}
	return AccountStanding{
		Known: true, Grants: fields[0], Closed: fields[1] == "closed", Factor: fields[2] == "second factor",
		Password: strings.TrimPrefix(fields[3], fingerprint),
	}
}

// Follow is the standing after one more entry about the account.
func (s AccountStanding) Follow(e AuditEntry) AccountStanding {
	switch e.Action {
	case ActionStands:
		return parseStanding(e.Detail)
	case ActionInvite:
		s.Known, s.Grants = true, e.Detail
	case ActionGrants:
		_, s.Grants = GrantsChanged(e)
	case ActionDisable:
		s.Closed = true
	case ActionLetBack:
		s.Closed = false
	case ActionReset:
		s.Password = ""
	case ActionPassword:
		_, s.Password, _ = strings.Cut(e.Detail, fingerprint)
	case ActionFactor:
		s.Factor = true
	case ActionTakeCode:
		s.Factor = false
	}
	return s
}

// StandingActions are those that Follow follows.
var StandingActions = []Action{
	ActionStands, ActionInvite, ActionGrants, ActionDisable, ActionLetBack, ActionReset, ActionPassword, ActionFactor, ActionTakeCode,
}

// GrantsText is such as "administrator, operator:potenza": sorted, each once.
func GrantsText(grants []Grant) string {
	var all []string
	for _, g := range grants {
		all = append(all, g.String())
	}
	slices.Sort(all)
	return strings.Join(slices.Compact(all), ", ")
}

// GrantsDetail is what an entry says of a change of roles: the old ones and the new.
func GrantsDetail(before, after []Grant) string {
	return GrantsText(before) + grantsChange + GrantsText(after)
}

// GrantsChanged reads what an entry of ActionInvite or ActionGrants says. Older
// programs wrote the new roles alone, or nothing with an invitation.
func GrantsChanged(e AuditEntry) (before, after string) {
	before, after, found := strings.Cut(e.Detail, grantsChange)
	if !found {
		return "", before
	}
	return before, after
}

// PasswordDetail adds to an entry which password it is about: a keyed hash of the
// account and of the password's hash, which tells nothing without the key ring.
func PasswordDetail(detail string, mac []byte) string {
	return strings.TrimSpace(fmt.Sprintf("%s %s%x", detail, fingerprint, mac))
}

package formsapi

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// An AccountStanding is what the audit log says of an account: the e-mail, the roles,
// whether it is open, whether a second factor stands, and which password. Who can write to the database
// and has no key can change the account and not the log, so that Verify compares.
type AccountStanding struct {
	Known    bool   // an entry says so
	Email    string // in lower case
	Grants   string // as GrantsText writes them
	Closed   bool
	Factor   bool
	Since    time.Time // when the second factor was set up; zero without one, or where nobody says
	Password string    // its fingerprint, see PasswordDetail; empty for none
}

// standingFields are parted by a sign that is in no role, no office, no fingerprint and no
// e-mail (ParseEmail).
const (
	standingFields = "; "
	grantsChange   = " → "
	fingerprint    = "fingerprint "

	factorStands = "second factor"
	factorLayout = " since 2006-01-02T15:04:05.000Z" // as precise as an instant is stored
)

// String is the detail of ActionStands: such as
// "operator:potenza; open; no second factor; fingerprint 3f0a; ada@example.org", or
// "…; second factor since 2026-11-22T12:00:00.000Z; …".
func (s AccountStanding) String() string {
	open, factor := "open", "no second factor"
	if s.Closed {
		open = "closed"
	}
	if s.Factor {
		factor = factorStands
		if !s.Since.IsZero() {
			factor += s.Since.UTC().Format(factorLayout)
		}
	}
	return strings.Join([]string{s.Grants, open, factor, fingerprint + s.Password, s.Email}, standingFields)
}

func parseStanding(text string) AccountStanding {
	fields := strings.Split(text, standingFields)
	if len(fields) != 5 {
		return AccountStanding{}
	}
	since, factor := strings.CutPrefix(fields[2], factorStands)
	s := AccountStanding{
		Known: true, Grants: fields[0], Closed: fields[1] == "closed", Factor: factor,
		Password: strings.TrimPrefix(fields[3], fingerprint), Email: fields[4],
	}
	s.Since, _ = time.Parse(factorLayout, since) // zero where nothing is said
	return s
}

// Follow is the standing after one more entry about the account.
func (s AccountStanding) Follow(e AuditEntry) AccountStanding {
	switch e.Action {
	case ActionStands:
		return parseStanding(e.Detail)
	case ActionInvite:
		s.Known = true
		s.Grants, s.Email, _ = strings.Cut(e.Detail, standingFields)
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
		s.Factor, s.Since = true, e.At
	case ActionTakeCode:
		s.Factor, s.Since = false, time.Time{}
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

// InviteDetail is what an entry says of a new account: its roles and its e-mail, such as
// "operator:potenza; ada@example.org".
func InviteDetail(s Staff) string {
	return GrantsText(s.Grants) + standingFields + strings.ToLower(s.Email)
}

// GrantsDetail is what an entry says of a change of roles: the old ones and the new.
func GrantsDetail(before, after []Grant) string {
	return GrantsText(before) + grantsChange + GrantsText(after)
}

// GrantsChanged reads what an entry of ActionInvite or ActionGrants says. Older
// programs wrote the new roles alone, or nothing with an invitation.
func GrantsChanged(e AuditEntry) (before, after string) {
	roles, _, _ := strings.Cut(e.Detail, standingFields) // after an invitation's stands the e-mail
	before, after, found := strings.Cut(roles, grantsChange)
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

package sqlite

import (
	"context"
	"slices"
	"time"

	"sportello/forms-api"
)

// standings are the accounts as the log says they stand, by id.
type standings map[string]formsapi.AccountStanding

func (s standings) follow(e formsapi.AuditEntry) {
	if slices.Contains(formsapi.StandingActions, e.Action) {
		s[e.Subject] = s[e.Subject].Follow(e)
	}
}

// followAccount follows what the log says of an account, and finds where an entry
// begins with what none before it made: so it shows for good that the database was
// changed between the two.
func (v *verification) followAccount(e formsapi.AuditEntry) {
	before := v.accounts[e.Subject]
	switch had, _ := formsapi.GrantsChanged(e); {
	case e.Action == formsapi.ActionFactor && before.Factor:
		v.find("The account %s set up a second factor at %s, and had one: it was taken away in the database.", e.Subject, e.At.Format(time.RFC3339))
	case e.Action == formsapi.ActionGrants && had != "" && had != before.Grants:
		v.find("The account %s had the roles %q until %s, and the audit log gave it %q.", e.Subject, had, e.At.Format(time.RFC3339), before.Grants)
	}
	v.accounts.follow(e)
}

// staff compares each account with what the log says was made of it: who can write
// to the database and has no key can give themselves a role, take a second factor
// away or put a password in a password's place, and not write the entry. What they
// changed opens nothing; each finding says how it is mended.
func (v *verification) staff(ctx context.Context) error {
	all, err := list(ctx, v.tx, scanStaff, selectStaff+` ORDER BY s.id`)
	for _, a := range all {
		v.account(a, v.accounts[a.ID.String()], v.chain.standingOf(a.Staff))
		delete(v.accounts, a.ID.String())
	}
	if err != nil {
		return err
	}
	for id := range v.accounts {
		v.find("The account %s is in the audit log, and was removed.", id)
	}
	return nil
}

func (v *verification) account(a storedStaff, logged, stands formsapi.AccountStanding) {
	if !logged.Known {
		v.find("The account %s was made, and the audit log does not say so.", a.ID)
		return
	}
	if stands.Password != logged.Password {
		v.find("The account %s has another password than the audit log says.", a.ID)
	}
	if v.email(a, logged) {
		return
	}
	v.closing(a, logged, stands)
	v.grants(a, logged, stands)
	v.factor(a, logged, stands)
}

// email names an account whose e-mail is not the one that it was made with. What else
// was changed of it is not asked then: each command that mends names an account by its
// e-mail, and nothing must be given to this one.
func (v *verification) email(a storedStaff, logged formsapi.AccountStanding) (another bool) {
	switch {
	case logged.Email != "" && a.Email != logged.Email:
		v.find("The account %s has the e-mail %q, and the audit log gave it %q. It is given no role and no link under that: `sportello staff disable %s` closes it, and a backup from before has it as it was.", a.ID, a.Email, logged.Email, a.Email)
	case !v.chain.fitsEmail(a):
		v.find("The keyed hash of the e-mail of the account %s was changed: `sportello staff disable %s` closes it, and a backup from before has it as it was.", a.ID, a.Email)
	default:
		return false
	}
	return true
}

func (v *verification) closing(a storedStaff, logged, stands formsapi.AccountStanding) {
	switch {
	case stands.Closed && !logged.Closed:
		v.find("The account %s is closed, and the audit log does not say so: `sportello staff reopen %s` opens it.", a.ID, a.Email)
	case logged.Closed && !stands.Closed:
		v.find("The account %s is open, and the audit log says that it was closed: `sportello staff disable %s` closes it.", a.ID, a.Email)
	}
}

// grants names a keyed hash that does not fit only where nothing else says why.
func (v *verification) grants(a storedStaff, logged, stands formsapi.AccountStanding) {
	switch {
	case stands.Grants != logged.Grants:
		v.find("The account %s has the roles %q, and the audit log gave it %q: `sportello staff set-roles %s` sets them anew.", a.ID, stands.Grants, logged.Grants, a.Email)
	case stands.Closed == logged.Closed && !v.chain.fitsGrants(a):
		v.find("The keyed hash of the roles of the account %s was changed: `sportello staff set-roles %s` sets them anew.", a.ID, a.Email)
	}
}

func (v *verification) factor(a storedStaff, logged, stands formsapi.AccountStanding) {
	switch {
	case stands.Factor && !logged.Factor:
		v.find("The account %s has a second factor that the audit log does not have: `sportello staff reset-second-factor %s` takes it away.", a.ID, a.Email)
	case logged.Factor && !stands.Factor:
		v.find("The account %s lacks the second factor that the audit log says was set up: after `sportello staff reset-second-factor %s` its owner sets up another.", a.ID, a.Email)
	case !logged.Since.IsZero() && !stands.Since.Equal(logged.Since):
		v.find("The account %s has another second factor than the one that the audit log says was set up: after `sportello staff reset-second-factor %s` its owner sets up another.", a.ID, a.Email)
	case !v.chain.fitsFactor(a):
		v.find("The second factor of the account %s is not as the program left it: after `sportello staff reset-second-factor %s` its owner sets up another.", a.ID, a.Email)
	}
}

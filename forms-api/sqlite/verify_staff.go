package sqlite

import (
	"context"
	"database/sql"
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

// selectStanding reads the password as it is, whether its keyed hash fits or not.
const selectStanding = `
SELECT s.id, s.password_hash, s.disabled_at IS NOT NULL, f.confirmed_at, r.role, r.office
  FROM staff s
  LEFT JOIN second_factor f ON f.staff = s.id
  LEFT JOIN staff_role r ON r.staff = s.id
 ORDER BY s.id`

func scanStanding(row scanner) (s formsapi.Staff, err error) {
	var factorSince sql.NullInt64
	var role, office sql.NullString
	err = row.Scan(&s.ID, &s.PasswordHash, &s.Disabled, &factorSince, &role, &office)
	s.FactorSince, s.Grants = instant(factorSince), grantOf(role, office)
	return s, err
}

// staff compares each account with what the log says was made of it: who can write
// to the database and has no key can give themselves a role, take a second factor
// away or put a password in a password's place, and not write the entry.
func (v *verification) staff(ctx context.Context) error {
	all, err := merged(list(ctx, v.tx, scanStanding, selectStanding))
	for _, a := range all {
		v.account(a, v.accounts[a.ID.String()], v.chain.standingOf(a))
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

func (v *verification) account(a formsapi.Staff, logged, stands formsapi.AccountStanding) {
	if !logged.Known {
		v.find("The account %s was made, and the audit log does not say so.", a.ID)
		return
	}
	if stands.Grants != logged.Grants {
		v.find("The account %s has the roles %q, and the audit log gave it %q.", a.ID, stands.Grants, logged.Grants)
	}
	if stands.Password != logged.Password {
		v.find("The account %s has another password than the audit log says.", a.ID)
	}
	switch {
	case stands.Closed && !logged.Closed:
		v.find("The account %s is closed, and the audit log does not say so.", a.ID)
	case logged.Closed && !stands.Closed:
		v.find("The account %s is open, and the audit log says that it was closed.", a.ID)
	}
	switch {
	case stands.Factor && !logged.Factor:
		v.find("The account %s has a second factor that the audit log does not have.", a.ID)
	case logged.Factor && !stands.Factor:
		v.find("The account %s lacks the second factor that the audit log says was set up.", a.ID)
	}
}

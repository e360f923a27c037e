package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// An older database has older accounts: who left can sign in again, with a password
// that was changed since, and a role that was taken away. An account that was closed is
// closed again; the rest is somebody's to judge, and is told.

// accountsOf reads the accounts of a database that a backup replaces. One that is
// damaged, or of another schema, has none that can be read.
func (r *Restoration) accountsOf(ctx context.Context, db *sql.DB) (all []formsapi.Staff, known bool) {
	if db == nil {
		return nil, false
	}
	all, err := r.Chain.staff(ctx, db, "")
	return all, err == nil
}

// suitAccounts closes what was closed, and says what else is not as it was.
func (r *Restoration) suitAccounts(t *tx, before []formsapi.Staff) (told []string, err error) {
	now, err := r.Chain.staff(context.Background(), t.conn, "")
	if err != nil {
		return nil, err
	}
	for _, a := range now {
		n := slices.IndexFunc(before, func(b formsapi.Staff) bool { return b.ID == a.ID })
		if n < 0 {
			told = append(told, fmt.Sprintf("%s has an account again that was not there: `sportello staff disable %[1]s` closes it.", a.Email))
			continue
		}
		if before[n].Disabled && !a.Disabled {
			if err := t.closeAgain(a.ID, r.Now().UTC()); err != nil {
				return nil, err
			}
			told = append(told, a.Email+" had a closed account, and has: it was closed again.")
			continue
		}
		told = append(told, differences(r.Chain.standingOf(before[n]), r.Chain.standingOf(a), a.Email)...)
	}
	return append(told, lost(before, now)...), nil
}

func (t *tx) closeAgain(id uuid.UUID, at time.Time) error {
	if err := t.closeStaff(id, at); err != nil {
		return err
	}
	return t.audit(formsapi.NewAuditEntry(at, formsapi.ByCommand, formsapi.ActionDisable, id, ""))
}

// differences are sentences about an account that is open, with what to do.
func differences(was, is formsapi.AccountStanding, email string) (told []string) {
	say := func(text string, args ...any) { told = append(told, email+" "+fmt.Sprintf(text, args...)) }
	if is.Closed {
		if !was.Closed {
			say("had an open account, and has a closed one: `sportello staff reopen %s` opens it.", email)
		}
		return told
	}
	if was.Grants != is.Grants {
		say("had the roles %q, and has %q: `sportello staff set-roles %s` changes them.", was.Grants, is.Grants, email)
	}
	if was.Password != is.Password {
		say("has the password of then: `sportello staff reset-password %s` takes it away.", email)
	}
	switch {
	case was.Factor && !is.Factor:
		say("has no second factor any more: it is set up at the next sign-in.")
	case is.Factor && !was.Since.Equal(is.Since):
		say("has the second factor of then: `sportello staff reset-second-factor %s` takes it away.", email)
	}
	return told
}

// lost are the open accounts that the backup does not know.
func lost(before, now []formsapi.Staff) (told []string) {
	for _, b := range before {
		if !b.Disabled && !slices.ContainsFunc(now, func(a formsapi.Staff) bool { return a.ID == b.ID }) {
			told = append(told, b.Email+" has no account any more: `sportello staff add` makes one.")
		}
	}
	return told
}

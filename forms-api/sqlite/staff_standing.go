package sqlite

import (
	"crypto/hmac"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// noPlace is a place that no entry of the audit log has: what is hashed there is no
// entry, and no entry is what is hashed there.
const noPlace = 0

// passwordMAC is the keyed hash of an account and of its password's hash. It stands
// beside the password, so that who can write to the database cannot put another one
// in its place.
func (c Chain) passwordMAC(staff uuid.UUID, hash string) []byte {
	return c(nil, noPlace, formsapi.AuditEntry{Action: formsapi.ActionPassword, Subject: staff.String(), Detail: hash})
}

// invitationMAC is likewise that of a one-time link.
func (c Chain) invitationMAC(i formsapi.Invitation) []byte {
	return c(nil, noPlace, formsapi.AuditEntry{
		At: i.ExpiresAt, Action: formsapi.ActionInvite, Subject: i.Staff.String(), Detail: string(i.TokenHash),
	})
}

// sessionMAC is likewise that of a session: without it, who can write to the database
// would sign themselves in as anybody.
func (c Chain) sessionMAC(tokenHash, data []byte, expires int64) []byte {
	return c(tokenHash, noPlace, formsapi.AuditEntry{At: time.UnixMilli(expires), Action: "session", Detail: string(data)})
}

// grantsMAC is that of an account's roles, and of whether it is closed: so a role that
// is missing shows as one that is too many, and who left does not come back.
func (c Chain) grantsMAC(staff uuid.UUID, grants []formsapi.Grant, closed bool) []byte {
	return c(nil, noPlace, formsapi.AuditEntry{
		Action: formsapi.ActionGrants, Subject: staff.String(), Detail: fmt.Sprintf("closed %t, roles %s", closed, formsapi.GrantsText(grants)),
	})
}

// emailMAC is that of an account's e-mail, in lower case. It is apart from that of the
// roles, because who sets the roles of an account anew names it by its e-mail: they
// would vouch for one that somebody swapped.
func (c Chain) emailMAC(staff uuid.UUID, email string) []byte {
	return c(nil, noPlace, formsapi.AuditEntry{Action: "e-mail", Subject: staff.String(), Detail: email})
}

// factorMAC is that of a second factor, with the secret as it is sealed: an earlier
// one of the same account is not taken for it. Without a secret it says that the
// account has none.
func (c Chain) factorMAC(staff uuid.UUID, confirmed time.Time, sealed []byte) []byte {
	return c(nil, noPlace, formsapi.AuditEntry{At: confirmed, Action: formsapi.ActionFactor, Subject: staff.String(), Detail: string(sealed)})
}

func (c Chain) noFactorMAC(staff uuid.UUID) []byte { return c.factorMAC(staff, time.Time{}, nil) }

// fingerprintOf is what the log says of a password; nil without one.
func (c Chain) fingerprintOf(staff uuid.UUID, hash string) []byte {
	if hash == "" {
		return nil
	}
	return c.passwordMAC(staff, hash)[:fingerprintSize]
}

const fingerprintSize = 16

// genuine is an account without what the program did not write. A password whose keyed
// hash does not fit is none. Neither are roles, and nobody works with the account any
// more: Altered. Nor does anybody where the second factor is not the one that was set
// up, or is gone: the password alone would let them in. Nor where the e-mail is another:
// who gives a role to whom they know by it would give it to somebody else.
func (c Chain) genuine(s storedStaff) formsapi.Staff {
	if s.PasswordHash == "" || !hmac.Equal(s.passwordMAC, c.passwordMAC(s.ID, s.PasswordHash)) {
		s.PasswordHash = ""
	}
	if !c.fitsGrants(s) {
		s.Grants, s.Altered = nil, true
	}
	if !c.fitsFactor(s) || !c.fitsEmail(s) {
		s.Altered = true
	}
	return s.Staff
}

func (c Chain) fitsGrants(s storedStaff) bool {
	return hmac.Equal(s.grantsMAC, c.grantsMAC(s.ID, s.Grants, s.Disabled))
}

func (c Chain) fitsFactor(s storedStaff) bool {
	return hmac.Equal(s.factorMAC, c.factorMAC(s.ID, s.FactorSince, s.secret))
}

func (c Chain) fitsEmail(s storedStaff) bool {
	return hmac.Equal(s.emailMAC, c.emailMAC(s.ID, s.Email))
}

const selectEmail = `SELECT email, email_mac FROM staff WHERE id = ?`

// named refuses what would give an account something under an e-mail that is not its
// own: roles, a one-time link, a sign-in without the second factor. Somebody chose the
// account by that e-mail, and meant another's.
func (t *tx) named(id uuid.UUID) error {
	s := storedStaff{Staff: formsapi.Staff{ID: id}}
	err := t.scan([]any{&s.Email, &s.emailMAC}, selectEmail, id[:])
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return errNotFound
	case err == nil && !t.chain.fitsEmail(s):
		return errMisnamed
	}
	return err
}

// auditAccount keeps account of what was made of an account, in the words that
// Verify compares with (formsapi.AccountStanding).
func (t *tx) auditAccount(a formsapi.Staff, e formsapi.AuditEntry) error {
	switch e.Action {
	case formsapi.ActionInvite:
		e.Detail = formsapi.InviteDetail(a)
	case formsapi.ActionPassword:
		e.Detail = formsapi.PasswordDetail(e.Detail, t.chain.fingerprintOf(a.ID, a.PasswordHash))
	}
	return t.audit(e)
}

// standingOf is how an account stands in the database.
func (c Chain) standingOf(a formsapi.Staff) formsapi.AccountStanding {
	s := formsapi.AccountStanding{
		Known: true, Email: a.Email, Grants: formsapi.GrantsText(a.Grants), Closed: a.Disabled,
		Factor: !a.FactorSince.IsZero(), Since: a.FactorSince,
	}
	if mac := c.fingerprintOf(a.ID, a.PasswordHash); mac != nil {
		s.Password = hex.EncodeToString(mac)
	}
	return s
}

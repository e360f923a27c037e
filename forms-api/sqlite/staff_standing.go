package sqlite

import (
	"crypto/hmac"
	"encoding/hex"
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

// fingerprintOf is what the log says of a password; nil without one.
func (c Chain) fingerprintOf(staff uuid.UUID, hash string) []byte {
	if hash == "" {
		return nil
	}
	return c.passwordMAC(staff, hash)[:fingerprintSize]
}

const fingerprintSize = 16

// genuine is a password's hash, or none where its keyed hash does not fit: nobody
// signs in with a password that was put there behind the program's back.
func (c Chain) genuine(staff uuid.UUID, hash string, mac []byte) string {
	if hash == "" || !hmac.Equal(mac, c.passwordMAC(staff, hash)) {
		return ""
	}
	return hash
}

// auditAccount keeps account of what was made of an account, in the words that
// Verify compares with (formsapi.AccountStanding).
func (t *tx) auditAccount(a formsapi.Staff, e formsapi.AuditEntry) error {
	switch e.Action {
	case formsapi.ActionInvite:
		e.Detail = formsapi.GrantsText(a.Grants)
	case formsapi.ActionPassword:
		e.Detail = formsapi.PasswordDetail(e.Detail, t.chain.fingerprintOf(a.ID, a.PasswordHash))
	}
	return t.audit(e)
}

// standingOf is how an account stands in the database.
func (c Chain) standingOf(a formsapi.Staff) formsapi.AccountStanding {
	s := formsapi.AccountStanding{Known: true, Grants: formsapi.GrantsText(a.Grants), Closed: a.Disabled, Factor: !a.FactorSince.IsZero()}
	if mac := c.fingerprintOf(a.ID, a.PasswordHash); mac != nil {
		s.Password = hex.EncodeToString(mac)
	}
	return s
}

package desk

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// What a session was begun with: the password, as a hash of its hash, and whether a
// code was given. Who signs in while either changes has a session that fits no more.
const (
	sessionPassword = "password-of"
	sessionWithCode = "with-code"
)

// fits tells whether a session was begun with what its owner would sign in with now.
func (v *visit) fits(s formsapi.Staff) bool {
	ctx := v.r.Context()
	same := string(v.sessions.GetBytes(ctx, sessionPassword)) == string(formsapi.HashToken(s.PasswordHash))
	return same && s.PasswordHash != "" && (s.FactorSince.IsZero() || v.sessions.GetBool(ctx, sessionWithCode))
}

// begin signs somebody in under a token that nobody has seen before.
func (v *visit) begin(s formsapi.Staff, withCode bool) error {
	if err := v.renew(); err != nil {
		return err
	}
	now := v.Now().UnixMilli()
	for key, value := range map[string]any{
		formsapi.SessionStaff:   s.ID.String(),
		formsapi.SessionID:      uuid.NewString(),
		formsapi.SessionBegan:   now,
		formsapi.SessionSeen:    now,
		formsapi.SessionBrowser: browserKind(v.r.UserAgent()),
		sessionPassword:         formsapi.HashToken(s.PasswordHash),
		sessionWithCode:         withCode,
	} {
		v.sessions.Put(v.r.Context(), key, value)
	}
	v.staff, v.language = s, languageOf(v.r, s.Language)
	if err := v.tellTaken(); err != nil {
		return err
	}
	return v.tellSlowed()
}

// renew empties the session under a new token: what somebody did before they were
// signed in belongs to nobody.
func (v *visit) renew() error {
	if err := v.sessions.RenewToken(v.r.Context()); err != nil {
		return fmt.Errorf("renewing a session: %w", err)
	}
	if err := v.sessions.Clear(v.r.Context()); err != nil {
		return fmt.Errorf("emptying a session: %w", err)
	}
	return nil
}

// session is the visitor's own.
func (v *visit) session() formsapi.Session {
	ctx := v.r.Context()
	id, _ := uuid.Parse(v.sessions.GetString(ctx, formsapi.SessionID)) // uuid.Nil for none
	return formsapi.Session{
		ID:      id,
		BeganAt: time.UnixMilli(v.sessions.GetInt64(ctx, formsapi.SessionBegan)),
		SeenAt:  time.UnixMilli(v.sessions.GetInt64(ctx, formsapi.SessionSeen)),
		Browser: v.sessions.GetString(ctx, formsapi.SessionBrowser),
	}
}

// tellTaken says who took the visitor's password or second factor away lately:
// they could have signed in in the visitor's place, and read what their own role
// does not let them read.
func (v *visit) tellTaken() error {
	reset, did, err := v.Accounts.LastReset(v.r.Context(), v.staff.ID)
	if err == nil && did {
		key := "notice-reset"
		err = v.tellWhoTook(key, reset)
	}
	if err != nil {
		return err
	}
	taken, did, err := v.Accounts.LastFactorTaken(v.r.Context(), v.staff.ID)
	if err == nil && did {
		key := "notice-factor-taken"
		err = v.tellWhoTook(key, taken)
	}
	return err
}

func (v *visit) tellWhoTook(key string, e formsapi.AuditEntry) error {
	colleagues, err := v.colleagues()
	if err == nil {
		v.notify(key, "Name", isolated(colleagues.name(v, e.By)), "When", v.moment(e.At, v.zoneOf("")))
	}
	return err
}

// tellSlowed says that somebody has guessed at the visitor's password or codes since
// they were here last.
func (v *visit) tellSlowed() error {
	slowed, err := v.Accounts.SlowedSince(v.r.Context(), v.staff.ID)
	told := map[string]bool{}
	for _, e := range slowed {
		if key := slowedKey(e.Detail); !told[key] {
			told[key] = true
			v.notify(key, "When", v.moment(e.At, v.zoneOf("")))
		}
	}
	return err
}

func slowedKey(what string) string {
	if what == formsapi.SlowedCode {
		return "notice-slowed-code"
	}
	return "notice-slowed-password"
}

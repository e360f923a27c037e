package formsapi_test

import (
	"crypto/rand"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/pquerna/otp/totp"

	formsapi "sportello/forms-api"
)

// withFactors is a service with somebody who has a password, and the use case of
// second factors.
func withFactors(t *testing.T) (*service, *formsapi.SecondFactors, formsapi.Staff) {
	t.Helper()
	s := begin(t)
	token, err := s.accounts.Invite(t.Context(), ada(), formsapi.ByCommand)
	if err != nil {
		t.Fatal(err)
	}
	a, err := s.accounts.Accept(t.Context(), token, password, password)
	if err != nil {
		t.Fatal(err)
	}
	return s, s.secondFactors(), a
}

func (s *service) secondFactors() *formsapi.SecondFactors {
	return &formsapi.SecondFactors{Store: s.store, Sealer: s.ring, Issuer: "sportello town", Now: func() time.Time { return s.now }, Random: rand.Reader}
}

func (s *service) code(t *testing.T, secret string) string {
	t.Helper()
	code, err := totp.GenerateCode(secret, s.now)
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// confirmed sets an app up and returns its secret and the recovery codes.
func (s *service) confirmed(t *testing.T, u *formsapi.SecondFactors, a formsapi.Staff) (secret string, recovery []string) {
	t.Helper()
	setup, err := u.Begin(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	if recovery, err = u.Confirm(t.Context(), a, uuid.Nil, setup.Factor, s.code(t, setup.Secret)); err != nil {
		t.Fatal(err)
	}
	return setup.Secret, recovery
}

func keyOf(err error) string {
	var p *formsapi.Problem
	if !errors.As(err, &p) {
		return ""
	}
	return p.Key
}

// Given a new app, the address that it scans says what RFC 6238 leaves open, and
// only a code of it ends the setting up.
func TestASecondFactorIsConfirmedByTheAppThatHasIt(t *testing.T) {
	s, u, a := withFactors(t)
	setup, err := u.Begin(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"otpauth://totp/sportello%20town:ada@example.org?", "secret=" + setup.Secret, "digits=6", "period=30", "algorithm=SHA1", "issuer=sportello%20town"} {
		if !strings.Contains(setup.URL, part) {
			t.Errorf("%s lacks %s", setup.URL, part)
		}
	}
	if stored, err := s.store.StaffByID(t.Context(), a.ID); err != nil || !stored.FactorSince.IsZero() {
		t.Errorf("it counts before it is confirmed: %v, %v", stored.FactorSince, err)
	}
	if _, err := u.Confirm(t.Context(), a, uuid.Nil, setup.Factor, "ABCDE-FGHJK"); formsapi.CodeOf(err) != formsapi.CodeInvalid {
		t.Errorf("a recovery code of nobody confirms it: %v", err)
	}
	s.confirmed(t, u, a)
	if stored, err := s.store.StaffByID(t.Context(), a.ID); err != nil || !stored.FactorSince.Equal(s.now) {
		t.Errorf("it is there since %v, %v", stored.FactorSince, err)
	}
	if _, err := u.Begin(t.Context(), a); formsapi.CodeOf(err) != formsapi.CodeConflict {
		t.Errorf("another one is begun beside it: %v", err)
	}
	if _, err := u.Confirm(t.Context(), a, uuid.Nil, setup.Factor, s.code(t, setup.Secret)); formsapi.CodeOf(err) != formsapi.CodeConflict {
		t.Errorf("it is confirmed twice: %v", err)
	}
}

// Given a ring that was rotated, the secret opens, and moves to the new key when it
// is used.
func TestASecondFactorMovesToTheNewestKey(t *testing.T) {
	s, u, a := withFactors(t)
	secret, _ := s.confirmed(t, u, a)
	newer, err := s.ring.Rotate(s.now)
	if err != nil {
		t.Fatal(err)
	}
	u.Sealer = newer
	for _, want := range []string{newer.CurrentKey(), newer.CurrentKey()} {
		s.now = s.now.Add(time.Minute)
		if _, err := u.SignIn(t.Context(), a, s.code(t, secret)); err != nil {
			t.Fatal(err)
		}
		f, err := s.store.SecondFactor(t.Context(), a.ID)
		if err != nil || f.Key.RingKey != want {
			t.Errorf("it is sealed with %s (%v), not with %s", f.Key.RingKey, err, want)
		}
		if _, err := formsapi.OpenSecondFactor(newer, f); err != nil {
			t.Errorf("it does not open: %v", err)
		}
	}
}

// Given a second factor that was put beside another account in the database, it
// does not open: it is no way into that account.
func TestASecondFactorOpensForItsOwnerAlone(t *testing.T) {
	s, u, a := withFactors(t)
	s.confirmed(t, u, a)
	f, err := s.store.SecondFactor(t.Context(), a.ID)
	if err != nil {
		t.Fatal(err)
	}
	f.Staff = uuid.New()
	if _, err := formsapi.OpenSecondFactor(s.ring, f); err == nil {
		t.Error("it opens for somebody else")
	}
}

// Given recovery codes, each works once and for its owner; as the database has them
// nobody can try them out without the ring.
func TestRecoveryCodes(t *testing.T) {
	s, u, a := withFactors(t)
	_, codes := s.confirmed(t, u, a)
	seen := map[string]bool{}
	for _, code := range codes {
		seen[code] = true
		if byRecovery, err := u.SignIn(t.Context(), a, strings.ToLower(code)); err != nil || !byRecovery {
			t.Errorf("%s: %v, %v", code, byRecovery, err)
		}
		if _, err := u.SignIn(t.Context(), a, code); keyOf(err) != "code-used" {
			t.Errorf("%s a second time: %v", code, err)
		}
	}
	if len(seen) != formsapi.RecoveryCodes {
		t.Errorf("%d codes are different", len(seen))
	}
	if left, err := u.RecoveryLeft(t.Context(), a); err != nil || left != 0 {
		t.Errorf("%d are left, %v", left, err)
	}
	if _, err := u.SignIn(t.Context(), a, "00000-00000"); keyOf(err) != "code-wrong" {
		t.Errorf("a code that was never drawn: %v", err)
	}
}

// Given a new link for an account that was setting an app up, whoever saw the
// secret before has nothing in hand.
func TestANewLinkForgetsASecretThatNobodyConfirmed(t *testing.T) {
	s, u, a := withFactors(t)
	before, err := u.Begin(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.accounts.Reset(t.Context(), a.Email, formsapi.ByCommand); err != nil {
		t.Fatal(err)
	}
	if after, err := u.Begin(t.Context(), a); err != nil || after.Secret == before.Secret {
		t.Errorf("the secret is the same (%v)", err)
	}
}

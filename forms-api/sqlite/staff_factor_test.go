package sqlite

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// givenFactor stores an account with a second factor and a recovery code.
func givenFactor(t *testing.T, s *Store, sealer formsapi.Sealer, email string) (formsapi.Staff, formsapi.SecondFactor) {
	t.Helper()
	a, hash := givenStaff(t, s, email)
	givenPassword(t, s, a, hash)
	key, err := sealer.NewKey(a.ID)
	if err != nil {
		t.Fatal(err)
	}
	f := formsapi.SecondFactor{Staff: a.ID, Key: key.Wrapped(), ConfirmedAt: noon, LastStep: 100}
	if f.Sealed, err = key.Seal("second-factor", []byte("12345678901234567890")); err != nil {
		t.Fatal(err)
	}
	if err := s.ConfirmSecondFactor(t.Context(), f, uuid.Nil, [][]byte{[]byte("one code")}, entry(formsapi.ActionFactor, a.ID)); err != nil {
		t.Fatal(err)
	}
	return a, f
}

// Given eight that bring the same code at once, one is let in; the others, and who
// brings an earlier one, are told that it was used.
func TestAStepIsTakenOnce(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	_, f := givenFactor(t, s, ring, "anna@example.org")
	f.LastStep++
	errs := make([]error, 8)
	var wg sync.WaitGroup
	for i := range errs {
		wg.Go(func() { errs[i] = s.UseStep(t.Context(), f, f.Sealed, entry(formsapi.ActionSignIn, f.Staff)) })
	}
	wg.Wait()
	in := 0
	for _, err := range errs {
		switch {
		case err == nil:
			in++
		case formsapi.CodeOf(err) != formsapi.CodeForbidden:
			t.Error(err)
		}
	}
	f.LastStep--
	if err := s.UseStep(t.Context(), f, f.Sealed); formsapi.CodeOf(err) != formsapi.CodeForbidden || in != 1 {
		t.Errorf("%d were let in; an earlier step: %v", in, err)
	}
}

// Given a recovery code, eight who bring it at once are let in once.
func TestARecoveryCodeIsTakenOnce(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	a, _ := givenFactor(t, s, ring, "anna@example.org")
	in := make(chan bool, 8)
	var wg sync.WaitGroup
	for range cap(in) {
		wg.Go(func() {
			if s.UseRecoveryCode(t.Context(), a.ID, []byte("one code"), noon) == nil {
				in <- true
			}
		})
	}
	wg.Wait()
	if left, err := s.RecoveryCodesLeft(t.Context(), a.ID); len(in) != 1 || left != 0 || err != nil {
		t.Errorf("%d were let in, %d codes are left (%v)", len(in), left, err)
	}
}

// Given two browsers in which a second factor is set up, the first one's secret stays.
func TestASecondFactorIsSetUpOnce(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	a, f := givenFactor(t, s, ring, "anna@example.org")
	other := f
	other.Sealed = []byte("another")
	if err := s.ConfirmSecondFactor(t.Context(), other, uuid.Nil, nil, entry(formsapi.ActionFactor, a.ID)); formsapi.CodeOf(err) != formsapi.CodeConflict {
		t.Errorf("another secret is confirmed: %v", err)
	}
	kept, err := s.SecondFactor(t.Context(), a.ID)
	if err != nil || string(kept.Sealed) != string(f.Sealed) {
		t.Errorf("the secret is another (%v)", err)
	}
}

// Given an app that was moved to another telephone while a code of it was looked at,
// what that code read does not come back in the place of the new secret.
func TestAnOlderSecretDoesNotComeBack(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	a, old := givenFactor(t, s, ring, "anna@example.org")
	if err := s.TakeSecondFactor(t.Context(), a.ID, uuid.Nil, entry(formsapi.ActionTakeCode, a.ID)); err != nil {
		t.Fatal(err)
	}
	moved := old
	moved.Sealed = []byte("of the other telephone")
	if err := s.ConfirmSecondFactor(t.Context(), moved, uuid.Nil, nil, entry(formsapi.ActionFactor, a.ID)); err != nil {
		t.Fatal(err)
	}
	late := old
	late.LastStep++
	if err := s.UseStep(t.Context(), late, old.Sealed); formsapi.CodeOf(err) != formsapi.CodeForbidden {
		t.Errorf("a code of the older app: %v, want forbidden", err)
	}
	if kept, err := s.SecondFactor(t.Context(), a.ID); err != nil || string(kept.Sealed) != string(moved.Sealed) {
		t.Errorf("the secret is %q (%v), want the other telephone's", kept.Sealed, err)
	}
}

// Given a second factor that somebody put in the place of another in the file,
// verify finds it.
func TestVerifyOpensSecondFactors(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	_, f := givenFactor(t, s, ring, "anna@example.org")
	_, other := givenFactor(t, s, ring, "zoe@example.org")
	if r, err := s.Verify(t.Context(), ring); err != nil || len(r.Findings) != 0 {
		t.Fatalf("before: %v, %v", r.Findings, err)
	}
	direct(t, s, fmt.Sprintf(`UPDATE second_factor SET wrapped = x'%x', sealed = x'%x' WHERE staff = x'%x'`, f.Key.Bytes, f.Sealed, other.Staff[:]))
	r, err := s.Verify(t.Context(), ring)
	if err != nil || len(r.Findings) != 2 || !strings.Contains(r.Findings[0], "second factor of "+other.Staff.String()) ||
		!strings.Contains(r.Findings[1], "is not as the program left it") {
		t.Errorf("findings %q, %v", r.Findings, err)
	}
}

// Given two administrators who give the role up at the same moment, one is left.
func TestOneAdministratorIsLeft(t *testing.T) {
	s := givenStore(t, givenRing(t))
	admins := make([]formsapi.Staff, 2)
	for i, email := range []string{"anna@example.org", "zoe@example.org"} {
		a, hash := givenStaff(t, s, email, formsapi.Grant{Role: formsapi.RoleAdministrator})
		givenPassword(t, s, a, hash)
		admins[i] = a
	}
	errs := make([]error, len(admins))
	var wg sync.WaitGroup
	for i, a := range admins {
		a.Grants = []formsapi.Grant{{Role: formsapi.RoleOperator}}
		e := entry(formsapi.ActionGrants, a.ID)
		e.By = a.ID.String()
		wg.Go(func() { errs[i] = s.ReplaceGrants(t.Context(), a, e) })
	}
	wg.Wait()
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Errorf("%v, %v: want one to be refused", errs[0], errs[1])
	}
	for _, a := range admins { // from the command line it is another matter
		if err := s.DisableStaff(t.Context(), a.ID, entry(formsapi.ActionDisable, a.ID)); err != nil {
			t.Error(err)
		}
	}
}

// Given sessions of an account, its owner finds those that nobody has ended.
func TestSessionsOfAnAccount(t *testing.T) {
	s := givenStore(t, givenRing(t))
	a, hash := givenStaff(t, s, "anna@example.org")
	givenPassword(t, s, a, hash)
	here := sessionAt(t, s, a, "here", noon.Add(-time.Hour), noon)
	gone := sessionAt(t, s, a, "gone", noon.Add(-time.Minute), noon)
	commitSession(t, s.Sessions(), "nobody's", sessionOf(t, nil))
	if err := s.EndSession(t.Context(), a.ID, gone, entry(formsapi.ActionEnd, a.ID)); err != nil {
		t.Fatal(err)
	}
	all, err := s.StaffSessions(t.Context(), a.ID)
	if err != nil || len(all) != 1 || all[0].ID != here || !all[0].BeganAt.Equal(noon.Add(-time.Hour)) || !all[0].SeenAt.Equal(noon) || all[0].Browser != "Firefox, Linux" {
		t.Errorf("%+v, %v", all, err)
	}
	if err := s.EndSession(t.Context(), uuid.New(), here, entry(formsapi.ActionEnd, a.ID)); formsapi.CodeOf(err) != formsapi.CodeNotFound {
		t.Errorf("somebody else ends it: %v", err)
	}
	third := sessionAt(t, s, a, "third", noon, noon)
	if err := s.EndSessions(t.Context(), a.ID, third, entry(formsapi.ActionEnd, a.ID)); err != nil {
		t.Fatal(err)
	}
	if all, err = s.StaffSessions(t.Context(), a.ID); err != nil || len(all) != 1 || all[0].ID != third {
		t.Errorf("after ending the others: %+v, %v", all, err)
	}
}

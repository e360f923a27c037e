package sqlite

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"sportello/forms-api"
)

// Given accounts with several roles, they read back by every way.
func TestStoredStaffReadsBack(t *testing.T) {
	s := givenStore(t, givenRing(t))
	admin, _ := givenStaff(t, s, "zoe@example.org",
		formsapi.Grant{Role: formsapi.RoleAdministrator}, formsapi.Grant{Role: formsapi.RoleCoordinator})
	operator, _ := givenStaff(t, s, "anna@example.org",
		formsapi.Grant{Role: formsapi.RoleOperator, Office: "montelucci"}, formsapi.Grant{Role: formsapi.RoleOperator, Office: "potenza"})
	all, err := s.StaffList(t.Context())
	if diff := cmp.Diff([]formsapi.Staff{operator, admin}, all); err != nil || diff != "" {
		t.Errorf("list: %v (-want +got):\n%s", err, diff)
	}
	byID, err := s.StaffByID(t.Context(), admin.ID)
	if diff := cmp.Diff(admin, byID); err != nil || diff != "" {
		t.Errorf("by id: %v (-want +got):\n%s", err, diff)
	}
	byEmail, err := s.StaffByEmail(t.Context(), "Anna@Example.org")
	if diff := cmp.Diff(operator, byEmail); err != nil || diff != "" {
		t.Errorf("by e-mail: %v (-want +got):\n%s", err, diff)
	}
	if n, err := s.CountStaff(t.Context()); err != nil || n != 2 {
		t.Errorf("counted %d (%v), want 2", n, err)
	}
	if _, err := s.StaffByEmail(t.Context(), "nobody@example.org"); formsapi.CodeOf(err) != formsapi.CodeNotFound {
		t.Errorf("nobody: %v, want not found", err)
	}
}

// Given an e-mail that has an account, a second account with it is a conflict.
func TestEmailIsTakenOnce(t *testing.T) {
	s := givenStore(t, givenRing(t))
	a, _ := givenStaff(t, s, "anna@example.org")
	second := a
	second.ID, second.Email = mustID("0190a000-0000-7000-8000-000000000001"), "Anna@example.org"
	err := s.AddStaff(t.Context(), second, formsapi.Invitation{TokenHash: []byte("x"), Staff: second.ID, ExpiresAt: noon}, entry(formsapi.ActionInvite, second.ID))
	if formsapi.CodeOf(err) != formsapi.CodeConflict {
		t.Errorf("answered %v, want %s", err, formsapi.CodeConflict)
	}
}

// Given no account, the first is stored with its password; after it there is no
// first one any more, however many try at once.
func TestFirstStaffIsStoredOnce(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	errs := make([]error, 8)
	var wg sync.WaitGroup
	for i := range errs {
		wg.Go(func() {
			a := formsapi.Staff{
				ID: uuid.Must(uuid.NewV7()), Email: fmt.Sprintf("a%d@example.org", i), Name: "Ada", Language: "it",
				PasswordHash: "$argon2id$…", Grants: formsapi.FirstGrants, CreatedAt: noon,
			}
			errs[i] = s.AddFirstStaff(t.Context(), a, entry(formsapi.ActionInvite, a.ID), entry(formsapi.ActionPassword, a.ID))
		})
	}
	wg.Wait()
	all, err := s.StaffList(t.Context())
	if err != nil || len(all) != 1 || all[0].PasswordHash == "" || len(all[0].Grants) != len(formsapi.FirstGrants) {
		t.Errorf("accounts %+v (%v), want one with its password", all, err)
	}
	refused := 0
	for _, err := range errs {
		if formsapi.CodeOf(err) == formsapi.CodeNotFound {
			refused++
		}
	}
	if log, _ := s.AuditEntries(t.Context(), 0, 100); refused != len(errs)-1 || len(log) != 2 {
		t.Errorf("%d were refused, %d entries are in the log: %v", refused, len(log), errs)
	}
}

// Given accounts whose passwords were taken back, each reads its own newest.
func TestLastResetIsTheAccountsNewest(t *testing.T) {
	s := givenStore(t, givenRing(t))
	a, _ := givenStaff(t, s, "anna@example.org")
	other, _ := givenStaff(t, s, "zoe@example.org")
	for i, by := range []string{formsapi.ByCommand, other.ID.String()} {
		e := formsapi.NewAuditEntry(noon.Add(time.Duration(i)*time.Hour), by, formsapi.ActionReset, a.ID, "")
		link := formsapi.Invitation{TokenHash: []byte(by), Staff: a.ID, ExpiresAt: noon}
		if err := s.ReplaceInvitation(t.Context(), link, e); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.LastReset(t.Context(), a.ID)
	if err != nil || got.By != other.ID.String() || !got.At.Equal(noon.Add(time.Hour)) {
		t.Errorf("the last reset is %+v (%v)", got, err)
	}
	if _, err := s.LastReset(t.Context(), other.ID); formsapi.CodeOf(err) != formsapi.CodeNotFound {
		t.Errorf("of an account that was never reset: %v, want not found", err)
	}
}

// Given an invitation, it is good until it expires and for one use.
func TestInvitationWorksOnce(t *testing.T) {
	s := givenStore(t, givenRing(t))
	a, hash := givenStaff(t, s, "anna@example.org")
	if got, err := s.Invited(t.Context(), hash, noon); err != nil || got.ID != a.ID {
		t.Errorf("invited %s (%v), want %s", got.ID, err, a.ID)
	}
	if _, err := s.Invited(t.Context(), hash, noon.Add(time.Hour)); formsapi.CodeOf(err) != formsapi.CodeNotFound {
		t.Errorf("expired: %v, want not found", err)
	}
	late := entry(formsapi.ActionPassword, a.ID)
	late.At = noon.Add(time.Hour)
	if err := s.UseInvitation(t.Context(), hash, a, late); formsapi.CodeOf(err) != formsapi.CodeNotFound {
		t.Errorf("used when expired: %v, want not found", err)
	}
	givenPassword(t, s, a, hash)
	if got, err := s.StaffByID(t.Context(), a.ID); err != nil || got.PasswordHash == "" {
		t.Errorf("after use: %+v, %v", got, err)
	}
	if err := s.UseInvitation(t.Context(), hash, a, entry(formsapi.ActionPassword, a.ID)); formsapi.CodeOf(err) != formsapi.CodeNotFound {
		t.Errorf("second use: %v, want not found", err)
	}
}

// Given a new invitation, the password and the older invitation are gone.
func TestReplacedInvitationTakesThePasswordBack(t *testing.T) {
	s := givenStore(t, givenRing(t))
	a, first := givenStaff(t, s, "anna@example.org")
	givenPassword(t, s, a, first)
	for _, token := range []string{"second", "third"} {
		i := formsapi.Invitation{TokenHash: formsapi.HashToken(token), Staff: a.ID, ExpiresAt: noon.Add(time.Hour)}
		if err := s.ReplaceInvitation(t.Context(), i, entry(formsapi.ActionInvite, a.ID)); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := s.StaffByID(t.Context(), a.ID); err != nil || got.PasswordHash != "" {
		t.Errorf("password %q (%v), want none", got.PasswordHash, err)
	}
	if _, err := s.Invited(t.Context(), formsapi.HashToken("second"), noon); formsapi.CodeOf(err) != formsapi.CodeNotFound {
		t.Errorf("the older invitation: %v, want not found", err)
	}
	if _, err := s.Invited(t.Context(), formsapi.HashToken("third"), noon); err != nil {
		t.Errorf("the newest invitation: %v", err)
	}
}

// Given a closed account, it shows as closed and its invitation is void.
func TestDisabledStaffIsShutOut(t *testing.T) {
	s := givenStore(t, givenRing(t))
	a, hash := givenStaff(t, s, "anna@example.org")
	if err := s.DisableStaff(t.Context(), a.ID, entry(formsapi.ActionDisable, a.ID)); err != nil {
		t.Fatal(err)
	}
	if got, err := s.StaffByID(t.Context(), a.ID); err != nil || !got.Disabled {
		t.Errorf("%+v (%v), want a closed account", got, err)
	}
	if _, err := s.Invited(t.Context(), hash, noon); formsapi.CodeOf(err) != formsapi.CodeNotFound {
		t.Errorf("its invitation: %v, want not found", err)
	}
	nobody := mustID("0190a000-0000-7000-8000-000000000001")
	if err := s.DisableStaff(t.Context(), nobody, entry(formsapi.ActionDisable, nobody)); formsapi.CodeOf(err) != formsapi.CodeNotFound {
		t.Errorf("closing nobody's account: %v, want not found", err)
	}
}

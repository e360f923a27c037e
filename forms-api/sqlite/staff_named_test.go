package sqlite

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// swapEmails gives two accounts each other's e-mail, as somebody does by hand; done twice
// it is as before.
func swapEmails(t *testing.T, s *Store, one, other string) {
	t.Helper()
	for _, move := range [][2]string{{one, "between"}, {other, one}, {"between", other}} {
		outside(t, s, `UPDATE staff SET email = '`+move[1]+`' WHERE email = '`+move[0]+`'`)
	}
}

// Given two accounts whose e-mails somebody swaps in the database, neither works, and who
// names one by its e-mail gives it no role and no link and takes no second factor away.
// It can be closed; with its own e-mail again it is as the program left it.
func TestAnAccountIsGivenNothingUnderAnothersEmail(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	ada, _ := givenFactor(t, s, ring, "Ada@example.org")
	eve, link := givenStaff(t, s, "eve@example.org", formsapi.Grant{Role: formsapi.RoleOperator})
	givenPassword(t, s, eve, link)
	if now, err := s.StaffByEmail(t.Context(), "ada@example.org"); err != nil || now.Altered || now.ID != ada.ID {
		t.Fatalf("before: %+v, %v", now, err)
	}

	swapEmails(t, s, "ada@example.org", "eve@example.org")
	invitation := formsapi.Invitation{TokenHash: []byte("link"), Staff: eve.ID, ExpiresAt: noon.Add(time.Hour)}
	for name, gives := range map[string]func() error{
		"roles": func() error {
			wanted := formsapi.Staff{ID: eve.ID, Grants: []formsapi.Grant{{Role: formsapi.RoleCoordinator}}}
			return s.ReplaceGrants(t.Context(), wanted, entry(formsapi.ActionGrants, eve.ID))
		},
		"a link": func() error {
			return s.ReplaceInvitation(t.Context(), invitation, entry(formsapi.ActionReset, eve.ID))
		},
		"another opening": func() error { return s.ReopenStaff(t.Context(), invitation, entry(formsapi.ActionLetBack, eve.ID)) },
		"no second factor": func() error {
			return s.TakeSecondFactor(t.Context(), ada.ID, uuid.Nil, entry(formsapi.ActionTakeCode, ada.ID))
		},
	} {
		if err := gives(); formsapi.CodeOf(err) != formsapi.CodeConflict {
			t.Errorf("it is given %s: %v", name, err)
		}
	}
	for _, email := range []string{"ada@example.org", "eve@example.org"} {
		if now, err := s.StaffByEmail(t.Context(), email); err != nil || !now.Altered || now.Works() {
			t.Errorf("%s works: %+v (%v)", email, now, err)
		}
	}
	if err := s.DisableStaff(t.Context(), eve.ID, entry(formsapi.ActionDisable, eve.ID)); err != nil {
		t.Fatal(err)
	}

	swapEmails(t, s, "ada@example.org", "eve@example.org")
	if now, err := s.StaffByID(t.Context(), ada.ID); err != nil || now.Altered || now.Email != "ada@example.org" {
		t.Errorf("with her own e-mail: %+v (%v)", now, err)
	}
	if err := s.ReopenStaff(t.Context(), invitation, entry(formsapi.ActionLetBack, eve.ID), entry(formsapi.ActionReset, eve.ID)); err != nil {
		t.Errorf("with its own e-mail it is not opened: %v", err)
	}
	if found := findings(t, s, ring); found != "" {
		t.Errorf("found %q", found)
	}
}

// Given e-mails that were swapped, also after the log forgot its beginning, or in a
// database of an older schema, Verify names for each account the e-mail that the log
// gave it, and advises to give it nothing.
func TestVerifyNamesTheEmailOfTheLog(t *testing.T) {
	ring := fixtureRing(t)
	for name, given := range map[string]func(*testing.T) *Store{
		"invited": func(t *testing.T) *Store {
			s := givenStore(t, ring)
			givenStaff(t, s, "anna@example.org")
			givenStaff(t, s, "invited@example.org")
			return s
		},
		"forgotten": func(t *testing.T) *Store {
			s := givenStore(t, ring)
			givenStaff(t, s, "anna@example.org")
			givenStaff(t, s, "invited@example.org")
			later := entry("export", uuid.Nil)
			later.At = noon.Add(48 * time.Hour)
			if err := s.Audit(t.Context(), later); err != nil {
				t.Fatal(err)
			}
			if n, err := s.ForgetAudit(t.Context(), noon.Add(24*time.Hour), later.At, 100); err != nil || n != 2 {
				t.Fatalf("%d entries are forgotten (%v), want 2", n, err)
			}
			return s
		},
		"upgraded": func(t *testing.T) *Store {
			path := t.TempDir() + "/sportello.db"
			copyFixture(t, "testdata/schema-4.db", path)
			return upgradeStore(t, path, ring)
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := given(t)
			if found := findings(t, s, ring); found != "" {
				t.Fatalf("before: %s", found)
			}
			swapEmails(t, s, "anna@example.org", "invited@example.org")
			found := findings(t, s, ring)
			for _, want := range []string{
				`has the e-mail "anna@example.org", and the audit log gave it "invited@example.org"`,
				`has the e-mail "invited@example.org", and the audit log gave it "anna@example.org"`,
				"`sportello staff disable anna@example.org` closes it",
			} {
				if !strings.Contains(found, want) {
					t.Errorf("found %q, want %q", found, want)
				}
			}
			if strings.Contains(found, "set-roles") {
				t.Errorf("it advises to give it roles: %q", found)
			}
		})
	}
}

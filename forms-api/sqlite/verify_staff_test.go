package sqlite

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
	"sportello/forms-api/seal"
)

// givenOperator stores an account with every change that the desk can make: a
// password that was changed, roles that were changed, and a second factor.
func givenOperator(t *testing.T, s *Store, ring *seal.Ring) formsapi.Staff {
	t.Helper()
	a, _ := givenFactor(t, s, ring, "anna@example.org")
	a.Grants = []formsapi.Grant{{Role: formsapi.RoleOperator, Office: "potenza"}, {Role: formsapi.RoleMediator}}
	if err := s.ReplaceGrants(t.Context(), a, entry(formsapi.ActionGrants, a.ID)); err != nil {
		t.Fatal(err)
	}
	a.PasswordHash = "$argon2id$another"
	if err := s.ChangePassword(t.Context(), a, "$argon2id$…", uuid.Nil, entry(formsapi.ActionPassword, a.ID)); err != nil {
		t.Fatal(err)
	}
	return a
}

// findings are what Verify finds, a sentence a line.
func findings(t *testing.T, s *Store, ring *seal.Ring) string {
	t.Helper()
	r, err := s.Verify(t.Context(), ring)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(append(r.Findings, r.Warnings...), "\n")
}

// Given an account that somebody changes in the database, who has no key to write the
// entry with, a verification finds each way.
func TestVerifyFindsAnAccountThatWasChanged(t *testing.T) {
	for name, c := range map[string]struct{ sql, want string }{
		"another role":   {`INSERT INTO staff_role (staff, role, office) SELECT id, 'coordinator', '' FROM staff`, `has the roles "coordinator, mediator, operator:potenza"`},
		"a role less":    {`DELETE FROM staff_role WHERE role = 'mediator'`, `has the roles "operator:potenza"`},
		"no factor":      {`DELETE FROM second_factor`, "lacks the second factor"},
		"a password":     {`UPDATE staff SET password_hash = 'another'`, "has another password"},
		"an older one":   {`UPDATE staff SET password_hash = '$argon2id$…'`, "has another password"},
		"closed":         {`UPDATE staff SET disabled_at = 1`, "is closed"},
		"an account":     {`INSERT INTO staff (id, email, name, password_hash, language, created_at) VALUES (randomblob(16), 'x', 'x', '', 'it', 1)`, "was made, and the audit log does not say so"},
		"one that is no": {`DELETE FROM recovery_code; DELETE FROM second_factor; DELETE FROM staff_role; DELETE FROM invitation; DELETE FROM staff`, "was removed"},
	} {
		t.Run(name, func(t *testing.T) {
			ring := givenRing(t)
			s := givenStore(t, ring)
			givenOperator(t, s, ring)
			if found := findings(t, s, ring); found != "" {
				t.Fatalf("before: %s", found)
			}
			for sql := range strings.SplitSeq(c.sql, "; ") {
				outside(t, s, sql)
			}
			if found := findings(t, s, ring); !strings.Contains(found, c.want) {
				t.Errorf("found %q, want %q", found, c.want)
			}
		})
	}
}

// Given an account that was changed in the database, with the keyed hash that it had
// before it had a second factor, and then by the program, so that all fits again, the
// log still shows it.
func TestVerifyFindsWhatWasCoveredUp(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	a, factor := givenFactor(t, s, ring, "anna@example.org")
	outside(t, s, `DELETE FROM second_factor`)
	outside(t, s, fmt.Sprintf(`UPDATE staff SET factor_mac = x'%x'`, s.chain.noFactorMAC(a.ID)))
	outside(t, s, `INSERT INTO staff_role (staff, role, office) SELECT id, 'coordinator', '' FROM staff`)
	if err := s.ConfirmSecondFactor(t.Context(), factor, uuid.Nil, nil, entry(formsapi.ActionFactor, a.ID)); err != nil {
		t.Fatal(err)
	}
	if err := s.ReplaceGrants(t.Context(), a, entry(formsapi.ActionGrants, a.ID)); err != nil {
		t.Fatal(err)
	}
	found := findings(t, s, ring)
	if !strings.Contains(found, "set up a second factor at") || !strings.Contains(found, `had the roles "coordinator" until`) || strings.Count(found, "\n") != 1 {
		t.Errorf("found %q", found)
	}
}

// Given an account that was closed, and another whose password was taken back, it is
// found when the database has it open, or gives the password back.
func TestVerifyFindsWhatWasTakenBack(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	a := givenOperator(t, s, ring)
	link := formsapi.Invitation{TokenHash: []byte("link"), Staff: a.ID, ExpiresAt: noon.Add(time.Hour)}
	if err := s.ReplaceInvitation(t.Context(), link, entry(formsapi.ActionReset, a.ID)); err != nil {
		t.Fatal(err)
	}
	if err := s.DisableStaff(t.Context(), a.ID, entry(formsapi.ActionDisable, a.ID)); err != nil {
		t.Fatal(err)
	}
	if found := findings(t, s, ring); found != "" {
		t.Fatalf("before: %s", found)
	}
	outside(t, s, `UPDATE staff SET disabled_at = NULL, password_hash = '$argon2id$another'`)
	found := findings(t, s, ring)
	if !strings.Contains(found, "says that it was closed") || !strings.Contains(found, "has another password") {
		t.Errorf("found %q", found)
	}
}

// Given a closed account that was opened again with a link, nothing is found; one that
// is closed in the database is.
func TestVerifyKnowsAnAccountThatIsOpenAgain(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	a := givenOperator(t, s, ring)
	link := formsapi.Invitation{TokenHash: []byte("link"), Staff: a.ID, ExpiresAt: noon.Add(time.Hour)}
	again := []formsapi.AuditEntry{entry(formsapi.ActionLetBack, a.ID), entry(formsapi.ActionReset, a.ID)}
	if err := s.ReopenStaff(t.Context(), link, again...); formsapi.CodeOf(err) != formsapi.CodeConflict {
		t.Fatalf("opening an account that is open: %v, want a conflict", err)
	}
	if err := s.DisableStaff(t.Context(), a.ID, entry(formsapi.ActionDisable, a.ID)); err != nil {
		t.Fatal(err)
	}
	if err := s.ReopenStaff(t.Context(), link, again...); err != nil {
		t.Fatal(err)
	}
	if found := findings(t, s, ring); found != "" {
		t.Fatalf("found %s", found)
	}
	outside(t, s, `UPDATE staff SET disabled_at = 1`)
	if found := findings(t, s, ring); !strings.Contains(found, "is closed, and the audit log does not say so") {
		t.Errorf("found %q", found)
	}
}

// Given a log whose beginning was kept for long enough, it still says how each account
// stands: by its own entries, not by rows that were changed meanwhile.
func TestTheLogRemembersAccountsThatItForgets(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	givenOperator(t, s, ring)
	outside(t, s, `INSERT INTO staff_role (staff, role, office) SELECT id, 'coordinator', '' FROM staff`)
	later := entry("export", uuid.Nil)
	later.At = noon.Add(48 * time.Hour)
	if err := s.Audit(t.Context(), later); err != nil {
		t.Fatal(err)
	}
	removed, err := s.ForgetAudit(t.Context(), noon.Add(24*time.Hour), later.At, 100)
	if err != nil || removed != 5 {
		t.Fatalf("%d entries are forgotten (%v), want the five of the account", removed, err)
	}
	if found := findings(t, s, ring); strings.Count(found, "\n") != 0 || !strings.Contains(found, "coordinator") {
		t.Errorf("found %q, want the role that was put there", found)
	}
	outside(t, s, `DELETE FROM staff_role WHERE role = 'coordinator'`)
	if found := findings(t, s, ring); found != "" {
		t.Errorf("as the log has it: %q", found)
	}
}

package sqlite

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// Given an account that somebody changes in the database, who has no key, nobody works
// with it: it has no roles that do not fit, and no permission. Verify finds it.
func TestAnAccountThatWasChangedInTheDatabaseWorksNoMore(t *testing.T) {
	const (
		anna = `(SELECT id FROM staff WHERE email = 'anna@example.org')`
		zoe  = `(SELECT id FROM staff WHERE email = 'zoe@example.org')`
	)
	for name, c := range map[string]struct {
		sql  string
		kept bool // the roles, which nobody changed
	}{
		"a role more":                    {`INSERT INTO staff_role (staff, role, office) VALUES (` + anna + `, 'coordinator', '')`, false},
		"a role less":                    {`DELETE FROM staff_role WHERE role = 'mediator' AND staff = ` + anna, false},
		"another role":                   {`UPDATE staff_role SET role = 'coordinator' WHERE role = 'mediator' AND staff = ` + anna, false},
		"a role at another office":       {`UPDATE staff_role SET office = '' WHERE role = 'operator' AND staff = ` + anna, false},
		"no role":                        {`DELETE FROM staff_role WHERE staff = ` + anna, false},
		"another's roles with the hash":  {`DELETE FROM staff_role WHERE staff = ` + anna + `; INSERT INTO staff_role (staff, role, office) SELECT ` + anna + `, role, office FROM staff_role WHERE staff = ` + zoe + `; UPDATE staff SET grants_mac = (SELECT grants_mac FROM staff WHERE id = ` + zoe + `) WHERE id = ` + anna, false},
		"no keyed hash of the roles":     {`UPDATE staff SET grants_mac = x'' WHERE id = ` + anna, false},
		"another's of the roles":         {`UPDATE staff SET grants_mac = (SELECT grants_mac FROM staff WHERE id = ` + zoe + `) WHERE id = ` + anna, false},
		"closed":                         {`UPDATE staff SET disabled_at = 1 WHERE id = ` + anna, false},
		"no second factor":               {`DELETE FROM second_factor WHERE staff = ` + anna, true},
		"set up at another time":         {`UPDATE second_factor SET confirmed_at = confirmed_at + 1 WHERE staff = ` + anna, true},
		"another's app":                  {`UPDATE second_factor SET (ring_key, wrapped, sealed) = (SELECT ring_key, wrapped, sealed FROM second_factor WHERE staff = ` + zoe + `) WHERE staff = ` + anna, true},
		"no keyed hash of the factor":    {`UPDATE staff SET factor_mac = x'' WHERE id = ` + anna, true},
		"another's that has no factor":   {`DELETE FROM second_factor WHERE staff = ` + anna + `; UPDATE staff SET factor_mac = (SELECT factor_mac FROM staff WHERE email = 'eva@example.org') WHERE id = ` + anna, true},
		"no keyed hash of the e-mail":    {`UPDATE staff SET email_mac = x'' WHERE id = ` + anna, true},
		"another's of the e-mail":        {`UPDATE staff SET email_mac = (SELECT email_mac FROM staff WHERE id = ` + zoe + `) WHERE id = ` + anna, true},
		"that of the roles for a factor": {`UPDATE staff SET factor_mac = grants_mac WHERE id = ` + anna, true},
	} {
		t.Run(name, func(t *testing.T) {
			ring := givenRing(t)
			s := givenStore(t, ring)
			a := givenOperator(t, s, ring)
			givenFactor(t, s, ring, "zoe@example.org")
			givenStaff(t, s, "eva@example.org")
			if now, err := s.StaffByID(t.Context(), a.ID); err != nil || now.Altered || !now.Works() || len(now.Grants) != 2 {
				t.Fatalf("before: %+v, %v", now, err)
			}
			for sql := range strings.SplitSeq(c.sql, "; ") {
				outside(t, s, sql)
			}
			now, err := s.StaffByEmail(t.Context(), a.Email)
			if err != nil || !now.Altered || now.Works() || now.May(formsapi.NoteRequests, "potenza") || now.MayAnywhere(formsapi.ReadRequests) {
				t.Errorf("it works: %+v (%v)", now, err)
			}
			if kept := len(now.Grants) == 2; kept != c.kept {
				t.Errorf("it has the roles %v", now.Grants)
			}
			if found := findings(t, s, ring); !strings.Contains(found, "`sportello staff ") || !strings.Contains(found, "anna@example.org") {
				t.Errorf("verify finds %q, and says of nothing how it is mended", found)
			}
		})
	}
}

// Given a closed account that somebody opens in the database, it has no password, no
// roles and no permission; closing it again mends it.
func TestAClosedAccountIsNotOpenedInTheDatabase(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	a := givenOperator(t, s, ring)
	closes := func() {
		t.Helper()
		if err := s.DisableStaff(t.Context(), a.ID, entry(formsapi.ActionDisable, a.ID)); err != nil {
			t.Fatal(err)
		}
	}
	closes()
	outside(t, s, `UPDATE staff SET disabled_at = NULL`)
	now, err := s.StaffByID(t.Context(), a.ID)
	if err != nil || !now.Altered || now.PasswordHash != "" || len(now.Grants) != 0 {
		t.Errorf("it is open: %+v (%v)", now, err)
	}
	closes()
	if now, err = s.StaffByID(t.Context(), a.ID); err != nil || now.Altered || !now.Disabled || len(now.Grants) != 2 {
		t.Errorf("closed again: %+v (%v)", now, err)
	}
	if found := findings(t, s, ring); found != "" {
		t.Errorf("found %q", found)
	}
}

// Given what was changed in the database, roles that are set anew and a second factor
// that is taken away hold; a closing, a reopening and a code vouch for nothing.
func TestTheWayBackIsToSayAnew(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	a, f := givenFactor(t, s, ring, "anna@example.org")
	outside(t, s, `INSERT INTO staff_role (staff, role, office) SELECT id, 'coordinator', '' FROM staff`)
	outside(t, s, `UPDATE second_factor SET confirmed_at = confirmed_at + 1`)

	if err := s.DisableStaff(t.Context(), a.ID, entry(formsapi.ActionDisable, a.ID)); err != nil {
		t.Fatal(err)
	}
	link := formsapi.Invitation{TokenHash: []byte("link"), Staff: a.ID, ExpiresAt: noon.Add(time.Hour)}
	if err := s.ReopenStaff(t.Context(), link, entry(formsapi.ActionLetBack, a.ID), entry(formsapi.ActionReset, a.ID)); err != nil {
		t.Fatal(err)
	}
	read, err := s.SecondFactor(t.Context(), a.ID)
	if err != nil {
		t.Fatal(err)
	}
	f = read
	f.LastStep++
	if err := s.UseStep(t.Context(), f, read.Sealed); formsapi.CodeOf(err) != formsapi.CodeForbidden {
		t.Errorf("a code is taken: %v", err)
	}
	if now, err := s.StaffByID(t.Context(), a.ID); err != nil || !now.Altered || len(now.Grants) != 0 {
		t.Errorf("it is vouched for by now: %+v (%v)", now, err)
	}

	a.Grants = []formsapi.Grant{{Role: formsapi.RoleOperator}}
	if err := s.ReplaceGrants(t.Context(), a, entry(formsapi.ActionGrants, a.ID)); err != nil {
		t.Fatal(err)
	}
	if err := s.TakeSecondFactor(t.Context(), a.ID, uuid.Nil, entry(formsapi.ActionTakeCode, a.ID)); err != nil {
		t.Fatal(err)
	}
	if now, err := s.StaffByID(t.Context(), a.ID); err != nil || now.Altered || len(now.Grants) != 1 {
		t.Errorf("it is not mended: %+v (%v)", now, err)
	}
}

// Given a second factor whose row was deleted, another is set up only after it was
// taken away in its name: the owner's next sign-in does not cover up what was done.
func TestAFactorThatWasDeletedIsTakenAwayFirst(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	a, f := givenFactor(t, s, ring, "anna@example.org")
	outside(t, s, `DELETE FROM second_factor`)
	confirms := func() error {
		return s.ConfirmSecondFactor(t.Context(), f, uuid.Nil, nil, entry(formsapi.ActionFactor, a.ID))
	}
	takes := func() error {
		return s.TakeSecondFactor(t.Context(), a.ID, uuid.Nil, entry(formsapi.ActionTakeCode, a.ID))
	}
	if err := confirms(); formsapi.CodeOf(err) != formsapi.CodeConflict {
		t.Errorf("it is set up: %v", err)
	}
	if err := takes(); err != nil {
		t.Errorf("it is not taken away: %v", err)
	}
	if err := takes(); formsapi.CodeOf(err) != formsapi.CodeNotFound {
		t.Errorf("taken away twice: %v, want not found", err)
	}
	if err := confirms(); err != nil {
		t.Error(err)
	}
	if found := findings(t, s, ring); found != "" {
		t.Errorf("found %q", found)
	}
}

// Given roles and a second factor that were right once, put back with their keyed hashes
// by who kept them, they count, and Verify finds both.
func TestWhatWasRightOnceIsFoundByVerify(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	a, f := givenFactor(t, s, ring, "anna@example.org")
	for _, sql := range []string{
		`CREATE TABLE kept_staff AS SELECT grants_mac, factor_mac FROM staff`,
		`CREATE TABLE kept_factor AS SELECT * FROM second_factor`,
	} {
		outside(t, s, sql)
	}
	a.Grants = []formsapi.Grant{{Role: formsapi.RoleOperator}}
	if err := s.ReplaceGrants(t.Context(), a, entry(formsapi.ActionGrants, a.ID)); err != nil {
		t.Fatal(err)
	}
	if err := s.TakeSecondFactor(t.Context(), a.ID, uuid.Nil, entry(formsapi.ActionTakeCode, a.ID)); err != nil {
		t.Fatal(err)
	}
	f.ConfirmedAt = noon.Add(time.Hour)
	again := entry(formsapi.ActionFactor, a.ID)
	again.At = f.ConfirmedAt
	if err := s.ConfirmSecondFactor(t.Context(), f, uuid.Nil, nil, again); err != nil {
		t.Fatal(err)
	}
	if found := findings(t, s, ring); found != "" {
		t.Fatalf("before: %s", found)
	}
	for _, sql := range []string{
		`DELETE FROM staff_role`, `DELETE FROM second_factor`, `INSERT INTO second_factor SELECT * FROM kept_factor`,
		`UPDATE staff SET (grants_mac, factor_mac) = (SELECT grants_mac, factor_mac FROM kept_staff)`,
		`DROP TABLE kept_staff`, `DROP TABLE kept_factor`,
	} {
		outside(t, s, sql)
	}
	if now, err := s.StaffByID(t.Context(), a.ID); err != nil || now.Altered {
		t.Errorf("%+v (%v)", now, err)
	}
	found := findings(t, s, ring)
	if !strings.Contains(found, `has the roles "", and the audit log gave it "operator"`) || !strings.Contains(found, "another second factor than the one") {
		t.Errorf("found %q", found)
	}
}

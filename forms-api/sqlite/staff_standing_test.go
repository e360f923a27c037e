package sqlite

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sportello/forms-api"
)

// Given a password that somebody wrote into the database, also one of another
// account's, it is none: nobody signs in with it.
func TestAPasswordThatTheProgramDidNotWriteIsNone(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	a := givenOperator(t, s, ring)
	if read, err := s.StaffByID(t.Context(), a.ID); err != nil || read.PasswordHash != a.PasswordHash {
		t.Fatalf("its own: %q, %v", read.PasswordHash, err)
	}
	other, hash := givenStaff(t, s, "zoe@example.org")
	givenPassword(t, s, other, hash)
	outside(t, s, fmt.Sprintf(`UPDATE staff SET (password_hash, password_mac) = (SELECT password_hash, password_mac FROM staff WHERE id = x'%x') WHERE id = x'%x'`, other.ID[:], a.ID[:]))
	if read, err := s.StaffByID(t.Context(), a.ID); err != nil || read.PasswordHash != "" || read.Works() {
		t.Errorf("another account's counts as a password: %q, %v", read.PasswordHash, err)
	}
	outside(t, s, `UPDATE staff SET password_hash = 'made up', password_mac = x''`)
	if read, err := s.StaffByEmail(t.Context(), other.Email); err != nil || read.PasswordHash != "" {
		t.Errorf("one that was made up counts: %q, %v", read.PasswordHash, err)
	}
}

// Given a one-time link that somebody wrote into the database, it opens nothing.
func TestALinkThatTheProgramDidNotMakeIsNone(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	a, own := givenStaff(t, s, "anna@example.org")
	victim, _ := givenStaff(t, s, "zoe@example.org")
	outside(t, s, fmt.Sprintf(`UPDATE invitation SET staff = x'%x' WHERE token_hash = x'%x'`, victim.ID[:], own))
	outside(t, s, fmt.Sprintf(`INSERT INTO invitation (token_hash, staff, expires_at) VALUES (x'0a', x'%x', %d)`, a.ID[:], noon.Add(time.Hour).UnixMilli()))
	for _, hash := range [][]byte{own, {0x0a}} {
		if _, err := s.Invited(t.Context(), hash, noon); formsapi.CodeOf(err) != formsapi.CodeNotFound {
			t.Errorf("%x leads to an account: %v", hash, err)
		}
		if err := s.UseInvitation(t.Context(), hash, victim, entry(formsapi.ActionPassword, victim.ID)); formsapi.CodeOf(err) != formsapi.CodeNotFound {
			t.Errorf("%x gives a password: %v", hash, err)
		}
	}
}

// Given a session that somebody wrote into the database, or made another person's, it
// is none.
func TestASessionThatTheProgramDidNotWriteIsNone(t *testing.T) {
	s := givenStore(t, givenRing(t))
	a, hash := givenStaff(t, s, "anna@example.org")
	givenPassword(t, s, a, hash)
	victim, hash := givenStaff(t, s, "zoe@example.org")
	givenPassword(t, s, victim, hash)
	data, theirs := sessionOf(t, &a), sessionOf(t, &victim)
	commitSession(t, s.Sessions(), "own", data)
	assertSession(t, s.Sessions(), "own", data)
	outside(t, s, fmt.Sprintf(`INSERT INTO session (token_hash, staff, data, expires_at, mac) SELECT x'%x', x'%x', x'%x', expires_at, mac FROM session`, formsapi.HashToken("forged"), victim.ID[:], theirs))
	assertSession(t, s.Sessions(), "forged", nil)
	outside(t, s, fmt.Sprintf(`UPDATE session SET data = x'%x'`, theirs))
	assertSession(t, s.Sessions(), "own", nil)
}

// Given accounts from before the log said what was made of them, the upgrade takes
// them as they are: they sign in as before, and what is changed later is found.
func TestAccountsOfBeforeAreVouchedForOnce(t *testing.T) {
	ring := fixtureRing(t)
	path := t.TempDir() + "/sportello.db"
	copyFixture(t, "testdata/schema-4.db", path)
	c := Config{Path: path, Chain: ring.Chain, Fingerprint: ring.Fingerprint(), Upgrade: true, Now: atNoon, Log: quiet}
	s := opened(t, c)
	all, err := s.StaffList(t.Context())
	if err != nil || len(all) == 0 {
		t.Fatal(err)
	}
	working := 0
	for _, a := range all {
		if a.PasswordHash != "" {
			working++
		}
	}
	if working == 0 {
		t.Error("nobody of before signs in any more")
	}
	if found := findings(t, s, ring); found != "" {
		t.Fatalf("after the upgrade: %s", found)
	}
	outside(t, s, `UPDATE staff SET password_hash = 'made up', password_mac = x''; UPDATE staff SET disabled_at = 1`)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = opened(t, c)
	if found := findings(t, s, ring); strings.Count(found, "another password") == 0 || strings.Count(found, "is closed") != len(all) {
		t.Errorf("after another start: %q", found)
	}
	if again, err := s.StaffByID(t.Context(), all[0].ID); err != nil || again.PasswordHash != "" {
		t.Errorf("a second start vouches for what was put there: %v", err)
	}
}

// Given accounts of each older schema, one of them closed, the upgrade takes them as
// they are: all fit, the closed one has no password, and it is opened as ever.
func TestAccountsOfEachOlderSchemaFit(t *testing.T) {
	ring := fixtureRing(t)
	for version := 1; version < accountsVersion; version++ {
		t.Run(fmt.Sprint(version), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "sportello.db")
			copyFixture(t, fmt.Sprintf("testdata/schema-%d.db", version), path)
			alter(t, path, `UPDATE staff SET disabled_at = 1 WHERE email = 'anna@example.org'`)
			s := upgradeStore(t, path, ring)
			all, err := s.StaffList(t.Context())
			if err != nil || len(all) < 2 {
				t.Fatalf("%d accounts (%v)", len(all), err)
			}
			for _, a := range all {
				if a.Altered || len(a.Grants) == 0 || a.Disabled && a.PasswordHash != "" {
					t.Errorf("%+v", a)
				}
			}
			anna, err := s.StaffByEmail(t.Context(), "anna@example.org")
			if err != nil || !anna.Disabled {
				t.Fatalf("%+v, %v", anna, err)
			}
			link := formsapi.Invitation{TokenHash: []byte("link"), Staff: anna.ID, ExpiresAt: noon.Add(time.Hour)}
			if err := s.ReopenStaff(t.Context(), link, entry(formsapi.ActionLetBack, anna.ID), entry(formsapi.ActionReset, anna.ID)); err != nil {
				t.Fatal(err)
			}
			givenPassword(t, s, anna, link.TokenHash)
			if now, err := s.StaffByID(t.Context(), anna.ID); err != nil || !now.May(formsapi.WorkRequests, "potenza") || now.PasswordHash == "" {
				t.Errorf("opened again: %+v (%v)", now, err)
			}
		})
	}
}

package formsapi_test

import (
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// becomes gives an account other grants, or none, as a later program may, and closes or
// opens it.
func (s *service) becomes(t *testing.T, a formsapi.Staff, grants []formsapi.Grant, disabled bool) {
	t.Helper()
	a.Grants = grants
	entry := formsapi.NewAuditEntry(s.now, formsapi.ByCommand, formsapi.ActionGrants, a.ID, "")
	if err := s.store.ReplaceGrants(t.Context(), a, entry); err != nil {
		t.Fatal(err)
	}
	if disabled {
		if err := s.accounts.Disable(t.Context(), a.Email, formsapi.ByCommand); err != nil {
			t.Fatal(err)
		}
		return
	}
	if _, err := s.accounts.Reopen(t.Context(), a.Email, formsapi.ByCommand); err != nil && formsapi.CodeOf(err) != formsapi.CodeConflict {
		t.Fatal(err)
	}
}

// Given a calendar's address, it shows what its maker may read by now: it ends with
// their account, and with their role at that office.
func TestACalendarEndsWithTheRightToRead(t *testing.T) {
	s := begin(t)
	maker := formsapi.Staff{Email: "nadia@example.org", Name: "Nadia", Language: "it", Grants: []formsapi.Grant{{Role: formsapi.RoleMediator, Office: "desk"}}}
	token := must(s.accounts.Invite(t.Context(), maker, formsapi.ByCommand))
	maker = must(s.accounts.Accept(t.Context(), token, "correct horse battery", "correct horse battery"))
	feeds := &formsapi.Feeds{Store: s.store, Appointments: s.store, Sealer: s.ring, Catalogue: s, Now: func() time.Time { return s.now }}
	secret := must(feeds.Make(t.Context(), maker, "desk"))

	for name, c := range map[string]struct {
		grants   []formsapi.Grant
		disabled bool
		works    bool
	}{
		"as it was":                     {grants: maker.Grants, works: true},
		"another role there":            {grants: []formsapi.Grant{{Role: formsapi.RoleCoordinator, Office: "desk"}}, works: true},
		"a role everywhere":             {grants: []formsapi.Grant{{Role: formsapi.RoleOperator}}, works: true},
		"a role elsewhere":              {grants: []formsapi.Grant{{Role: formsapi.RoleMediator, Office: "other"}}},
		"a role that reads no requests": {grants: []formsapi.Grant{{Role: formsapi.RoleAdministrator}}},
		"no role":                       {},
		"no account any more":           {grants: maker.Grants, disabled: true},
	} {
		s.becomes(t, maker, c.grants, c.disabled)
		_, _, err := feeds.Read(t.Context(), secret)
		if works := err == nil; works != c.works || !works && formsapi.CodeOf(err) != formsapi.CodeNotFound {
			t.Errorf("%s: it works: %t (%v), want %t", name, works, err, c.works)
		}
	}

	s.becomes(t, maker, maker.Grants, false)
	if err := s.accounts.Disable(t.Context(), maker.Email, formsapi.ByCommand); err != nil {
		t.Fatal(err)
	}
	if _, _, err := feeds.Read(t.Context(), secret); formsapi.CodeOf(err) != formsapi.CodeNotFound {
		t.Errorf("after the account is closed it answers %v", err)
	}
	s.tampered(t, `UPDATE staff SET disabled_at = NULL`)
	if _, _, err := feeds.Read(t.Context(), secret); formsapi.CodeOf(err) != formsapi.CodeNotFound {
		t.Errorf("after the account is opened in the database it answers %v", err)
	}
}

package sqlite

import (
	"context"
	"slices"
	"testing"

	"sportello/forms-api"
)

// Given somebody with two roles who says what they speak, and then something else, it
// reads back by every way in one order, and nobody else has it; the database is sound,
// and a backup brings it back.
func TestWhatSomebodySpeaksReadsBack(t *testing.T) {
	k := givenKept(t)
	own := formsapi.Grant{Role: formsapi.RoleMediator, Office: "potenza"}
	a, _ := givenStaff(t, k.Store, "mira@example.org", own, formsapi.Grant{Role: formsapi.RoleOperator, Office: "potenza"})
	b, _ := givenStaff(t, k.Store, "other@example.org", own)
	says := func(languages ...string) {
		t.Helper()
		a.Speaks = languages
		if err := k.ReplaceLanguages(t.Context(), a, entry(formsapi.ActionProfile, a.ID)); err != nil {
			t.Fatal(err)
		}
	}
	reads := func(s *Store, want ...string) {
		t.Helper()
		byID, err := s.StaffByID(t.Context(), a.ID)
		byEmail, err2 := s.StaffByEmail(t.Context(), a.Email)
		if err != nil || err2 != nil || !slices.Equal(byID.Speaks, want) || !slices.Equal(byEmail.Speaks, want) || len(byID.Grants) != 2 {
			t.Errorf("they speak %v and %v (%v, %v), want %v", byID.Speaks, byEmail.Speaks, err, err2, want)
		}
		other, err := s.StaffByID(t.Context(), b.ID)
		if err != nil || len(other.Speaks) > 0 {
			t.Errorf("the other one speaks %v (%v)", other.Speaks, err)
		}
	}
	says("zh", "ar", "pt-br")
	reads(k.Store, "ar", "pt-br", "zh")
	backup := k.backup(t)
	says("fr")
	reads(k.Store, "fr")
	says()
	reads(k.Store)
	assertSound(t, k.Store, k.ring)
	k, _ = k.restored(t, backup)
	reads(k.Store, "ar", "pt-br", "zh")
	assertSound(t, k.Store, k.ring)
	rows, err := k.AuditEntries(context.Background(), 0, 100)
	if n := len(slices.DeleteFunc(rows, func(r AuditRow) bool { return r.Action != formsapi.ActionProfile })); err != nil || n != 1 {
		t.Errorf("the log of then has %d changes (%v), want one", n, err)
	}
}

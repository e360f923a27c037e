package formsapi_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// Given somebody who asked, they are found by what people have of them: the
// reference, the telephone in any way of dialling it, the e-mail, words of the name.
func TestPeopleAreFoundByWhatOneHasOfThem(t *testing.T) {
	s := begin(t)
	r := asking("")
	r.Name, r.Email = "Amina Ben Ali", "Amina.BenAli@example.org"
	a := s.asked(t, r)
	s.named(t, "Maria Rossi")
	ref := must(formsapi.OpenDetails(s.ring, a)).Reference
	for _, typed := range []string{
		string(ref), strings.ToLower(ref.String()), "https://example.org/it/r/" + ref.String(),
		"3331234567", "+39 333 123 4567", "0039333-1234567", "٣٣٣ ١٢٣ ٤٥٦٧",
		"amina.benali@example.org", "amina", "ALI Amina", "Ben",
	} {
		if found := must(s.work.Search(t.Context(), coordinator, typed)); len(found.Rows) != 1 || found.Rows[0].ID != a.ID || len(found.Alike) > 0 {
			t.Errorf("%s finds %d, and alike %d", typed, len(found.Rows), len(found.Alike))
		}
	}
	for _, typed := range []string{"أمينة", "أمينة علي"} {
		if found := must(s.work.Search(t.Context(), coordinator, typed)); len(found.Alike) != 1 || found.Alike[0].ID != a.ID || len(found.Rows) > 0 {
			t.Errorf("%s finds %d, and alike %d", typed, len(found.Rows), len(found.Alike))
		}
	}
	for _, typed := range []string{"Amin", "Amina Rossi", "3331234568", "benali@example.org"} {
		if found := must(s.work.Search(t.Context(), coordinator, typed)); len(found.Rows)+len(found.Alike) > 0 {
			t.Errorf("%s finds somebody", typed)
		}
	}
	for typed, want := range map[string]string{"  ": "search search-missing", strings.Repeat("a", 201): "search search-too-long"} {
		if _, err := s.work.Search(t.Context(), coordinator, typed); refusalOf(err) != want {
			t.Errorf("%.10q: %v, want %s", typed, err, want)
		}
	}
}

// Given several requests of one telephone or e-mail, each shows the others, the
// newest first; after a correction it is by the new one.
func TestOtherRequestsOfTheSamePersonAreShown(t *testing.T) {
	s := begin(t)
	first := s.asked(t, asking(""))
	s.now = s.now.AddDate(0, 0, 1)
	second := s.asked(t, asking(""))
	r := asking("")
	r.Phone, r.Email = "3337654321", "amina@example.org"
	third := s.asked(t, r)
	others := func(a formsapi.Appointment) (ids []uuid.UUID) {
		for _, o := range must(s.work.OthersOf(t.Context(), coordinator, must(s.work.Read(t.Context(), coordinator, a.ID)))) {
			ids = append(ids, o.ID)
		}
		return ids
	}
	if got := others(first); len(got) != 1 || got[0] != second.ID {
		t.Errorf("beside the first are %v", got)
	}
	if got := others(third); len(got) != 0 {
		t.Errorf("beside the third are %v", got)
	}
	d := must(formsapi.OpenDetails(s.ring, third))
	step := formsapi.PersonStep{Reference: d.Reference, Event: formsapi.EventCorrect, Proof: "4321", Phone: "3331234567", Contact: formsapi.ContactCall}
	if err := s.follow.Step(t.Context(), step); err != nil {
		t.Fatal(err)
	}
	if got := others(third); len(got) != 2 || got[0] != second.ID || got[1] != first.ID {
		t.Errorf("beside the third are %v, want the second and the first", got)
	}
	if a := must(s.store.Appointment(t.Context(), third.ID)); string(a.Person) != string(first.Person) {
		t.Error("they are counted as two persons")
	}
}

// Given requests that an older program stored, they are found as they were written,
// and once they are indexed anew across scripts too; verify holds with both.
func TestOlderRequestsAreIndexedAnew(t *testing.T) {
	s := begin(t)
	a := s.asked(t, asking(""))
	d := must(formsapi.OpenDetails(s.ring, a))
	older := formsapi.Reindexed{ID: a.ID, Version: 1, Forget: formsapi.DetailIndexes(s.ring, d), Indexes: formsapi.DetailIndexesBy(s.ring, d, 0)}
	if err := s.store.Index(t.Context(), []formsapi.Reindexed{older}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []struct{ alike, renewed int }{{0, 1}, {1, 0}} {
		report, err := s.store.Verify(t.Context(), s.ring)
		if err != nil || len(report.Findings) > 0 {
			t.Errorf("the database: %q, %v", report.Findings, err)
		}
		found := must(s.work.Search(t.Context(), coordinator, "أمينة"))
		if plain := must(s.work.Search(t.Context(), coordinator, "amina")); len(found.Alike) != want.alike || len(plain.Rows) != 1 {
			t.Errorf("%d are found by sound, want %d, and %d by name", len(found.Alike), want.alike, len(plain.Rows))
		}
		if n := must(s.time.RenewIndexes(t.Context())); n != want.renewed {
			t.Errorf("%d are indexed anew, want %d", n, want.renewed)
		}
	}
	if again := must(s.store.Appointment(t.Context(), a.ID)); string(again.Person) != string(a.Person) || again.Indexed != formsapi.IndexRules {
		t.Errorf("it is counted under %x, found by rules %d", again.Person, again.Indexed)
	}
}

package formsapi_test

import (
	"slices"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// Given a site in Italian, on which people can ask for Portuguese alone, and an office
// whose mediator is written as pt-br, these are what a colleague can say they speak, and
// what they said before; another language is refused, however many they name, and nothing
// of it is stored.
func TestOneSpeaksWhatCanBeChosen(t *testing.T) {
	s := begin(t)
	s.accounts.Languages = asksForFew{s}
	s.desk = func(o *formsapi.Office) {
		o.Mediators = []formsapi.MediatorPresence{{Weekday: time.Tuesday, Languages: []string{"pt-br"}}}
	}
	anna := s.colleague(t, "anna@example.org", formsapi.RoleMediator)
	for _, step := range []struct {
		name         string
		before, says []string
		want         formsapi.Code
	}{
		{"what is offered", nil, []string{"pt", "it", "pt-br", "pt"}, ""},
		{"a language that nobody can choose", nil, []string{"pt", "tlh"}, formsapi.CodeInvalid},
		{"what is no language", nil, []string{"no language"}, formsapi.CodeInvalid},
		{"what is empty", nil, []string{""}, formsapi.CodeInvalid},
		{"what could be chosen once", []string{"wo"}, []string{"wo", "pt"}, ""},
		{"that, by who never had it", []string{"pt"}, []string{"wo"}, formsapi.CodeInvalid},
		{"none", []string{"pt"}, nil, ""},
	} {
		anna.Speaks = step.before
		if err := s.store.ReplaceLanguages(t.Context(), anna, formsapi.NewAuditEntry(s.now, anna.ID.String(), formsapi.ActionProfile, anna.ID, "languages")); err != nil {
			t.Fatal(err)
		}
		want := slices.Compact(slices.Sorted(slices.Values(step.says)))
		if step.want != "" {
			want = step.before
		}
		if err := s.accounts.Speak(t.Context(), anna, step.says); formsapi.CodeOf(err) != step.want {
			t.Errorf("%s: %v, want %q", step.name, err, step.want)
		}
		if now := must(s.store.StaffByID(t.Context(), anna.ID)); !slices.Equal(now.Speaks, want) {
			t.Errorf("%s: they speak %q, want %q", step.name, now.Speaks, want)
		}
	}
}

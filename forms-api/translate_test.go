package formsapi_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	formsapi "sportello/forms-api"
)

// In one language comes first what its readers open most, then what has been behind
// for longest; what nobody has read comes apart.
func TestWhatToDoInOneLanguage(t *testing.T) {
	row := func(page string, ar, fr formsapi.TranslationCell) formsapi.TranslationRow {
		return formsapi.TranslationRow{Page: page, Title: page, Cells: map[string]formsapi.TranslationCell{"ar": ar, "fr": fr}}
	}
	current := formsapi.TranslationCell{State: formsapi.TranslationCurrent}
	all := formsapi.TranslationOverview{Languages: []string{"ar", "fr"}, Rows: []formsapi.TranslationRow{
		row("/missing", formsapi.TranslationCell{State: formsapi.TranslationMissing}, current),
		row("/behind", formsapi.TranslationCell{State: formsapi.TranslationBehind, Days: 3}, current),
		row("/long-behind", formsapi.TranslationCell{State: formsapi.TranslationBehind, Days: 9}, current),
		row("/read", formsapi.TranslationCell{State: formsapi.TranslationMissing, Views: 4}, current),
		row("/unread", formsapi.TranslationCell{State: formsapi.TranslationUnreviewed, Views: 1}, current),
		row("/unmarked", formsapi.TranslationCell{State: formsapi.TranslationUnmarked, Views: 2}, current),
		row("/done", current, formsapi.TranslationCell{State: formsapi.TranslationBehind, Views: 99}),
		{Page: "/gone", Cells: map[string]formsapi.TranslationCell{"fr": {State: formsapi.TranslationOrphan}}},
	}}
	one := all.In("ar")
	if diff := cmp.Diff([]string{"/read", "/long-behind", "/behind", "/missing"}, pagesOf(one.Next)); diff != "" {
		t.Errorf("to translate (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"/unmarked", "/unread"}, pagesOf(one.Review)); diff != "" {
		t.Errorf("to review (-want +got):\n%s", diff)
	}
	if len(one.Rows) != 7 || len(one.Rows[0].Cells) != 1 || !slices.Equal(one.Languages, all.Languages) {
		t.Errorf("in Arabic there are %+v", one)
	}
	if fr := all.In("fr"); !slices.Equal(pagesOf(fr.Next), []string{"/done"}) || len(fr.Rows) != 8 {
		t.Errorf("in French there are %+v", fr)
	}
}

// Each measure decides only between works that those before it find equal.
func TestWhatToTranslateIsRanked(t *testing.T) {
	two, three := []string{"ar", "fr"}, []string{"ar", "en", "fr"}
	ranked := []formsapi.TranslationWork{
		{Page: "/most-read", Views: 9},
		{Page: "/read", Views: 2},
		{Page: "/long-behind", Days: 5, Behind: two},
		{Page: "/behind-in-many", Days: 3, Behind: three},
		{Page: "/behind", Days: 3, Behind: two, Missing: three},
		{Page: "/behind-less-missing", Days: 3, Behind: two, Missing: two},
		{Page: "/missing", Missing: three},
		{Page: "/missing-in-few", Missing: two},
	}
	for n := range ranked[1:] {
		if before, after := ranked[n], ranked[n+1]; formsapi.CompareTranslationWork(before, after) >= 0 || formsapi.CompareTranslationWork(after, before) <= 0 {
			t.Errorf("%s does not come before %s", before.Page, after.Page)
		}
	}
	if same := (formsapi.TranslationWork{Page: "/other", Views: 9, Title: "x"}); formsapi.CompareTranslationWork(ranked[0], same) != 0 {
		t.Error("what is equally urgent does not stay in the order of the site")
	}
}

func pagesOf(works []formsapi.TranslationWork) (pages []string) {
	for _, w := range works {
		pages = append(pages, w.Page)
	}
	return pages
}

// Who translates nothing is refused before anything is read; one role at one office
// is enough, for words belong to none.
func TestOnlyWhoTranslatesOpensPages(t *testing.T) {
	for role, want := range map[formsapi.Role]bool{
		formsapi.RoleMediator: true, formsapi.RoleCoordinator: true, formsapi.RoleOperator: false, formsapi.RoleAdministrator: false,
	} {
		by := formsapi.Staff{Grants: []formsapi.Grant{{Role: role, Office: "potenza"}}}
		if got := by.MayAnywhere(formsapi.TranslatePages); got != want {
			t.Errorf("a %s may translate: %t", role, got)
		}
		if want {
			continue
		}
		u := &formsapi.Translate{} // reads nothing, or this fails
		_, overview := u.Overview(t.Context(), by)
		_, open := u.Open(t.Context(), by, "/", "ar")
		_, save := u.Save(t.Context(), by, formsapi.TranslationEdit{}, true)
		_, kept := u.Kept(t.Context(), by, "/", "ar", "x")
		for _, err := range []error{overview, open, save, kept} {
			if formsapi.CodeOf(err) != formsapi.CodeForbidden {
				t.Errorf("a %s is answered %v", role, err)
			}
		}
	}
}

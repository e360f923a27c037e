package formsapi_test

import (
	"slices"
	"testing"

	formsapi "sportello/forms-api"

	"github.com/google/go-cmp/cmp"
)

func TestOfficesForANeed(t *testing.T) {
	need := formsapi.Need{Services: []string{"reception", "orientation"}}
	offices := []formsapi.Office{
		{ID: "a", Services: []string{"orientation"}},
		{ID: "b", Services: []string{"work"}},
		{ID: "d", Services: []string{"orientation", "reception"}},
		{ID: "c", Services: []string{"reception"}},
	}
	var ids []string
	for _, o := range need.OfficesFor(offices) {
		ids = append(ids, o.ID)
	}
	if diff := cmp.Diff([]string{"c", "d", "a"}, ids); diff != "" {
		t.Errorf("offices, the nearest service first (-want +got):\n%s", diff)
	}
	if offices[0].ID != "a" || len(offices) != 4 {
		t.Error("the caller's offices are changed")
	}
}

func TestSpokenLanguages(t *testing.T) {
	o := formsapi.Office{Mediators: []formsapi.MediatorPresence{{Languages: []string{"fr", "ar"}}, {Languages: []string{"ar"}}}}
	if got := o.SpokenLanguages(); !slices.Equal(got, []string{"ar", "fr"}) {
		t.Errorf("got %v", got)
	}
}

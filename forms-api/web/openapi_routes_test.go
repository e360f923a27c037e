package web

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	formsapi "sportello/forms-api"
)

// Given the description of the API, it has every address and method that is
// served, and no other.
func TestTheDescriptionHasEveryAddress(t *testing.T) {
	var d struct {
		Paths map[string]map[string]json.RawMessage
	}
	if err := json.Unmarshal(description, &d); err != nil {
		t.Fatal(err)
	}
	var served, described []string
	for pattern, by := range (&handler{}).api() {
		for method := range by {
			served = append(served, method+" "+pattern)
		}
	}
	for path, operations := range d.Paths {
		for method := range operations {
			if method != "parameters" {
				described = append(described, strings.ToUpper(method)+" "+path)
			}
		}
	}
	slices.Sort(served)
	slices.Sort(described)
	if !slices.Equal(served, described) {
		t.Errorf("served is %v,\ndescribed %v", served, described)
	}
}

// The lists and limits of the description are the rules' own.
func TestTheDescriptionHasTheRulesLists(t *testing.T) {
	type property struct {
		Enum               []string
		MaxLength, Maximum int
		Items              struct{ Enum []string }
	}
	var d struct {
		Components struct {
			Schemas map[string]struct{ Properties map[string]property }
		}
	}
	if err := json.Unmarshal(description, &d); err != nil {
		t.Fatal(err)
	}
	is := func(schema, field string) property { return d.Components.Schemas[schema].Properties[field] }
	for name, c := range map[string]struct{ got, want []string }{
		"days":    {is("AppointmentRequest", "preferred_days").Items.Enum, formsapi.Weekdays},
		"parts":   {is("AppointmentRequest", "preferred_part").Enum, formsapi.PartsOfDay},
		"ways":    {is("AppointmentRequest", "contact").Enum, formsapi.ContactWays},
		"needs":   {is("AppointmentRequest", "needs").Items.Enum, formsapi.NeedsOnVisit},
		"reasons": {is("Appointment", "decline_reason").Enum, formsapi.DeclineReasons},
		"states":  {is("Appointment", "state").Enum, plainStates()},
	} {
		if !slices.Equal(c.got, c.want) {
			t.Errorf("%s are %v, want %v", name, c.got, c.want)
		}
	}
	for field, want := range map[string]int{"reason": formsapi.MaxReason, "name": formsapi.MaxName} {
		if got := is("AppointmentRequest", field).MaxLength; got != want {
			t.Errorf("%s is at most %d, want %d", field, got, want)
		}
	}
	if got := is("AppointmentRequest", "people").Maximum; got != formsapi.MaxPeople {
		t.Errorf("%d people at most, want %d", got, formsapi.MaxPeople)
	}
	for _, a := range append(slices.Clone(formsapi.GoodAspects), formsapi.BadAspects...) {
		if !slices.Contains(is("Rating", "aspect").Enum, a) {
			t.Errorf("the aspect %s is not described", a)
		}
	}
}

func plainStates() []string {
	var all []string
	for _, s := range formsapi.States {
		all = append(all, string(s))
	}
	return all
}

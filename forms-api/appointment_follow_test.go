package formsapi_test

import (
	"testing"

	formsapi "sportello/forms-api"
)

// Given somebody who asked for discretion, whoever writes for their own page (a
// calendar entry) knows it.
func TestTheOwnPageKnowsOfDiscretion(t *testing.T) {
	s := begin(t)
	for _, discreet := range []bool{true, false} {
		r := asking(map[bool]string{true: "1", false: "2"}[discreet])
		r.Discreet = discreet
		d, err := formsapi.OpenDetails(s.ring, s.asked(t, r))
		if err != nil {
			t.Fatal(err)
		}
		if f, err := s.follow.Follow(t.Context(), d.Reference); err != nil || f.Discreet != discreet {
			t.Errorf("followed %+v (%v), want discreet %t", f, err, discreet)
		}
	}
}

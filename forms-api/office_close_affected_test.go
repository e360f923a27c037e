package formsapi_test

import (
	"fmt"
	"testing"

	formsapi "sportello/forms-api"
)

// Given a family and somebody alone, closing says first that it is about two
// appointments and four people.
func TestAffectedCountsPeople(t *testing.T) {
	s := begin(t)
	s.mode, s.desk = formsapi.ModeInstant, tuesdays
	s.asked(t, group(3, fmt.Sprintf("%036d", 1), "2026-03-03T09:00:00Z"))
	s.asked(t, slot(fmt.Sprintf("%036d", 2), "2026-03-03T09:30:00Z"))
	s.asked(t, slot(fmt.Sprintf("%036d", 3), "2026-03-17T09:30:00Z"))
	got := must(s.closing(t).Affected(t.Context(), coordinator, aTuesday()))
	if got.Appointments != 2 || got.People != 4 || len(got.Rows) != 2 || got.Rows[0].People != 3 || got.Rows[0].Name == "" {
		t.Errorf("it is about %+v", got)
	}
}

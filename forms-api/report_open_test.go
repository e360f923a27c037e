package formsapi_test

import (
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// Given when something came, reports open with the month that is over from the first month
// on that has something before it: also of what was erased since, and by the office's clock.
func TestReportsOpenWithTheFirstMonthThatHasSomething(t *testing.T) {
	rome, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		t.Fatal(err)
	}
	this, last := formsapi.Period{From: "2026-03-01", Until: "2026-03-31"}, formsapi.Period{From: "2026-02-01", Until: "2026-02-28"}
	came := func(at time.Time) map[string][]formsapi.Reported {
		return map[string][]formsapi.Reported{"desk": {{CreatedAt: at}}}
	}
	for name, c := range map[string]struct {
		requests map[string][]formsapi.Reported
		tallied  string // a month
		want     formsapi.Period
	}{
		"nothing ever":            {want: this},
		"this month":              {requests: came(inMarch(1, 0)), want: this},
		"a minute of March there": {requests: came(time.Date(2026, 2, 28, 23, 1, 0, 0, time.UTC)), want: this},
		"a minute before":         {requests: came(time.Date(2026, 2, 28, 22, 59, 0, 0, time.UTC)), want: last},
		"years ago":               {requests: came(time.Date(2019, 5, 1, 0, 0, 0, 0, time.UTC)), want: last},
		"erased of this month":    {tallied: march, want: this},
		"erased of the last":      {tallied: "2026-02", want: last},
	} {
		l := givenLedger(t)
		l.offices = []formsapi.Office{{ID: "desk", Zone: rome}}
		if l.requests = c.requests; c.tallied != "" {
			l.tallied = map[string][]formsapi.Tallied{"desk": {{Month: c.tallied, Requests: 7}}}
		}
		got, err := l.reports().Opening(t.Context(), coordinator, "", time.Date(2026, 3, 10, 9, 0, 0, 0, rome))
		if err != nil || got != c.want {
			t.Errorf("%s: they open with %v (%v), want %v", name, got, err, c.want)
		}
	}
	operator := formsapi.Staff{Grants: []formsapi.Grant{{Role: formsapi.RoleOperator}}}
	if _, err := givenLedger(t).reports().Opening(t.Context(), operator, "", inMarch(10, 9)); formsapi.CodeOf(err) != formsapi.CodeForbidden {
		t.Errorf("who reads no reports is answered %v", err)
	}
}

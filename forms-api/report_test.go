package formsapi_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	formsapi "sportello/forms-api"
)

// told is a breakdown as it is shown: contacts and persons by group.
func told(b formsapi.Breakdown) map[string]string {
	shown := map[string]string{}
	for _, g := range b.Groups {
		shown[g.Key] = g.Contacts.String() + " " + g.Persons.String()
	}
	return shown
}

// Given six people who came ten times and five who left no contact, a report tells
// contacts from persons, and who cannot be told apart from either.
func TestPersonsAreToldFromContacts(t *testing.T) {
	l := givenLedger(t, slices.Concat(times(6, 1), times(4, 1), []formsapi.Reported{contact(0), contact(0), contact(0), contact(0), contact(0)})...)
	r := l.report(t)
	if got := r.Total.Contacts.String() + " " + r.Total.Persons.String() + " " + r.Anonymous.String(); got != "15 6 5" {
		t.Errorf("contacts, persons and anonymous contacts are %s, want 15 6 5", got)
	}
}

// Given an upgrade that has not gone through all older requests yet, a report would
// count persons as nobody: there is none until then.
func TestThereIsNoReportWhilePersonsAreNotKnown(t *testing.T) {
	l := givenLedger(t, times(6, 1)...)
	l.renewing = true
	q := formsapi.ReportQuery{From: "2026-03-01", Until: "2026-03-31"}
	if _, err := l.reports().Export(t.Context(), coordinator, q, "csv"); formsapi.CodeOf(err) != formsapi.CodeUnavailable || len(l.audited) > 0 {
		t.Errorf("an export meanwhile: %v, noted %v", err, l.audited)
	}
}

// Given contacts of two services, each counts under its activity, unless staff named
// another; each activity of the office's projects is in the report.
func TestContactsCountUnderActivities(t *testing.T) {
	other := func(r *formsapi.Reported) { r.Activity = "supervision" }
	l := givenLedger(t, slices.Concat(times(6, 1), times(7, 10, other), times(8, 20, ofService("sewing")))...)
	want := map[string]string{"orientation": "6 6", "legal": "0 0", "supervision": "7 7", formsapi.NoActivity: "8 8"}
	if diff := cmp.Diff(want, told(l.report(t).Of(formsapi.ByActivity))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Given outcomes, a report divides contacts by them, and tells by service for whom
// there was nothing.
func TestUnmetNeedsAreToldByService(t *testing.T) {
	l := givenLedger(t, slices.Concat(
		times(9, 1, cameTo(formsapi.OutcomeHelped)), times(5, 10, cameTo(formsapi.OutcomeNothing)),
		times(6, 20, cameTo(formsapi.OutcomeNothing), ofService("papers")), times(8, 30),
	)...)
	r := l.report(t)
	if diff := cmp.Diff(map[string]string{"helped": "9 9", "nothing-available": "11 11", formsapi.Unfinished: "8 8"}, told(r.Of(formsapi.ByOutcome))); diff != "" {
		t.Errorf("outcomes (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]string{"advice": "5 5", "papers": "6 6"}, told(r.Of(formsapi.ByUnmet))); diff != "" {
		t.Errorf("unmet needs (-want +got):\n%s", diff)
	}
}

// Given appointments that were agreed, a report says how many nobody came to. Who was
// helped without an appointment is not among them.
func TestWhoDidNotComeIsToldOfThoseAgreed(t *testing.T) {
	ended := func(s formsapi.State, agreed bool) func(*formsapi.Reported) {
		return func(r *formsapi.Reported) { r.State, r.Agreed = s, agreed }
	}
	l := givenLedger(t, slices.Concat(times(20, 1, ended(formsapi.Attended, true)), times(6, 30, ended(formsapi.NotAttended, true)), times(9, 40, ended(formsapi.Attended, false)))...)
	kept := l.report(t).Of(formsapi.ByKept)
	if diff := cmp.Diff(map[string]string{formsapi.KeptCame: "20 20", formsapi.KeptMissed: "6 6"}, told(kept)); diff != "" || kept.Total.Contacts.N != 26 {
		t.Errorf("of %s agreed (-want +got):\n%s", kept.Total.Contacts, diff)
	}
}

// Given answers after 1 to 10 hours from eleven o'clock on, of an office that closes at one, the
// median and the 90th percentile are measured on the clock and in opening hours.
func TestWaitsAreToldOnTheClockAndInOpeningHours(t *testing.T) {
	var all []formsapi.Reported
	for hour := 1; hour <= 10; hour++ {
		all = append(all, contact(hour, func(r *formsapi.Reported) {
			r.CreatedAt = inMarch(10, 11)
			r.AnsweredAt = inMarch(10, 11+hour)
			r.FinishedAt = inMarch(11, 10)
		}))
	}
	all = append(all, times(20, 100, func(r *formsapi.Reported) { r.AnsweredAt, r.FinishedAt = r.CreatedAt, r.CreatedAt })...) // helped there and then
	r := givenLedger(t, all...).report(t)
	want := formsapi.Wait{
		Clock: &formsapi.Quantiles{Median: 5 * time.Hour, P90: 9 * time.Hour},
		Open:  &formsapi.Quantiles{Median: 2 * time.Hour, P90: 2 * time.Hour},
	}
	if diff := cmp.Diff(want, r.Answer); diff != "" {
		t.Errorf("the first answer (-want +got):\n%s", diff)
	}
	want = formsapi.Wait{
		Clock: &formsapi.Quantiles{Median: 23 * time.Hour, P90: 23 * time.Hour},
		Open:  &formsapi.Quantiles{Median: 3 * time.Hour, P90: 3 * time.Hour}, // two hours of that day, one of the next
	}
	if diff := cmp.Diff(want, r.Finish); diff != "" {
		t.Errorf("the outcome (-want +got):\n%s", diff)
	}
}

// Given an office whose hours nobody knows, and answers to fewer than five people,
// the report says nothing of what it cannot know or must not tell.
func TestWhatIsUnknownOrOfFewPeopleIsNoWait(t *testing.T) {
	answered := func(r *formsapi.Reported) { r.AnsweredAt = r.CreatedAt.Add(time.Hour) }
	l := givenLedger(t, append(times(5, 1, answered), times(20, 50)...)...)
	l.offices[0].CounterHours = formsapi.OpeningHours{}
	if r := l.report(t); r.Answer.Clock == nil || r.Answer.Open != nil {
		t.Errorf("without hours: %+v", r.Answer)
	}
	l = givenLedger(t, append(times(4, 1, answered), times(20, 50)...)...)
	if r := l.report(t); r.Answer.Clock != nil {
		t.Errorf("of four people: %+v", r.Answer)
	}
}

// Given requests that were erased, their number counts, of whole months: a part of a
// month cannot be told from the rest, and the report says so.
func TestWhatWasErasedIsCounted(t *testing.T) {
	l := givenLedger(t, times(10, 1)...)
	l.tallied = map[string][]formsapi.Tallied{"desk": {
		{Month: march, Service: "papers", Language: "ar", Channel: formsapi.IntakeCounter, Outcome: formsapi.OutcomeHelped, Requests: 7},
	}}
	r := l.report(t)
	if r.Total.Contacts.N != 17 || r.Total.Persons.N != 10 || r.Erased.N != 7 || r.PartMonths {
		t.Errorf("%s contacts, %s persons, %s erased, in part %t", r.Total.Contacts, r.Total.Persons, r.Erased, r.PartMonths)
	}
	if got := told(r.Of(formsapi.ByService)); got["papers"] != "7 0" {
		t.Errorf("services: %v", got)
	}
	r, err := l.reports().Read(t.Context(), coordinator, formsapi.ReportQuery{From: "2026-03-02", Until: "2026-03-31"})
	if err != nil || r.Total.Contacts.N != 10 || !r.PartMonths {
		t.Errorf("of a part of the month: %s contacts, in part %t (%v)", r.Total.Contacts, r.PartMonths, err)
	}
}

// Given a period that cannot be, or an office that is not theirs, nothing is read
// and nothing is noted; the answer says which field to correct.
func TestAReportThatCannotBeIsRefused(t *testing.T) {
	l := givenLedger(t, times(10, 1)...)
	elsewhere := coordinator
	elsewhere.Grants = []formsapi.Grant{{Role: formsapi.RoleCoordinator, Office: "other"}}
	operator := coordinator
	operator.Grants = []formsapi.Grant{{Role: formsapi.RoleOperator}}
	for name, c := range map[string]struct {
		by    formsapi.Staff
		query formsapi.ReportQuery
		code  formsapi.Code
		key   string
		field string
	}{
		"ten years":      {coordinator, formsapi.ReportQuery{From: "2016-01-01", Until: "2025-12-31"}, formsapi.CodeInvalid, "report-too-long", "until"},
		"367 days":       {coordinator, formsapi.ReportQuery{From: "2026-01-01", Until: "2027-01-02"}, formsapi.CodeInvalid, "report-too-long", "until"},
		"backwards":      {coordinator, formsapi.ReportQuery{From: "2026-03-02", Until: "2026-03-01"}, formsapi.CodeInvalid, "report-ends-early", "until"},
		"no date":        {coordinator, formsapi.ReportQuery{From: "marzo", Until: "2026-03-01"}, formsapi.CodeInvalid, "report-date-invalid", "from"},
		"no such day":    {coordinator, formsapi.ReportQuery{From: "2026-02-01", Until: "2026-02-30"}, formsapi.CodeInvalid, "report-date-invalid", "until"},
		"no such office": {coordinator, formsapi.ReportQuery{From: "2026-03-01", Until: "2026-03-31", Office: "atlantis"}, formsapi.CodeNotFound, "not-found", ""},
		"not theirs":     {elsewhere, formsapi.ReportQuery{From: "2026-03-01", Until: "2026-03-31", Office: "desk"}, formsapi.CodeNotFound, "not-found", ""},
		"an operator":    {operator, formsapi.ReportQuery{From: "2026-03-01", Until: "2026-03-31"}, formsapi.CodeForbidden, "forbidden", ""},
	} {
		_, err := l.reports().Export(t.Context(), c.by, c.query, "csv")
		p, ok := errors.AsType[*formsapi.Problem](err)
		if !ok || p.Code != c.code || p.Key != c.key || (c.field != "") != (len(p.Fields) == 1 && p.Fields[0].Field == c.field) {
			t.Errorf("%s: %v, want %s %s of %q", name, err, c.code, c.key, c.field)
		}
	}
	if len(l.audited) > 0 {
		t.Errorf("what was refused is in the account: %v", l.audited)
	}
	leap, err := l.reports().Read(t.Context(), coordinator, formsapi.ReportQuery{From: "2024-01-01", Until: "2024-12-31"})
	if err != nil || len(leap.Of(formsapi.ByMonth).Groups) > 0 && len(leap.Of(formsapi.ByMonth).Groups) != 12 {
		t.Errorf("a leap year: %v", err)
	}
}

// Given a coordinator of one office, a report of all is one of theirs alone.
func TestAReportOfAllIsOfTheReadersOffices(t *testing.T) {
	l := givenLedger(t, times(10, 1)...)
	l.requests["other"] = times(20, 30)
	here := coordinator
	here.Grants = []formsapi.Grant{{Role: formsapi.RoleCoordinator, Office: "desk"}}
	r, err := l.reports().Read(t.Context(), here, formsapi.ReportQuery{From: "2026-03-01", Until: "2026-03-31"})
	if err != nil || r.Total.Contacts.N != 10 || !slices.Equal(r.Offices, []string{"desk"}) {
		t.Errorf("%s contacts of %v (%v)", r.Total.Contacts, r.Offices, err)
	}
	if r := l.report(t); r.Total.Contacts.N != 30 || !slices.Equal(r.Offices, []string{"desk", "other"}) {
		t.Errorf("of all: %s contacts of %v", r.Total.Contacts, r.Offices)
	}
}

// What leaves the program is accounted for before it does.
func TestAReportThatLeavesIsAccountedFor(t *testing.T) {
	l := givenLedger(t, times(10, 1)...)
	if _, err := l.reports().Export(t.Context(), coordinator, formsapi.ReportQuery{From: "2026-03-01", Until: "2026-03-31", Office: "desk"}, "xlsx"); err != nil {
		t.Fatal(err)
	}
	want := []formsapi.AuditEntry{{
		At: inMarch(31, 18), By: coordinator.ID.String(), Action: formsapi.ActionExport, Office: "desk", Detail: "report xlsx 2026-03-01 2026-03-31",
	}}
	if diff := cmp.Diff(want, l.audited); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The periods that are offered, on a day in March and at the beginning of a year.
func TestPeriodsThatAreOffered(t *testing.T) {
	for day, want := range map[time.Time][]formsapi.Period{
		time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC): {
			{From: "2026-03-01", Until: "2026-03-31"}, {From: "2026-02-01", Until: "2026-02-28"}, {From: "2025-10-01", Until: "2025-12-31"},
			{From: "2026-01-01", Until: "2026-12-31"}, {From: "2025-01-01", Until: "2025-12-31"},
		},
		time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC): {
			{From: "2026-06-01", Until: "2026-06-30"}, {From: "2026-05-01", Until: "2026-05-31"}, {From: "2026-01-01", Until: "2026-03-31"},
			{From: "2026-01-01", Until: "2026-12-31"}, {From: "2025-01-01", Until: "2025-12-31"},
		},
	} {
		var got []formsapi.Period
		for _, p := range formsapi.Presets(day) {
			got = append(got, p.Period)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("on %s (-want +got):\n%s", day.Format(time.DateOnly), diff)
		}
	}
}

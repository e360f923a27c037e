package formsapi_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	formsapi "sportello/forms-api"
)

// Given a layout by outcome, each outcome is a row with the funder's columns; nothing
// is told in it that the report does not tell.
func TestALayoutHasTheFundersRowsAndColumns(t *testing.T) {
	r := givenLedger(t, slices.Concat(times(9, 1, cameTo(formsapi.OutcomeHelped)), times(3, 20, cameTo(formsapi.OutcomeReferred)), times(20, 30))...).report(t)
	l := formsapi.ReportLayout{Name: "fami", Title: "FAMI", Rows: formsapi.ByOutcome, Columns: []formsapi.ReportColumn{{Heading: "P", Measure: "persons"}, {Heading: "C", Measure: "contacts"}}}
	aside, few := formsapi.Measured{Text: "≥5"}, formsapi.Measured{Text: "<5"}
	want := []formsapi.LaidRow{
		{Key: "helped", Cells: []formsapi.Measured{aside, aside}},
		{Key: "referred", Cells: []formsapi.Measured{few, few}},
		{Key: formsapi.Unfinished, Cells: []formsapi.Measured{{Number: 20, Told: true, Text: "20"}, {Number: 20, Told: true, Text: "20"}}},
	}
	if diff := cmp.Diff(want, l.Lay(r)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Given a layout of everything in one row, each measure that there is has a value.
func TestALayoutOfEverythingIsOneRow(t *testing.T) {
	ledger := givenLedger(t, times(10, 1, cameTo(formsapi.OutcomeHelped), func(r *formsapi.Reported) {
		r.AnsweredAt, r.FinishedAt, r.State, r.Agreed = r.CreatedAt, inMarch(10, 12), formsapi.Attended, true
	})...)
	ledger.said = map[string][]formsapi.ExperienceCount{"desk": {{Helped: 4, Treated: 5, Count: 6}}}
	l := formsapi.ReportLayout{Name: "all", Title: "All", Rows: formsapi.RowTotal}
	want := map[string]float64{
		"contacts": 10, "persons": 10, "agreed": 10, "outcome-helped": 10, "ratings": 6, "helped": 4, "treated": 5,
		"finish-median": 3, "finish-p90": 3, "finish-median-open": 3, "finish-p90-open": 3,
	}
	for _, m := range formsapi.Measures(formsapi.RowTotal) {
		l.Columns = append(l.Columns, formsapi.ReportColumn{Heading: m, Measure: m})
	}
	if err := l.Check(); err != nil {
		t.Fatal(err)
	}
	rows := l.Lay(ledger.report(t))
	if len(rows) != 1 {
		t.Fatalf("%d rows, want one", len(rows))
	}
	for i, c := range l.Columns {
		if cell := rows[0].Cells[i]; !cell.Told || cell.Number != want[c.Measure] {
			t.Errorf("%s is %+v, want %v", c.Measure, cell, want[c.Measure])
		}
	}
}

// What a layout cannot be is said with its key.
func TestALayoutThatCannotBeIsRefused(t *testing.T) {
	good := formsapi.ReportLayout{Name: "fami-2", Title: "FAMI", Rows: formsapi.ByMonth, Columns: []formsapi.ReportColumn{{Heading: "C", Measure: "contacts"}}}
	if err := good.Check(); err != nil {
		t.Errorf("a good one is refused: %v", err)
	}
	for want, change := range map[string]func(*formsapi.ReportLayout){
		"the name":           func(l *formsapi.ReportLayout) { l.Name = "../x" },
		"title is missing":   func(l *formsapi.ReportLayout) { l.Title = " " },
		`rows = "week"`:      func(l *formsapi.ReportLayout) { l.Rows = "week" },
		"columns is missing": func(l *formsapi.ReportLayout) { l.Columns = nil },
		"columns[0].heading": func(l *formsapi.ReportLayout) { l.Columns = []formsapi.ReportColumn{{Measure: "contacts"}} },
		"columns[0].measure": func(l *formsapi.ReportLayout) {
			l.Columns = []formsapi.ReportColumn{{Heading: "X", Measure: "outcome-helped"}}
		},
	} {
		l := good
		change(&l)
		if err := l.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want an error with %q", err, want)
		}
	}
}

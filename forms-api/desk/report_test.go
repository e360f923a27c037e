package desk_test

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/xuri/excelize/v2"

	formsapi "sportello/forms-api"
	"sportello/forms-api/desk"
)

// giveReports puts the use case into the desk, with what a funder wants.
func (h *help) giveReports(c *desk.Config) {
	c.Reports = &formsapi.MakeReports{
		Catalogue: offices{}, Store: h.store, Now: h.clock.now,
		Projects: func() []formsapi.Project {
			return []formsapi.Project{{ID: "impact", Offices: []string{"potenza"}, Activities: []formsapi.Activity{
				{ID: "legal", Names: formsapi.Text{"it": "Consulenza legale", "en": "Legal advice (IMPACT)"}, Service: "legal-advice"}, {ID: "map"},
			}}}
		},
	}
	c.ReportLayouts = []formsapi.ReportLayout{{
		Name: "fami", Title: "Relazione FAMI", Rows: formsapi.ByService,
		Columns: []formsapi.ReportColumn{{Heading: "Contatti del mese", Measure: "contacts"}, {Heading: "=Persone", Measure: "persons"}},
	}}
}

// givenContacts sends so many requests in a language, each of somebody else.
func (h *help) givenContacts(n int, language string) {
	h.t.Helper()
	for range n {
		h.givenRequest(func(r *formsapi.AppointmentRequest) {
			r.Language, r.Email, r.Contact = language, uuid.NewString()+"@example.org", formsapi.ContactEmail
		})
	}
}

const march = "?from=2026-03-01&until=2026-03-31&office=potenza"

// givenReporter is a coordinator at Potenza, signed in.
func (h *help) givenReporter() *visitor {
	return h.signedIn(h.givenStaff("Rita", formsapi.Grant{Role: formsapi.RoleCoordinator, Office: "potenza"}))
}

// Given a month, its report shows persons and contacts, and each breakdown as a
// drawing with the same numbers in a table beneath.
func TestAReportIsDrawingsWithTables(t *testing.T) {
	h := givenDesk(t)
	h.givenContacts(6, "it")
	h.givenContacts(7, "ar")
	page := h.givenReporter().get("/desk/reports" + march).is(http.StatusOK)
	if got := page.text("dl"); !strings.Contains(got, "Persons 13") || !strings.Contains(got, "Contacts 13") {
		t.Errorf("in all: %s", got)
	}
	drawings, tables := len(page.all("section.breakdown svg[role=img]")), len(page.all("section.breakdown figure + table"))
	if drawings < 6 || drawings != tables {
		t.Errorf("%d drawings have %d tables beneath them", drawings, tables)
	}
	for _, svg := range page.all("svg[role=img]") {
		if textOf(svg) == "" {
			t.Error("a drawing says nothing")
		}
	}
	if got := page.text("section[aria-labelledby=report-activity] tbody"); !strings.Contains(got, "Legal advice (IMPACT) 13 13") || !strings.Contains(got, "map 0 0") {
		t.Errorf("activities: %s", got)
	}
	page.has("script", 1) // the desk’s own
}

// Given a group of few people, neither the page nor the files tell how many they are,
// also not by what is told beside it.
func TestFewPeopleAreInNoReport(t *testing.T) {
	h := givenDesk(t)
	h.givenContacts(20, "it")
	h.givenContacts(3, "ar")
	h.givenContacts(6, "en")
	r := h.givenReporter()
	got := r.get("/desk/reports" + march).is(http.StatusOK).text("section[aria-labelledby=report-language] tbody")
	if strings.Contains(got, "3") || !strings.Contains(got, "<5 <5") || !strings.Contains(got, "≥5 ≥5") {
		t.Errorf("languages: %s", got)
	}
	for _, row := range h.csv(r.get("/desk/reports/files/csv" + march)) {
		if row[0] == "Languages" && row[1] == "Arabic" && row[2] != "<5" {
			t.Errorf("in the file: %q", row)
		}
	}
}

// csv reads a file that was downloaded.
func (h *help) csv(p *page) [][]string {
	h.t.Helper()
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(p.is(http.StatusOK).body, "\ufeff"))).ReadAll()
	if err != nil {
		h.t.Fatal(err)
	}
	return rows
}

// Given a report as a spreadsheet, it opens, and has a sheet for each part.
func TestAReportIsASpreadsheet(t *testing.T) {
	h := givenDesk(t)
	h.givenContacts(6, "it")
	p := h.givenReporter().get("/desk/reports/files/xlsx" + march).is(http.StatusOK)
	if got := p.header.Get("Content-Disposition"); got != `attachment; filename="report-2026-03-01-2026-03-31-potenza.xlsx"` {
		t.Errorf("it is sent as %s", got)
	}
	f, err := excelize.OpenReader(strings.NewReader(p.body))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sheets := f.GetSheetList()
	if !slices.Contains(sheets, "4 Services") {
		t.Fatalf("the sheets are %q", sheets)
	}
	rows, err := f.GetRows("4 Services")
	if diff := cmp.Diff([][]string{{"Group", "Contacts", "Persons"}, {"Legal advice", "6", "6"}}, rows); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

// Given a funder's layout, its page has the funder's columns, and so have its files.
func TestAFunderReadsTheirColumns(t *testing.T) {
	h := givenDesk(t)
	h.givenContacts(6, "it")
	r := h.givenReporter()
	page := r.get("/desk/reports/funders/fami"+march).is(http.StatusOK).says("h1", "Relazione FAMI")
	if got := page.text("table thead"); got != "Service Contatti del mese =Persone" {
		t.Errorf("columns: %s", got)
	}
	if got := page.text("table tbody"); got != "Legal advice 6 6" {
		t.Errorf("rows: %s", got)
	}
	want := [][]string{{"Service", "Contatti del mese", "'=Persone"}, {"Legal advice", "6", "6"}}
	if diff := cmp.Diff(want, h.csv(r.get("/desk/reports/funders/fami"+march+"&as=csv"))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	r.get("/desk/reports/funders/nobody" + march).is(http.StatusNotFound)
	r.get("/desk/reports/funders/fami" + march + "&as=docx").is(http.StatusNotFound)
}

// Given dates that cannot be, the page says so in a sentence beside the field, with
// what was typed; a file is refused with the same sentence; nothing is noted.
func TestAReportThatCannotBeIsRefusedInASentence(t *testing.T) {
	h := givenDesk(t)
	r := h.givenReporter()
	for query, want := range map[string][2]string{
		"?from=2016-01-01&until=2025-12-31": {"until", "A report covers one year at most."},
		"?from=2026-03-31&until=2026-03-01": {"until", "The last day comes before the first"},
		"?from=marzo&until=2026-03-01":      {"from", "Write a date that exists"},
	} {
		page := r.get("/desk/reports" + query).is(http.StatusUnprocessableEntity)
		if got := page.text("#error-" + want[0]); !strings.HasPrefix(got, want[1]) {
			t.Errorf("%s: beside the field stands %q", query, got)
		}
		page.has("section.breakdown", 0)
		if typed := page.attr("#from", "value"); !strings.Contains(query, "from="+typed) {
			t.Errorf("%s: what was typed is %q", query, typed)
		}
		for _, file := range []string{"/desk/reports/files/csv", "/desk/reports/files/xlsx", "/desk/reports/paper", "/desk/reports/funders/fami"} {
			if got := r.get(file + query).is(http.StatusUnprocessableEntity); !strings.Contains(got.body, want[1]) {
				t.Errorf("%s%s does not say %q", file, query, want[1])
			}
		}
	}
	r.get("/desk/reports?from=2026-03-01&until=2026-03-31&office=atlantis").is(http.StatusNotFound)
	if exports := h.exports(); len(exports) > 0 {
		t.Errorf("what was refused is in the account: %q", exports)
	}
}

// exports are what the audit log has of what was taken out.
func (h *help) exports() (all []string) {
	h.t.Helper()
	entries, err := h.store.AuditEntries(h.t.Context(), 0, 500)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, e := range entries {
		if e.Action == formsapi.ActionExport {
			all = append(all, fmt.Sprint(e.Office, " ", e.Detail))
		}
	}
	return all
}

// Whatever leaves the program is in the account: on paper, as a file, for a funder.
// To look at the screen is not.
func TestWhatLeavesIsAccountedFor(t *testing.T) {
	h := givenDesk(t)
	r := h.givenReporter()
	for _, path := range []string{"", "/paper", "/files/csv", "/files/xlsx", "/funders/fami"} {
		r.get("/desk/reports" + path + march).is(http.StatusOK)
	}
	const period = " 2026-03-01 2026-03-31"
	want := []string{"potenza report paper" + period, "potenza report csv" + period, "potenza report xlsx" + period, "potenza report fami paper" + period}
	if diff := cmp.Diff(want, h.exports()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Without a period, the month that is over is shown where something came by then, and
// this month to who has nothing older; others are one step away.
func TestReportsOpenWithAMonthThatHasSomethingInIt(t *testing.T) {
	h := givenDesk(t)
	v := h.givenReporter()
	opens := func(address, from, until, preset string) {
		t.Helper()
		page := v.get(address).is(http.StatusOK).says(".presets [aria-current]", preset).has(".presets a", 5)
		if got := page.attr("#from", "value") + "–" + page.attr("#until", "value"); got != from+"–"+until {
			t.Errorf("%s opens with %s, not %s–%s", address, got, from, until)
		}
	}
	h.givenRequest()
	const days = 24 * time.Hour
	h.clock.pass(-3 * days)
	h.givenRequest(of("montelucci", "it"))
	h.clock.pass(3 * days)
	opens("/desk/reports", "2026-03-01", "2026-03-31", "This month")
	opens("/desk/reports?office=potenza", "2026-03-01", "2026-03-31", "This month")
	v.get("/desk/reports?office=montelucci").is(http.StatusNotFound)
	if got := v.get("/desk/reports/files/csv?office=potenza").is(http.StatusOK).header.Get("Content-Disposition"); !strings.Contains(got, "2026-03-01") {
		t.Errorf("a file without a period is %s", got)
	}

	h.clock.pass(-3 * days)
	h.givenRequest()
	h.clock.pass(3 * days)
	opens("/desk/reports", "2026-02-01", "2026-02-28", "Last month")
}

// Given a report as CSV, no number stands beneath another's heading: parts with other
// columns have a heading of their own.
func TestAPartOfCSVHasItsOwnHeading(t *testing.T) {
	h := givenDesk(t)
	h.givenContacts(6, "it")
	heading := map[string][]string{}
	for _, row := range h.csv(h.givenReporter().get("/desk/reports/files/csv" + march)) {
		if heading[row[0]] == nil {
			heading[row[0]] = row[1:]
		}
	}
	for part, want := range map[string][]string{
		"Times":                          {"Times", "hours of the clock", "opening hours"},
		"What people say of the service": {"What people say of the service", "average", "Answers about the service"},
	} {
		if diff := cmp.Diff(want, heading[part]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", part, diff)
		}
	}
}

// Given a period that goes on after today, months to come say nothing, and the drawing
// of the months ends with this one.
func TestMonthsToComeSayNothing(t *testing.T) {
	h := givenDesk(t)
	h.givenContacts(6, "it")
	page := h.givenReporter().get("/desk/reports?from=2026-01-01&until=2026-12-31&office=potenza").is(http.StatusOK)
	const months = "section[aria-labelledby=report-month] "
	page.says(months+"tbody", "02/2026 0 0 03/2026 6 6 04/2026 – –").says(months+"tbody", "12/2026 – –")
	drawing := page.text(months + "svg")
	if !strings.HasSuffix(drawing, "0 02 6 03") {
		t.Errorf("the drawing says %s", drawing)
	}
}

// Given a period with few people at the side of many, it is said why a number of the
// whole is not told.
func TestATotalThatIsWithheldIsExplained(t *testing.T) {
	h := givenDesk(t)
	h.givenContacts(6, "it")
	h.givenRequest(func(r *formsapi.AppointmentRequest) {
		r.Office, r.Contact, r.Phone, r.Email = "potenza", formsapi.ContactNone, "", ""
	})
	page := h.givenReporter().get("/desk/reports" + march).is(http.StatusOK)
	page.says("main", "A longer period shows more")
}

package desk

import (
	"net/http"
	"slices"

	formsapi "sportello/forms-api"
	"sportello/forms-api/sheet"
)

// funderPage is a report in the columns that a funder wants, to print.
type funderPage struct {
	frame
	Period, Where string
	First         string // heading of the first column; empty for one row of everything
	Head          []string
	Rows          []funderRow
	Back          string
	Files         []navItem
}

// A funderRow is one row of that table.
type funderRow struct {
	Label string
	Cells []string
}

// showFunder shows a report by a layout, or sends it as a file (as=csv, as=xlsx).
// Account is kept of either.
func (d *desk) showFunder(v *visit) error {
	at := slices.IndexFunc(d.ReportLayouts, func(l formsapi.ReportLayout) bool { return l.Name == v.r.PathValue("name") })
	as := v.r.Form.Get("as")
	if at < 0 || as != "" && !slices.Contains(reportFormats, as) {
		return &formsapi.Problem{Code: formsapi.CodeNotFound, Key: "not-found"}
	}
	layout := d.ReportLayouts[at]
	how := layout.Name + " paper"
	if as != "" {
		how = layout.Name + " " + as
	}
	r, err := v.exportReport(how)
	if err != nil {
		return err
	}
	if as != "" {
		return v.sendTables(fileName(layout.Name, r), as, []sheet.Table{v.funderTable(layout, r)})
	}
	return v.render(http.StatusOK, "report_funder.html", v.funderPage(layout, r))
}

func (v *visit) funderPage(l formsapi.ReportLayout, r *formsapi.Report) *funderPage {
	page := &funderPage{
		frame: v.frame("report-title"), Where: v.say("report-everywhere"), First: v.funderFirst(l),
		Period: v.say("report-period", "From", v.dayShown(r.Period.From), "Until", v.dayShown(r.Period.Until)),
		Back:   reportAddress(reportsPath, r.Office, r.Period),
	}
	page.Title = l.Title
	if r.Office != "" {
		page.Where = v.officeTitle(r.Office)
	}
	for _, c := range l.Columns {
		page.Head = append(page.Head, c.Heading)
	}
	for _, row := range l.Lay(r) {
		f := funderRow{Label: v.funderLabel(l, row)}
		for _, m := range row.Cells {
			f.Cells = append(f.Cells, v.measured(m))
		}
		page.Rows = append(page.Rows, f)
	}
	for _, format := range reportFormats {
		q := reportValues(r.Office, r.Period)
		q.Set("as", format)
		page.Files = append(page.Files, navItem{Path: reportsPath + "/funders/" + l.Name + "?" + q.Encode(), Label: v.say(formatKey(format))})
	}
	return page
}

// funderTable is the same for a spreadsheet.
func (v *visit) funderTable(l formsapi.ReportLayout, r *formsapi.Report) sheet.Table {
	t := sheet.Table{Name: l.Title}
	first := v.funderFirst(l)
	if first != "" {
		t.Head = []string{first}
	}
	for _, c := range l.Columns {
		t.Head = append(t.Head, c.Heading)
	}
	for _, row := range l.Lay(r) {
		var cells []any
		if first != "" {
			cells = append(cells, v.funderLabel(l, row))
		}
		for _, m := range row.Cells {
			cells = append(cells, measuredIn(m))
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

func (v *visit) funderFirst(l formsapi.ReportLayout) string {
	if l.Rows == formsapi.RowTotal {
		return ""
	}
	return v.say(reportHeadKey(l.Rows))
}

func (v *visit) funderLabel(l formsapi.ReportLayout, row formsapi.LaidRow) string {
	if l.Rows == formsapi.RowTotal {
		return ""
	}
	return v.groupName(l.Rows, row.Key)
}

// measured is a cell as it is read.
func (v *visit) measured(m formsapi.Measured) string {
	switch {
	case !m.Told && m.Text != "":
		return m.Text
	case !m.Told:
		return v.say("report-not-told")
	case m.Number == float64(int64(m.Number)) && m.Text != "":
		return v.decimal(m.Number, 0)
	}
	return v.decimal(m.Number, 1)
}

// measuredIn is a cell of a spreadsheet: a number, why there is none, or nothing.
func measuredIn(m formsapi.Measured) any {
	switch {
	case m.Told:
		return m.Number
	case m.Text != "":
		return m.Text
	}
	return nil
}

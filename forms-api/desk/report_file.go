package desk

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"

	formsapi "sportello/forms-api"
	"sportello/forms-api/sheet"
)

// The files that a report can be taken out as.
const (
	formatCSV  = "csv"
	formatXLSX = "xlsx"
)

var (
	reportFormats = []string{formatXLSX, formatCSV}

	formatTypes = map[string]string{
		formatCSV:  "text/csv; charset=utf-8",
		formatXLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	}
)

// downloadReport is the report as a file, of which account is kept.
func (d *desk) downloadReport(v *visit) error {
	format := v.r.PathValue("format")
	if !slices.Contains(reportFormats, format) {
		return &formsapi.Problem{Code: formsapi.CodeNotFound, Key: "not-found"}
	}
	r, err := v.exportReport(format)
	if err != nil {
		return err
	}
	return v.sendTables(fileName("report", r), format, v.reportTables(r))
}

func fileName(what string, r *formsapi.Report) string {
	name := fmt.Sprintf("%s-%s-%s", what, r.Period.From, r.Period.Until)
	if r.Office != "" {
		name += "-" + r.Office
	}
	return name
}

// sendTables sends a file only once it is whole. An Italian spreadsheet parts the cells of
// CSV by semicolons, an English one by commas.
func (v *visit) sendTables(name, format string, tables []sheet.Table) error {
	var whole bytes.Buffer
	var err error
	switch separator := map[string]rune{"it": ';', "en": ','}[v.language]; {
	case format == formatXLSX:
		err = sheet.WriteXLSX(&whole, tables...)
	default:
		err = sheet.WriteCSV(&whole, v.oneTable(tables), separator)
	}
	if err != nil {
		return fmt.Errorf("writing a report: %w", err)
	}
	v.w.Header().Set("Content-Type", formatTypes[format])
	v.w.Header().Set("Content-Disposition", `attachment; filename="`+name+"."+format+`"`)
	v.w.WriteHeader(http.StatusOK)
	if _, err := whole.WriteTo(v.w); err != nil {
		v.Log.Debug("the visitor left before the file was sent", "format", format)
	}
	return nil
}

// oneTable puts tables beneath one another: CSV has one alone. The first column then
// says which of them a row is of. One whose columns are others than those before it has
// its own heading as a row: hours are no persons.
func (v *visit) oneTable(tables []sheet.Table) sheet.Table {
	if len(tables) == 1 {
		return tables[0]
	}
	all := sheet.Table{Head: []string{v.say("report-head-section")}}
	for i, t := range tables {
		switch {
		case i == 0:
			all.Head = append(all.Head, t.Head...)
		case !slices.Equal(t.Head, tables[i-1].Head):
			heading := []any{t.Name}
			for _, text := range t.Head {
				heading = append(heading, text)
			}
			all.Rows = append(all.Rows, heading)
		}
		for _, row := range t.Rows {
			all.Rows = append(all.Rows, append([]any{t.Name}, row...))
		}
	}
	return all
}

// reportTables are the parts of a report: the whole period, then each breakdown.
func (v *visit) reportTables(r *formsapi.Report) []sheet.Table {
	head := []string{v.say("report-head-group"), v.say("report-contacts"), v.say("report-persons")}
	whole := sheet.Table{Name: v.say("report-summary"), Head: head, Rows: [][]any{
		{v.say("report-total"), inCell(r.Total.Contacts), inCell(r.Total.Persons)},
		{v.say("report-anonymous"), inCell(r.Anonymous), nil},
		{v.say("report-erased"), inCell(r.Erased), nil},
	}}
	tables := []sheet.Table{whole}
	for _, d := range formsapi.Dimensions {
		t := sheet.Table{Name: v.say(reportKey(d)), Head: head}
		for _, g := range r.Of(d).Groups {
			t.Rows = append(t.Rows, []any{v.groupName(d, g.Key), inCell(g.Contacts), inCell(g.Persons)})
		}
		if len(t.Rows) > 0 {
			tables = append(tables, t)
		}
	}
	return append(tables, v.waitTable(r), v.opinionTable(r))
}

// inCell is a number, or in words why there is none.
func inCell(f formsapi.Figure) any {
	if f.As == formsapi.Told {
		return f.N
	}
	return f.String()
}

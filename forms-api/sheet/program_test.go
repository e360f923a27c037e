package sheet_test

import (
	"bytes"
	"testing"

	"sportello/forms-api/sheet"
	"sportello/forms-api/sheet/sheettest"
)

// Given a formula where a name should be, the spreadsheet opens the workbook and
// shows the text as it was typed.
func TestASpreadsheetOpensTheWorkbook(t *testing.T) {
	table := sheet.Table{Name: "Prova", Head: []string{"name", "count"}, Rows: [][]any{{"=1+1", 3}, {"+39 333 1234567", 4}, {"أمينة", 2.5}}}
	var out bytes.Buffer
	if err := sheet.WriteXLSX(&out, table); err != nil {
		t.Fatal(err)
	}
	got := sheettest.Opened(t, "report.xlsx", out.Bytes())
	if want := "name,count\n=1+1,3\n+39 333 1234567,4\nأمينة,2.5\n"; got != want {
		t.Errorf("the spreadsheet shows\n%s\nwant\n%s", got, want)
	}
}

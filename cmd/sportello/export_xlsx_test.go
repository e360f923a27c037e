package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	formsapi "sportello/forms-api"
	"sportello/forms-api/sheet/sheettest"
)

// formulaNames are requests of people who wrote a formula where their name should be.
func formulaNames(yield func(formsapi.ExportRow, error) bool) {
	row := formsapi.ExportRow{
		{Name: "name", Value: `=HYPERLINK("http://example.org","x")`}, {Name: "phone", Value: "+393331234567"}, {Name: "people", Value: int64(2)},
		{Name: "needs", Value: []string{"=1+1", "child-care"}},
	}
	yield(row, nil)
}

// A formula in a visitor's name stays text.
func TestAFormulaInANameStaysText(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(workbook(t)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	name := f.GetSheetList()[0]
	for cell, want := range map[string]string{"A2": `=HYPERLINK("http://example.org","x")`, "B2": "+393331234567", "C2": "2", "D2": "=1+1, child-care"} {
		formula, err := f.GetCellFormula(name, cell)
		if err != nil || formula != "" {
			t.Errorf("%s is the formula %q (%v)", cell, formula, err)
		}
		if got, err := f.GetCellValue(name, cell); err != nil || got != want {
			t.Errorf("%s is %q (%v), want %q", cell, got, err, want)
		}
	}
}

func workbook(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	write, err := exportFormat("xlsx", ",")
	if err != nil {
		t.Fatal(err)
	}
	if err := write(&out, formulaNames); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// A spreadsheet program shows it as it was typed too.
func TestASpreadsheetShowsAFormulaInANameAsText(t *testing.T) {
	text := sheettest.Opened(t, "requests.xlsx", workbook(t))
	if want := `"=HYPERLINK(""http://example.org"",""x"")",+393331234567,2,`; !strings.Contains(text, want) {
		t.Errorf("the spreadsheet shows\n%s\nwant %s", text, want)
	}
}

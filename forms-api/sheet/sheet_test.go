package sheet_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"sportello/forms-api/sheet"
)

// dangerous are texts that a spreadsheet would take for formulas, and texts in which
// the signs stand elsewhere.
var dangerous = sheet.Table{
	Name: "Richieste [marzo]: prova/2026 con un nome lungo",
	Head: []string{"Nome", "=Numero"},
	Rows: [][]any{
		{`=HYPERLINK("http://example.org";"x")`, 3}, {"+39 333", 2.5}, {"-5", nil}, {"@SUM(1)", int64(7)}, {"\t=1", 0}, {"\r=1", 0},
		{"a=b; أمينة", "Città"}, {"Amina;=1+1;x", "b,-1|@c"},
	},
}

func TestNoCellOfCSVIsAFormula(t *testing.T) {
	var out bytes.Buffer
	if err := sheet.WriteCSV(&out, dangerous, ';'); err != nil {
		t.Fatal(err)
	}
	want := sheet.ByteOrderMark + "Nome;'=Numero\n" +
		`"'=HYPERLINK(""http://example.org"";""x"")";3` + "\n'+39 333;2,5\n'-5;\n'@SUM(1);7\n'\t'=1;0\n\"'\r'=1\";0\n\"a=b; أمينة\";Città\n\"Amina;'=1+1;x\";b,'-1|'@c\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	out.Reset()
	if err := sheet.WriteCSV(&out, dangerous, ','); err != nil || !strings.Contains(out.String(), "'+39 333,2.5\n") || !strings.Contains(out.String(), "Amina;'=1+1;x,") {
		t.Errorf("parted by commas: %q, %v", out.String(), err)
	}
}

// Given the same in XLSX, each text is a text, as it was typed, and each number a number.
func TestNoCellOfXLSXIsAFormula(t *testing.T) {
	f := opened(t, dangerous, sheet.Table{Name: "'", Head: []string{"x"}})
	names := f.GetSheetList()
	if diff := cmp.Diff([]string{"1 Richieste  marzo   prova 2026", "2"}, names); diff != "" {
		t.Fatalf("the sheets (-want +got):\n%s", diff)
	}
	for i, row := range dangerous.Rows {
		cell := "A" + string(rune('2'+i))
		if formula, err := f.GetCellFormula(names[0], cell); err != nil || formula != "" {
			t.Errorf("%s is the formula %q (%v)", cell, formula, err)
		}
		text, err := f.GetCellValue(names[0], cell)
		if want := strings.ReplaceAll(row[0].(string), "\r", "\n"); err != nil || strings.ReplaceAll(text, "\r", "\n") != want {
			t.Errorf("%s is %q (%v), want %q", cell, text, err, row[0])
		}
	}
	if kind, err := f.GetCellType(names[0], "B2"); err != nil || kind == excelize.CellTypeInlineString || kind == excelize.CellTypeSharedString {
		t.Errorf("a number is of type %v (%v)", kind, err)
	}
}

func opened(t *testing.T, tables ...sheet.Table) *excelize.File {
	t.Helper()
	var out bytes.Buffer
	if err := sheet.WriteXLSX(&out, tables...); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

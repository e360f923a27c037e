package sheet_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"sportello/forms-api/sheet"
)

// program is the spreadsheet that opens what is written: LibreOffice, where it is. With
// SPORTELLO_SPREADSHEET=required, as in CI, the test fails without it.
func program(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("soffice")
	switch {
	case err == nil:
		return path
	case os.Getenv("SPORTELLO_SPREADSHEET") == "required":
		t.Fatal("there is no soffice on this machine: install libreoffice-calc-nogui")
	}
	t.Skip("there is no soffice on this machine: install libreoffice-calc-nogui")
	return ""
}

// converted opens a file with the program, and saves it as CSV.
func converted(t *testing.T, name string, write func(*bytes.Buffer) error) string {
	t.Helper()
	soffice, dir := program(t), t.TempDir()
	var out bytes.Buffer
	if err := write(&out); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name), out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	saved := filepath.Join(dir, "saved")
	run := exec.CommandContext(t.Context(), soffice, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--norestore",
		"--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false", "--outdir", saved, filepath.Join(dir, name))
	run.Env = append(os.Environ(), "HOME="+dir)
	if said, err := run.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	text, err := os.ReadFile(filepath.Join(saved, strings.TrimSuffix(name, filepath.Ext(name))+".csv"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Given a formula where a name should be, the spreadsheet opens the workbook and
// shows the text as it was typed.
func TestASpreadsheetOpensTheWorkbook(t *testing.T) {
	table := sheet.Table{Name: "Prova", Head: []string{"name", "count"}, Rows: [][]any{{"=1+1", 3}, {"+39 333 1234567", 4}, {"أمينة", 2.5}}}
	got := converted(t, "report.xlsx", func(out *bytes.Buffer) error { return sheet.WriteXLSX(out, table) })
	if want := "name,count\n=1+1,3\n+39 333 1234567,4\nأمينة,2.5\n"; got != want {
		t.Errorf("the spreadsheet shows\n%s\nwant\n%s", got, want)
	}
}

// Package sheettest opens a spreadsheet with a program that people use, so that tests
// see what they would see.
package sheettest

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Opened is what LibreOffice makes of a file: its first sheet, as CSV. Where there is no
// LibreOffice the test is skipped, or, with SPORTELLO_SPREADSHEET=required as in CI, fails.
func Opened(t *testing.T, name string, content []byte) string {
	t.Helper()
	dir := t.TempDir()
	file, saved := filepath.Join(dir, name), filepath.Join(dir, "saved")
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	run := exec.CommandContext(t.Context(), program(t), "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--norestore",
		"--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false", "--outdir", saved, file)
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

func program(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("soffice")
	if err == nil {
		return path
	}
	const missing = "there is no soffice on this machine: install libreoffice-calc-nogui"
	if os.Getenv("SPORTELLO_SPREADSHEET") == "required" {
		t.Fatal(missing)
	}
	t.Skip(missing)
	return ""
}

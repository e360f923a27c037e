package main

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

// exampleLine is a commented line that would be a setting without its "# ".
var exampleLine = regexp.MustCompile(`(?m)^# (\[[a-z.]+\]|[a-z_]+ *= .*)$`)

// The example that comes with the program explains every key, and is right when
// the signs before its settings are taken away.
func TestTheExampleExplainsEveryKey(t *testing.T) {
	text, err := os.ReadFile("../../sportello.toml")
	if err != nil {
		t.Fatal(err)
	}
	var settings []string
	for _, line := range exampleLine.FindAllStringSubmatch(string(text), -1) {
		settings = append(settings, line[1])
	}
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, configName), strings.Join(settings, "\n"))
	c, err := readConfig(dir)
	if err != nil {
		t.Fatalf("without the signs it is refused: %v", err)
	}
	for _, of := range []any{c, *c.Mail, *c.SMS, c.Desk, c.Retention, c.Report["fami"]} {
		unset(t, reflect.ValueOf(of))
	}
}

func unset(t *testing.T, settings reflect.Value) {
	t.Helper()
	for n := range settings.NumField() {
		if key := settings.Type().Field(n).Tag.Get("toml"); key != "" && settings.Field(n).IsZero() {
			t.Errorf("the example does not set %s of %s", key, settings.Type().Name())
		}
	}
}

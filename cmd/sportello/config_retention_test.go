package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	formsapi "sportello/forms-api"
)

// Given [retention], what it names is kept as long as it says, and the rest as long
// as by default; what cannot be is refused in a sentence.
func TestRetentionIsRead(t *testing.T) {
	read := func(text string) (config, error) {
		town := t.TempDir()
		if err := os.WriteFile(filepath.Join(town, configName), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return readConfig(town)
	}
	changed := formsapi.DefaultRetention
	changed.Finished, changed.Comments = 180, 365
	for text, want := range map[string]formsapi.Retention{
		"": formsapi.DefaultRetention, "[retention]\nfinished = 180\ncomments = 365\n": changed,
	} {
		if c, err := readConfig(t.TempDir()); err != nil || c.Retention.periods() != formsapi.DefaultRetention {
			t.Errorf("without a file: %+v, %v", c.Retention, err)
		}
		if c, err := read(text); err != nil || c.Retention.periods() != want {
			t.Errorf("%q: %+v, %v", text, c.Retention, err)
		}
	}
	for text, want := range map[string]string{
		"[retention]\nfinished = 0\n":    "finished = 0",
		"[retention]\naudit_log = 30\n":  "for 180 days at least",
		"[retention]\nfinished = true\n": "sportello.toml:2",
		"[retention]\nrequests = 365\n":  "there is no key \"retention.requests\"",
	} {
		if _, err := read(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

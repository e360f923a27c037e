package main

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestTheOriginFollowsTheUrlOrTheAddress(t *testing.T) {
	cases := []struct{ toml, listening, want string }{
		{"", "127.0.0.1:8080", "http://127.0.0.1:8080"},
		{"", "[::1]:9000", "http://[::1]:9000"},
		{"", "[::]:9000", "http://127.0.0.1:9000"},
		{"", "0.0.0.0:80", "http://127.0.0.1:80"},
		{`url = "https://help.example.org"`, "127.0.0.1:8080", "https://help.example.org"},
		{`url = "https://help.example.org/"`, "127.0.0.1:8080", "https://help.example.org"},
		{`url = "http://localhost:8080"`, "127.0.0.1:8080", "http://localhost:8080"},
	}
	for _, c := range cases {
		config := given(t, c.toml)
		if got := config.origin(c.listening).String(); got != c.want {
			t.Errorf("with %q, listening on %s, the origin is %s, want %s", c.toml, c.listening, got, c.want)
		}
	}
}

func given(t *testing.T, text string) config {
	t.Helper()
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, configName), text)
	c, err := readConfig(dir)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestSettingsThatCannotBeAreRefused(t *testing.T) {
	for text, want := range map[string]string{
		`url = "help.example.org"`:            "must be like https://help.example.org",
		`url = "ftp://help.example.org"`:      "must be like https://help.example.org",
		`url = "https://example.org/help"`:    "must end after the host: https://example.org",
		`url = "https://me:pw@example.org"`:   "must end after the host",
		`trusted_proxies = ["the proxy"]`:     "neither an address",
		"url = \"http://x\"\ncolour = 1":      `sportello.toml:2: there is no key "colour"`,
		"url = \"http://x\"\n\n[mail]\nx = 1": `sportello.toml:4: there is no key "mail.x"`,
		"url = \"http://x\"\n\n[post]\nx = 1": `sportello.toml:3: there is no key "post`,
		"[desk]\nwrites_content = \"no\"":     "sportello.toml:2: ",
		"[desk]\nwrites = false":              `sportello.toml:2: there is no key "desk.writes"`,
		"url = [":                             "sportello.toml:1: ",
	} {
		dir := t.TempDir()
		writeFile(t, filepath.Join(dir, configName), text)
		if _, err := readConfig(dir); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want an error with %q", text, err, want)
		}
	}
}

// Given a town that says nothing of it, what is translated at the desk is written
// into its content; only a plain no keeps it out.
func TestTranslationsAreWrittenUnlessTheTownSaysNo(t *testing.T) {
	for toml, want := range map[string]bool{
		"": true, "[desk]": true, "[desk]\nwrites_content = true": true, "[desk]\nwrites_content = false": false,
	} {
		c := given(t, toml)
		if got := c.writesContent(); got != want {
			t.Errorf("with %q they are written: %t, want %t", toml, got, want)
		}
	}
}

func TestOnlyThisMachineIsLocal(t *testing.T) {
	for toml, want := range map[string]bool{
		`url = "http://127.0.0.1:8080"`:    true,
		`url = "http://[::1]:8080"`:        true,
		`url = "http://localhost"`:         true,
		`url = "https://127.0.0.1"`:        false,
		`url = "http://10.0.0.1"`:          false,
		`url = "http://localhost.example"`: false,
	} {
		c := given(t, toml)
		if got := isLocal(c.origin("")); got != want {
			t.Errorf("%s is local: %t, want %t", toml, got, want)
		}
	}
}

func TestTheRingStaysOutOfTheDataFolder(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "data/x"), "")
	f := folders{data: filepath.Join(dir, "data")}
	for keys, refused := range map[string]bool{
		"keys.toml": false, "data/keys.toml": true, "data/deep/er/keys.toml": true, "data2/keys.toml": false, "data/../keys.toml": false,
	} {
		env := func(string) string { return filepath.Join(dir, keys) }
		if _, err := f.keyFile(env); (err != nil) != refused {
			t.Errorf("%s: %v, refused %t", keys, err, refused)
		}
	}
}

func TestMistypedWordsAreUnderstood(t *testing.T) {
	known := []string{"serve", "build", "check", "staff"}
	for word, want := range map[string]string{"serv": "serve", "biuld": "build", "stuff": "staff", "x": "", "elephant": ""} {
		if got := nearest(word, known); got != want {
			t.Errorf("%q was understood as %q, want %q", word, got, want)
		}
	}
}

package main

import (
	"io"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"sportello/forms-api/notify"
)

const (
	someMail = "[mail]\nhost = \"mail.example.org\"\nfrom = \"Sportello <desk@example.org>\"\n"
	someSMS  = "[sms]\nurl = \"https://gateway.example.org/send\"\n"
)

// Given settings of mail and SMS that do not go together, each is refused in a
// sentence that says what to write.
func TestMailAndSMSThatCannotBeAreRefused(t *testing.T) {
	for text, want := range map[string]string{
		"[mail]\nfrom = \"a@example.org\"":                                  "[mail] names no server: write host",
		"[mail]\nhost = \"mail.example.org\"":                               "[mail] says not from whom e-mails are",
		"[mail]\nhost = \"mail.example.org\"\nfrom = \"desk\"":              "must be like \"Sportello <",
		"[mail]\nhost = \"mail.example.org\"\nfrom = \"città@example.org\"": "must be like \"Sportello <",
		someMail + "tls = \"ssl\"":                                          `it is "starttls", "tls" or "none"`,
		someMail + "port = 70000":                                           "a number from 1 to 65535",
		someMail + "password_file = \"x\"":                                  "a password_file and no user",
		someMail + "tls = \"none\"\nuser = \"desk\"\npassword_file = \"x\"": "never sent in clear",
		"[sms]\nsender = \"Desk\"":                                          "[sms] names no gateway",
		"[sms]\nurl = \"gateway\"":                                          "must be like https://gateway.example.org/send",
		"[sms]\nurl = \"http://gateway.example.org/\"":                      "write https",
		"[sms]\nurl = \"https://me:secret@gateway.example.org/\"":           "write it into token_file",
		someSMS + "sender = \"Sportello di Potenza\"":                       "at most 11 letters and digits",
	} {
		dir := t.TempDir()
		writeFile(t, filepath.Join(dir, configName), text)
		if _, err := readConfig(dir); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want an error with %q", text, err, want)
		}
	}
}

// messengersOf opens what a file sets up, with the variables of an environment.
func messengersOf(t *testing.T, text string, variables map[string]string) (messengers, error) {
	t.Helper()
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, configName), text)
	writeFile(t, filepath.Join(dir, "password"), "correct horse\n")
	writeFile(t, filepath.Join(dir, "empty"), "\n")
	settings, err := readConfig(dir)
	if err != nil {
		t.Fatal(err)
	}
	c := &console{out: io.Discard, err: io.Discard, env: func(name string) string { return variables[name] }}
	return c.openMessengers(dir, settings, &url.URL{Scheme: "https", Host: "help.example.org:8443"})
}

// Given a secret in a file or in a variable, it is read; in both, in none, or in
// an empty file, that is said, and the secret is not.
func TestASecretIsInOnePlace(t *testing.T) {
	const user = someMail + "user = \"desk\"\n"
	set := map[string]string{mailPassword: "battery", smsToken: "staple"}
	for _, c := range []struct {
		text      string
		variables map[string]string
		password  string
		token     string
		fails     string
	}{
		{text: user + "password_file = \"password\"\n", password: "correct horse"},
		{text: user + someSMS, variables: set, password: "battery", token: "staple"},
		{text: someSMS + "token_file = \"password\"\n", token: "correct horse"},
		{text: user + "password_file = \"password\"\n", variables: set, fails: "keep one of them"},
		{text: user, fails: "name a file with [mail] password_file, or set the variable SPORTELLO_MAIL_PASSWORD"},
		{text: someSMS, fails: "name a file with [sms] token_file, or set the variable SPORTELLO_SMS_TOKEN"},
		{text: user + "password_file = \"empty\"\n", fails: "is empty"},
		{text: user + "password_file = \"missing\"\n", fails: "[mail] password_file: "},
	} {
		m, err := messengersOf(t, c.text, c.variables)
		if c.fails != "" {
			if err == nil || !strings.Contains(err.Error(), c.fails) || strings.Contains(err.Error(), "battery") {
				t.Errorf("%q: %v, want an error with %q", c.text, err, c.fails)
			}
			continue
		}
		if err != nil {
			t.Errorf("%q: %v", c.text, err)
			continue
		}
		if c.password != "" && (m.mail == nil || m.mail.Password != c.password) {
			t.Errorf("%q: the mail server is %+v", c.text, m.mail)
		}
		if (m.sms != nil) != (c.token != "") || m.sms != nil && m.sms.Token != c.token {
			t.Errorf("%q: the gateway is %+v", c.text, m.sms)
		}
	}
}

// Given what a file says, the rest is as most servers have it.
func TestMailHasDefaults(t *testing.T) {
	for mode, port := range map[string]int{"": 587, "tls = \"starttls\"": 587, "tls = \"tls\"": 465, "tls = \"none\"": 25, "port = 2525": 2525} {
		m, err := messengersOf(t, someMail+mode+"\n", nil)
		if err != nil || m.mail.Port != port || m.mail.From.Name != "Sportello" || m.mail.Site != "help.example.org" {
			t.Errorf("%q: %+v (%v)", mode, m.mail, err)
		}
	}
	m, err := messengersOf(t, someMail, nil)
	if err != nil || m.mail.TLS != notify.StartTLS || !m.channels().Email || m.channels().SMS {
		t.Errorf("%+v, %+v (%v)", m.mail, m.channels(), err)
	}
	if m, err := messengersOf(t, "", nil); err != nil || m.channels().Email || m.channels().SMS {
		t.Errorf("without either: %+v (%v)", m.channels(), err)
	}
}

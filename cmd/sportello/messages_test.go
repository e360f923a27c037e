package main

import (
	"bytes"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
)

// trial runs `sportello messages test` in a town with some settings.
func trial(t *testing.T, settings, to string) (code int, said, complained string) {
	t.Helper()
	town := hamlet(t)
	writeFile(t, filepath.Join(town, configName), settings)
	before := filesOf(t, town)
	var out, errs bytes.Buffer
	args := []string{"messages", "test", "--site", town, "--to", to}
	code = run(t.Context(), args, strings.NewReader(""), &out, &errs, func(name string) string {
		return map[string]string{smsToken: "staple"}[name]
	})
	if after := filesOf(t, town); after != before {
		t.Errorf("the test left %s, before it there was %s", after, before)
	}
	return code, out.String(), errs.String()
}

// filesOf lists what is in a folder.
func filesOf(t *testing.T, dir string) string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		all = append(all, path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(all, " ")
}

func mailAt(port int) string {
	return fmt.Sprintf("url = \"https://help.example.org\"\n[mail]\nhost = \"127.0.0.1\"\nport = %d\ntls = \"none\"\nfrom = \"noreply@example.org\"\n", port)
}

// Given a mail server that takes e-mails, a test arrives there, and what the server
// answered is said.
func TestATestEmailArrives(t *testing.T) {
	mails := serveMail(t, 0)
	code, said, complained := trial(t, mailAt(mails.port), "ada@comune.example.it")
	if code != exitDone || complained != "" || !strings.Contains(said, fmt.Sprintf("The mail server 127.0.0.1:%d has taken the test for ada@comune.example.it, and answered: ", mails.port)) ||
		!strings.Contains(said, "OK") {
		t.Errorf("exit %d: %s%s", code, said, complained)
	}
	got := mails.all()
	if len(got) != 1 || got[0].to != "ada@comune.example.it" || !strings.Contains(got[0].text, "Subject: A test from the help desk") ||
		!strings.Contains(strings.ReplaceAll(got[0].text, "=\r\n", ""), "https://help.example.org") {
		t.Errorf("the server has %+v", got)
	}
}

// Given a mail server that refuses, or none, the exit code is 1, and what it said
// and what to do now are told.
func TestATestEmailThatFailsSaysWhatToDo(t *testing.T) {
	refusing := serveMail(t, 0)
	refusing.refuse = func(string) error {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "relaying denied"}
	}
	for _, c := range []struct {
		settings, sentence, now string
	}{
		{mailAt(refusing.port), "has not taken the test for ada@example.org: the address is refused (550 5.7.1). It was said: 550 5.7.1 relaying denied\n", "hint: the server does not let us send there: write user and password_file"},
		{mailAt(closedPort(t)), "the server cannot be reached. It was said: ", "hint: look at host and port of [mail]"},
		{strings.Replace(mailAt(serveMail(t, 0).port), `"none"`, `"starttls"`, 1), "the server offers no STARTTLS", "hint: look at port and tls of [mail]"},
	} {
		code, said, complained := trial(t, c.settings, "ada@example.org")
		if code != exitFailed || said != "" || !strings.HasPrefix(complained, "sportello: the mail server 127.0.0.1:") ||
			!strings.Contains(complained, c.sentence) || !strings.Contains(complained, c.now) {
			t.Errorf("exit %d: %s%s, want %q and %q", code, said, complained, c.sentence, c.now)
		}
	}
}

// closedPort is one where nobody listens.
func closedPort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// Given an SMS gateway, a test reaches it as every SMS does; what it answers is said.
func TestATestSMSReachesTheGateway(t *testing.T) {
	status, given := http.StatusAccepted, ""
	gateway := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		given = r.Header.Get("Authorization") + " " + string(body)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, "queued\n7")
	}))
	defer gateway.Close()
	settings := "[sms]\nurl = \"" + gateway.URL + "\"\n"
	code, said, complained := trial(t, settings, "333 123 4567")
	if code != exitDone || complained != "" || !strings.Contains(said, "has taken the test for +393331234567, and answered: 202 Accepted queued 7\n") {
		t.Errorf("exit %d: %s%s", code, said, complained)
	}
	for _, want := range []string{"Bearer staple ", `"to":"+393331234567"`, `"encoding":"gsm-7"`, `"parts":1`} {
		if !strings.Contains(given, want) {
			t.Errorf("the gateway was given %s, without %s", given, want)
		}
	}
	status = http.StatusUnauthorized
	code, said, complained = trial(t, settings, "+39 333 123 4567")
	if code != exitFailed || said != "" || !strings.Contains(complained, "the gateway answers 401. It was said: 401 Unauthorized queued 7\n") ||
		!strings.Contains(complained, "hint: look at the token") {
		t.Errorf("exit %d: %s%s", code, said, complained)
	}
}

// Given a test that cannot be made, nothing is sent, and the exit code is 2.
func TestATestThatCannotBeMadeIsRefused(t *testing.T) {
	mails := serveMail(t, 0)
	for _, c := range []struct{ settings, to, sentence string }{
		{"", "ada@example.org", "no mail server is set up: sportello.toml has no [mail]"},
		{mailAt(mails.port), "333 123 4567", "no SMS gateway is set up: sportello.toml has no [sms]"},
		{mailAt(mails.port), "ada@", `--to is "ada@", which is no e-mail`},
		{mailAt(mails.port), "", "--to is missing"},
		{someSMS, "12", `--to is "12", which is neither a telephone nor an e-mail`},
	} {
		code, said, complained := trial(t, c.settings, c.to)
		if code != exitCannot || said != "" || !strings.Contains(complained, c.sentence) || !strings.Contains(complained, "\nhint: ") {
			t.Errorf("--to %q: exit %d: %s%s, want %q", c.to, code, said, complained, c.sentence)
		}
	}
	if n := len(mails.all()); n != 0 {
		t.Errorf("%d e-mails arrived", n)
	}
}

// Given a server that wants to be asked again, nobody is told that the address is bad.
func TestATestThatIsRefusedForNowIsToBeRepeated(t *testing.T) {
	grey := serveMail(t, 0)
	grey.refuse = func(string) error {
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 7, 1}, Message: "greylisted"}
	}
	code, _, complained := trial(t, mailAt(grey.port), "ada@example.org")
	if code != exitFailed || !strings.Contains(complained, "the address is refused for now (451 4.7.1)") ||
		!strings.Contains(complained, "hint: the service would try again by itself; run the test again in five minutes") {
		t.Errorf("exit %d: %s", code, complained)
	}
}

// Given a refusal of 100 kB, its beginning is shown.
func TestALongAnswerIsCut(t *testing.T) {
	talkative := serveMail(t, 0)
	talkative.refuse = func(string) error {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: strings.Repeat("no ", 33_000)}
	}
	if code, _, complained := trial(t, mailAt(talkative.port), "ada@example.org"); code != exitFailed || len(complained) > 1000 {
		t.Errorf("exit %d, and %d bytes", code, len(complained))
	}
}

// Given no address of the site, a test that arrives says that links lead nowhere;
// one by SMS says nothing of the ways of e-mail.
func TestATestWarnsOfLinksThatLeadNowhere(t *testing.T) {
	mails := serveMail(t, 0)
	const warning = "Warning: url is not set in sportello.toml"
	if _, said, _ := trial(t, mailAt(mails.port), "ada@example.org"); strings.Contains(said, warning) || !strings.Contains(said, "SPF") {
		t.Errorf("with an address it says %s", said)
	}
	without := strings.Replace(mailAt(mails.port), "url = \"https://help.example.org\"\n", "", 1)
	if _, said, _ := trial(t, without, "ada@example.org"); !strings.Contains(said, warning) {
		t.Errorf("without one it says %s", said)
	}
	gateway := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusAccepted) }))
	defer gateway.Close()
	if _, said, _ := trial(t, "[sms]\nurl = \""+gateway.URL+"\"\n", "333 123 4567"); strings.Contains(said, "SPF") || !strings.Contains(said, "See whether it arrives.") {
		t.Errorf("by SMS it says %s", said)
	}
}

// Given a gateway that goes on after its answer, nothing of it is printed.
func TestWhatComesAfterAnAnswerIsNotPrinted(t *testing.T) {
	var printed bytes.Buffer
	log.SetOutput(&printed)
	defer log.SetOutput(os.Stderr)
	gateway := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		conn, out, err := w.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		_, _ = out.WriteString("HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\n\r\nok")
		_ = out.Flush()
		_, _ = out.WriteString("raw bytes that nobody asked for")
		_ = out.Flush()
		time.Sleep(200 * time.Millisecond)
		_ = conn.Close()
	}))
	defer gateway.Close()
	code, said, complained := trial(t, "[sms]\nurl = \""+gateway.URL+"\"\n", "333 123 4567")
	gateway.Close()
	http.DefaultClient.CloseIdleConnections()
	time.Sleep(50 * time.Millisecond)
	if code != exitDone || complained != "" || printed.Len() > 0 {
		t.Errorf("exit %d: %s%s, and printed %s", code, said, complained, &printed)
	}
}

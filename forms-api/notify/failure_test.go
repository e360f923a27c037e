package notify_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	"github.com/google/uuid"

	"sportello/forms-api/notify"
)

// answering is a mail server that greets with a line, and answers what begins with
// the words that it knows; to anything else it says that it is fine.
func answering(t *testing.T, greeting string, answers map[string]string) *notify.SMTPServer {
	t.Helper()
	return scripted(t, func(conn net.Conn) {
		_, _ = io.WriteString(conn, greeting+"\r\n")
		for in := bufio.NewScanner(conn); in.Scan(); {
			word, _, _ := strings.Cut(strings.ToUpper(in.Text()), " ")
			said, known := answers[word]
			switch {
			case !known:
				said = "250 fine"
			case said == "": // hangs up
				return
			}
			_, _ = io.WriteString(conn, said+"\r\n")
		}
	})
}

// refusing is a mail server that refuses every address, or every message.
func refusing(t *testing.T, address, message error) *notify.SMTPServer {
	t.Helper()
	mails := serveMail(t)
	mails.refuse, mails.content = func(string) error { return address }, func() error { return message }
	return mails.mail()
}

func refusal(code, class, subject, detail int) error {
	return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{class, subject, detail}, Message: "no"}
}

// signingIn has a server's user sign in.
func signingIn(m *notify.SMTPServer) *notify.SMTPServer {
	m.User, m.Password = "desk", "battery"
	return m
}

// silent is the port of a server that takes a call and says nothing.
func silent(t *testing.T) int {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	return listener.Addr().(*net.TCPAddr).Port
}

func mailOn(t *testing.T, port int) *notify.SMTPServer {
	t.Helper()
	m := serveMail(t).mail()
	m.Port = port
	return m
}

// failingMail are mail servers that do not take an e-mail, by the kind of failure.
var failingMail = []struct {
	kind   notify.FailureKind
	server func(*testing.T) *notify.SMTPServer
}{
	{notify.FailureMailUnreachable, func(t *testing.T) *notify.SMTPServer { return mailOn(t, closedPort(t)) }},
	{notify.FailureMailSlow, func(t *testing.T) *notify.SMTPServer { return mailOn(t, silent(t)) }},
	{notify.FailureMailTooMuch, func(t *testing.T) *notify.SMTPServer {
		return answering(t, strings.TrimSuffix(strings.Repeat("220-"+strings.Repeat("welcome ", 120)+"\r\n", 2000), "\r\n"), nil)
	}},
	{notify.FailureMailNoTLS, func(t *testing.T) *notify.SMTPServer {
		m := serveMail(t).mail()
		m.TLS = notify.StartTLS
		return m
	}},
	{notify.FailureMailCertificate, func(t *testing.T) *notify.SMTPServer {
		m := serveMail(t, withTLS(t, true)).mail()
		m.TLS = notify.TLS
		_, m.Roots = newCertificate(t)
		return m
	}},
	{notify.FailureMailBroken, func(t *testing.T) *notify.SMTPServer {
		return answering(t, "220 ready", map[string]string{"MAIL": ""})
	}},
	{notify.FailureMailPassword, func(t *testing.T) *notify.SMTPServer {
		m := signingIn(serveMail(t, withTLS(t, false)).mail())
		m.TLS = notify.StartTLS
		return m
	}},
	{notify.FailureMailSignIn, func(t *testing.T) *notify.SMTPServer {
		return signingIn(answering(t, "220 ready", map[string]string{
			"EHLO": "250-here\r\n250 AUTH PLAIN", "AUTH": "534 5.7.9 a password for programs is needed",
		}))
	}},
	{notify.FailureMailRefuses, func(t *testing.T) *notify.SMTPServer { return answering(t, "554 not you", nil) }},
	{notify.FailureForNow, func(t *testing.T) *notify.SMTPServer { return answering(t, "421 too busy", nil) }},
	{notify.FailureForNow, func(t *testing.T) *notify.SMTPServer { return refusing(t, refusal(450, 4, 7, 1), nil) }},
	{notify.FailureMailPolicy, func(t *testing.T) *notify.SMTPServer { return refusing(t, refusal(550, 5, 7, 1), nil) }},
	{notify.FailureMailPolicy, func(t *testing.T) *notify.SMTPServer {
		return answering(t, "220 ready", map[string]string{"RCPT": "530 sign in first"})
	}},
	{notify.FailureMailSender, func(t *testing.T) *notify.SMTPServer {
		return answering(t, "220 ready", map[string]string{"MAIL": "553 not in your name"})
	}},
	{notify.FailureMailAddress, func(t *testing.T) *notify.SMTPServer { return refusing(t, refusal(550, 5, 1, 1), nil) }},
	{notify.FailureMailMessage, func(t *testing.T) *notify.SMTPServer { return refusing(t, nil, refusal(554, 5, 6, 0)) }},
}

// kindOf is that of a failure to send, within the time that is left.
func kindOf(t *testing.T, send func(context.Context) error) notify.FailureKind {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	err := send(ctx)
	var failed *notify.Failure
	if !errors.As(err, &failed) {
		t.Errorf("it fails with %v", err)
		return ""
	}
	return failed.Kind
}

// Given each way in which a mail server or a gateway takes no message, the failure
// says what kind it is; and each kind there is comes of one.
func TestEachFailureSaysItsKind(t *testing.T) {
	met := map[notify.FailureKind]bool{}
	meets := func(want, got notify.FailureKind) {
		t.Helper()
		if met[want] = true; got != want {
			t.Errorf("it is %q, want %q", got, want)
		}
	}
	e := notify.Email{ID: uuid.New(), To: "ada@example.org", Language: "en", Subject: "A test", Text: "words\n", HTML: "<p>words</p>"}
	for _, c := range failingMail {
		server := c.server(t)
		meets(c.kind, kindOf(t, func(ctx context.Context) error { return server.Send(ctx, e) }))
	}
	e.To = "ada at example"
	meets(notify.FailureMailUnwritable, kindOf(t, func(ctx context.Context) error { return serveMail(t).mail().Send(ctx, e) }))

	p := serveSMS(t)
	bySMS := func(ctx context.Context) error {
		return p.sms().Send(ctx, notify.NewText(uuid.New(), "+393331234567", "words"))
	}
	for answer, want := range map[int]notify.FailureKind{
		302: notify.FailureGatewayRedirects, 400: notify.FailureGatewayRefuses, 401: notify.FailureGatewayToken, 403: notify.FailureGatewayToken,
		404: notify.FailureGatewayAddress, 422: notify.FailureGatewayRefuses, 429: notify.FailureGatewayTrouble, 500: notify.FailureGatewayTrouble,
	} {
		p.answer = answer
		meets(want, kindOf(t, bySMS))
	}
	slow := &notify.Gateway{URL: fmt.Sprintf("http://127.0.0.1:%d/", silent(t)), Client: notify.NewGatewayClient()}
	meets(notify.FailureGatewaySlow, kindOf(t, func(ctx context.Context) error { return slow.Send(ctx, notify.Text{}) }))
	p.Close()
	meets(notify.FailureGatewayUnreachable, kindOf(t, bySMS))

	for _, kind := range notify.FailureKinds {
		if !met[kind] {
			t.Errorf("nothing fails with %q", kind)
		}
	}
}

package notify_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	"github.com/google/uuid"

	formsapi "sportello/forms-api"
	"sportello/forms-api/notify"
)

// Given an appointment, the e-mail has text, HTML and a calendar entry, names
// nobody in its subject, and says that a machine wrote it.
func TestAnEmailIsComplete(t *testing.T) {
	s, mails := begin(t), serveMail(t)
	ref := s.asked(t, monday.Add(72*time.Hour), byEmail)
	if err := deliver(t, s.deliverer(mails.mail(), nil)); err != nil {
		t.Fatal(err)
	}
	got := mails.all()
	if len(got) != 1 || got[0].to != "amina@example.org" {
		t.Fatalf("the mail server has %+v", got)
	}
	m := got[0]
	if want := "<" + first(t, s, ref).ID.String() + "@help.example.org>"; m.id() != want {
		t.Errorf("its Message-ID is %s, want %s", m.id(), want)
	}
	for header, want := range map[string]string{"Auto-Submitted": "auto-generated", "Content-Language": "it"} {
		if m.header.Get(header) != want {
			t.Errorf("%s is %q", header, m.header.Get(header))
		}
	}
	if subject := m.subject(t); subject != "Il tuo appuntamento è fissato" {
		t.Errorf("its subject is %q", subject)
	}
	link := "https://help.example.org/it/appointments/" + ref.String()
	for _, kind := range []string{"text/plain", "text/html"} {
		for _, want := range []string{"giovedì 5 marzo 2026, ore 10:00", "Sportello di Potenza", "via Lacava, 2, Potenza", link, link + "/cancel", ref.String()} {
			if !strings.Contains(m.parts[kind], want) {
				t.Errorf("%s does not say %q: %s", kind, want, m.parts[kind])
			}
		}
		for _, word := range []string{"legal", "Consulenza", "Amina"} {
			if strings.Contains(m.parts[kind], word) {
				t.Errorf("%s says %q", kind, word)
			}
		}
	}
	if !strings.Contains(m.kinds["text/calendar"], "method=PUBLISH") || !strings.HasPrefix(m.parts["text/calendar"], "BEGIN:VCALENDAR") {
		t.Errorf("its calendar entry is %q: %q", m.kinds["text/calendar"], m.parts["text/calendar"])
	}
}

// Given somebody who reads Arabic, the e-mail runs from right to left.
func TestAnEmailRunsTheWayOfItsLanguage(t *testing.T) {
	s, mails := begin(t), serveMail(t)
	if _, err := s.asks.Request(t.Context(), formsapi.AppointmentRequest{
		Office: "potenza", Service: "legal-advice", Slot: monday.Add(72 * time.Hour).Format(time.RFC3339), Language: "ar", Consent: true,
		Details: formsapi.Details{Name: "أمينة", Email: "amina@example.org"},
	}); err != nil {
		t.Fatal(err)
	}
	if err := deliver(t, s.deliverer(mails.mail(), nil)); err != nil {
		t.Fatal(err)
	}
	m := mails.all()[0]
	if subject := m.subject(t); subject != "موعدك مؤكَّد" {
		t.Errorf("its subject is %q", subject)
	}
	if html := m.parts["text/html"]; !strings.Contains(html, `<html lang="ar" dir="rtl">`) || !strings.Contains(html, `<bdi dir="ltr">https://`) ||
		!strings.Contains(html, "الخميس، 5 مارس 2026، الساعة 10:00") {
		t.Errorf("it is %s", html)
	}
}

// Given somebody who asked for discretion, neither the sender nor a word of the
// e-mail names the office.
func TestADiscreetEmailNamesNoOffice(t *testing.T) {
	s, mails := begin(t), serveMail(t)
	discreet := byEmail
	discreet.Discreet = true
	s.asked(t, monday.Add(72*time.Hour), discreet)
	if err := deliver(t, s.deliverer(mails.mail(), nil)); err != nil {
		t.Fatal(err)
	}
	m := mails.all()[0]
	if from := m.header.Get("From"); from != "<noreply@help.example.org>" {
		t.Errorf("it is from %q", from)
	}
	for kind, text := range m.parts {
		for _, word := range []string{"Potenza", "Lacava", "0971"} {
			if strings.Contains(text, word) {
				t.Errorf("%s names %q", kind, word)
			}
		}
	}
	if f := s.file.asked[0]; !f.Discreet {
		t.Error("the calendar entry does not know of it")
	}
}

// Given a mail server's way to be spoken to, an e-mail reaches it in that way,
// and is not sent in another.
func TestTheWayToTheMailServerIsProtected(t *testing.T) {
	e := notify.Email{ID: uuid.Must(uuid.NewV7()), To: "amina@example.org", Subject: "x", Text: "x", HTML: "x"}
	type settings func(*notify.SMTPServer)
	signing := func(password string) settings {
		return func(m *notify.SMTPServer) { m.User, m.Password = "desk", password }
	}
	for name, c := range map[string]struct {
		server func(*sink)
		mode   notify.TLSMode
		change settings
		fails  string
	}{
		"in clear":                  {mode: notify.NoTLS},
		"turning to TLS":            {server: withTLS(t, false), mode: notify.StartTLS},
		"TLS from the beginning":    {server: withTLS(t, true), mode: notify.TLS},
		"signing in":                {server: withTLS(t, false), mode: notify.StartTLS, change: signing("correct horse")},
		"signing in from the start": {server: withTLS(t, true), mode: notify.TLS, change: signing("correct horse")},
		"a wrong password":          {server: withTLS(t, false), mode: notify.StartTLS, change: signing("battery"), fails: "refuses us (535)"},
		"a server without TLS":      {mode: notify.StartTLS, fails: "smtp: "},
		"somebody else's server":    {server: withTLS(t, false), mode: notify.StartTLS, change: func(m *notify.SMTPServer) { _, m.Roots = newCertificate(t) }, fails: "certificate is not trusted"},
		"no server":                 {mode: notify.NoTLS, change: func(m *notify.SMTPServer) { m.Port = closedPort(t) }, fails: "cannot be reached"},
	} {
		t.Run(name, func(t *testing.T) {
			var mails *sink
			if c.server != nil {
				mails = serveMail(t, c.server)
			} else {
				mails = serveMail(t)
			}
			m := mails.mail()
			m.TLS = c.mode
			if c.change != nil {
				c.change(m)
			}
			err := m.Send(t.Context(), e)
			if c.fails == "" {
				if err != nil || len(mails.all()) != 1 || mails.user != m.User {
					t.Errorf("%v; it has %d e-mails, and %q signed in", err, len(mails.all()), mails.user)
				}
				return
			}
			var why *notify.Failure
			if !errors.As(err, &why) || !strings.Contains(why.Cause, c.fails) || why.Final || len(mails.all()) != 0 {
				t.Errorf("it fails with %v, want %q and another attempt", err, c.fails)
			}
		})
	}
}

// Given what a mail server answers, only an address that nobody will ever read at
// is given up at once; what is kept of an answer names nobody.
func TestOnlyABadAddressIsGivenUpAtOnce(t *testing.T) {
	e := notify.Email{ID: uuid.Must(uuid.NewV7()), To: "amina@example.org", Subject: "x", Text: "x", HTML: "x"}
	said := func(code int, detail smtp.EnhancedCode) error {
		return &smtp.SMTPError{Code: code, EnhancedCode: detail, Message: "<amina@example.org> unknown"}
	}
	for _, c := range []struct {
		rcpt, data error
		final      bool
		cause      string
	}{
		{rcpt: said(550, smtp.EnhancedCode{5, 1, 1}), final: true, cause: "smtp: the address is refused (550 5.1.1)"},
		{rcpt: said(450, smtp.EnhancedCode{4, 2, 1}), cause: "smtp: the address is refused for now (450 4.2.1)"},
		{rcpt: said(550, smtp.EnhancedCode{5, 7, 1}), cause: "smtp: the address is refused (550 5.7.1)"},
		{data: said(554, smtp.EnhancedCode{5, 6, 0}), cause: "smtp: the message is refused (554 5.6.0)"},
		{data: said(550, smtp.EnhancedCode{5, 1, 1}), final: true, cause: "smtp: the message is refused (550 5.1.1)"},
	} {
		mails := serveMail(t)
		mails.refuse = func(string) error { return c.rcpt }
		mails.content = func() error { return c.data }
		var why *notify.Failure
		if err := mails.mail().Send(t.Context(), e); !errors.As(err, &why) || why.Cause != c.cause || why.Final != c.final {
			t.Errorf("it fails with %+v, want %q, final %t", err, c.cause, c.final)
		}
	}
	e.To = "amina at example"
	var why *notify.Failure
	if err := serveMail(t).mail().Send(t.Context(), e); !errors.As(err, &why) || !why.Final || strings.Contains(why.Cause, "amina") {
		t.Errorf("what is no address fails with %v", err)
	}
}

// Given an address whose domain has letters of its own, a server that knows ASCII
// alone takes it; what it could not take is not sent, and given up at once.
func TestAnAddressTravelsInASCII(t *testing.T) {
	s, mails := begin(t), serveMail(t)
	s.asked(t, monday.Add(72*time.Hour), formsapi.Details{Email: "amina@مثال.إختبار", Contact: formsapi.ContactEmail})
	if err := deliver(t, s.deliverer(mails.mail(), nil)); err != nil {
		t.Fatal(err)
	}
	const wire = "amina@xn--mgbh0fb.xn--kgbechtv"
	if got := mails.all(); len(got) != 1 || got[0].to != wire || got[0].header.Get("To") != "<"+wire+">" {
		t.Errorf("it has %+v, want one e-mail to %s", got, wire)
	}
	var why *notify.Failure
	err := mails.mail().Send(t.Context(), notify.Email{To: "مستخدم@example.org", Subject: "x", Text: "x", HTML: "x"})
	if !errors.As(err, &why) || !why.Final || len(mails.all()) != 1 {
		t.Errorf("it fails with %v, and %d e-mails arrived", err, len(mails.all()))
	}
}

// Given a server that takes the call and says nothing, it is not waited for any
// longer than the attempt may take.
func TestASilentServerIsNotWaitedFor(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	port := silent.Addr().(*net.TCPAddr).Port
	m := serveMail(t).mail()
	m.Port = port
	gateway := &notify.Gateway{URL: fmt.Sprintf("http://127.0.0.1:%d/", port), Client: notify.NewGatewayClient()}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	for name, err := range map[string]error{
		"mail": m.Send(ctx, notify.Email{To: "amina@example.org"}), "sms": gateway.Send(ctx, notify.Text{}),
	} {
		var why *notify.Failure
		if !errors.As(err, &why) || !strings.Contains(why.Cause, "takes too long") || why.Final {
			t.Errorf("%s: %v", name, err)
		}
	}
}

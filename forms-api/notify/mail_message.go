package notify

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/wneessen/go-mail"
	"golang.org/x/net/idna"

	formsapi "sportello/forms-api"
)

// message is the e-mail as it travels (RFC 5322).
func (s *SMTPServer) message(e Email) (*mail.Msg, error) {
	m := mail.NewMsg(mail.WithNoDefaultUserAgent())
	from := s.From
	if e.Discreet {
		from.Name = ""
	}
	m.FromMailAddress(&from)
	to, ok := formsapi.EmailOnTheWire(e.To)
	if !ok || m.To(to) != nil {
		return nil, &Failure{Kind: FailureMailUnwritable, Cause: "the address is not one that mail servers take", Final: true}
	}
	m.Subject(e.Subject)
	m.SetMessageIDWithValue(e.ID.String() + "@" + idHost(s.Site))
	m.SetDateWithValue(s.Now())
	m.SetGenHeader(mail.HeaderContentLang, e.Language)
	m.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834 5
	m.SetGenHeader(mail.HeaderXAutoResponseSuppress, "All")
	m.SetBodyString(mail.TypeTextPlain, e.Text)
	m.AddAlternativeString(mail.TypeTextHTML, e.HTML)
	if e.Calendar == nil {
		return m, nil
	}
	kind := mail.ContentType("text/calendar; charset=utf-8; method=" + methodOf(e.Calendar)) // RFC 6047 2.4
	if err := m.AttachReader("appointment.ics", bytes.NewReader(e.Calendar), mail.WithFileContentType(kind)); err != nil {
		return nil, fmt.Errorf("attaching the calendar entry: %w", err)
	}
	return m, nil
}

// methodOf is the METHOD that a calendar file says it has.
func methodOf(file []byte) string {
	for line := range strings.Lines(string(file)) {
		if method, ok := strings.CutPrefix(line, "METHOD:"); ok {
			return strings.TrimSpace(method)
		}
	}
	return "PUBLISH"
}

// idHost is a host as the right side of a Message-ID (RFC 5322 3.6.4), in ASCII.
func idHost(host string) string {
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		host = ascii
	}
	if strings.Contains(host, ":") {
		return "[" + host + "]"
	}
	return host
}

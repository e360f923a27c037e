package notify

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net"
	netmail "net/mail"
	"strconv"
	"time"

	"github.com/wneessen/go-mail"
)

// A TLSMode is how the way to the mail server is protected.
type TLSMode string

// The modes.
const (
	StartTLS TLSMode = "starttls" // begins in clear, and must turn to TLS before anything is said (port 587)
	TLS      TLSMode = "tls"      // from the first byte (port 465)
	NoTLS    TLSMode = "none"     // for a server on this machine, or within a network of one's own (port 25)
)

// An SMTPServer is the mail server that takes our e-mails (RFC 6409).
type SMTPServer struct {
	Host     string
	Port     int
	User     string // empty: nobody signs in
	Password string
	TLS      TLSMode
	From     netmail.Address
	Site     string         // the host of the site's address: the right side of a Message-ID
	Roots    *x509.CertPool // whose certificates are trusted; nil: those of the system
	Now      func() time.Time
}

var _ Mail = (*SMTPServer)(nil)

// Send hands an e-mail over.
func (s *SMTPServer) Send(ctx context.Context, e Email) error {
	_, err := s.Try(ctx, e)
	return err
}

// Try hands an e-mail over, and returns what the server answered. It has been
// accepted once the server says so to its last line: what fails after that does
// not count.
func (s *SMTPServer) Try(ctx context.Context, e Email) (answer string, err error) {
	m, err := s.message(e)
	if err != nil {
		return "", err
	}
	way := &connection{server: s}
	defer way.close()
	defer context.AfterFunc(ctx, way.close)()
	client, err := mail.NewClient(s.Host, s.options(way)...)
	if err != nil {
		return "", &Failure{Cause: "smtp settings"}
	}
	talk, err := client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return "", mailFailure(ctx, way, err)
	}
	err = client.SendWithSMTPClient(talk, m)
	if m.IsDelivered() {
		_ = client.CloseWithSMTPClient(talk) // it has the message
		return oneLine(m.ServerResponse()), nil
	}
	return "", mailFailure(ctx, way, err)
}

// Address is where the server listens, host and port.
func (s *SMTPServer) Address() string { return net.JoinHostPort(s.Host, strconv.Itoa(s.Port)) }

// silence is how long a mail server may say nothing within an attempt.
const silence = attempt / 2

func (s *SMTPServer) options(way *connection) []mail.Option {
	all := []mail.Option{
		mail.WithPort(s.Port), mail.WithTimeout(silence), mail.WithHELO(idHost(s.Site)), mail.WithoutNoop(),
		mail.WithDialContextFunc(way.dial), mail.WithTLSConfig(s.tls()),
		mail.WithTLSPolicy(map[TLSMode]mail.TLSPolicy{StartTLS: mail.TLSMandatory, TLS: mail.TLSOpportunistic, NoTLS: mail.NoTLS}[s.TLS]),
	}
	if s.User != "" {
		all = append(all, mail.WithUsername(s.User), mail.WithPassword(s.Password),
			mail.WithOpportunisticSMTPAuth(mail.SMTPAuthPlain, mail.SMTPAuthLogin))
	}
	return all
}

func (s *SMTPServer) tls() *tls.Config {
	return &tls.Config{ServerName: s.Host, RootCAs: s.Roots, MinVersion: tls.VersionTLS12}
}

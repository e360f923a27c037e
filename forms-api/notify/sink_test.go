package notify_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"math/big"
	"mime"
	"mime/multipart"
	"net"
	netmail "net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"sportello/forms-api/notify"
)

// A sink is a real mail server that keeps what it accepts.
type sink struct {
	server *smtp.Server
	port   int
	roots  *x509.CertPool

	mu       sync.Mutex
	received []received
	refuse   func(rcpt string) error // nil: takes every address
	content  func() error            // nil: takes every message
	user     string                  // who signed in last
}

// received is an e-mail as a program reads it.
type received struct {
	to     string
	header netmail.Header
	parts  map[string]string // by media type, decoded
	kinds  map[string]string // by media type, the whole Content-Type
}

func (r received) id() string { return r.header.Get("Message-ID") }

func (r received) subject(t *testing.T) string {
	t.Helper()
	said, err := new(mime.WordDecoder).DecodeHeader(r.header.Get("Subject"))
	if err != nil {
		t.Fatal(err)
	}
	return said
}

// serveMail starts a mail server; change may alter it before.
func serveMail(t *testing.T, change ...func(*sink)) *sink {
	t.Helper()
	s := &sink{}
	s.server = smtp.NewServer(s)
	s.server.Domain = "localhost"
	s.server.ErrorLog = quietLog{}
	for _, c := range change {
		c(s)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.port = listener.Addr().(*net.TCPAddr).Port
	if s.server.TLSConfig != nil && s.server.LMTP { // here: TLS from the first byte
		s.server.LMTP = false
		listener = tls.NewListener(listener, s.server.TLSConfig)
	}
	go func() { _ = s.server.Serve(listener) }()
	t.Cleanup(func() { _ = s.server.Close() })
	return s
}

type quietLog struct{}

func (quietLog) Printf(string, ...any) {}
func (quietLog) Println(...any)        {}

// withTLS gives the server a certificate; at once says that nothing is said in clear.
func withTLS(t *testing.T, atOnce bool) func(*sink) {
	t.Helper()
	certificate, roots := newCertificate(t)
	return func(s *sink) {
		s.server.TLSConfig = &tls.Config{Certificates: []tls.Certificate{certificate}}
		s.server.LMTP, s.roots = atOnce, roots
	}
}

func newCertificate(t *testing.T) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	about := &x509.Certificate{
		SerialNumber: big.NewInt(1), DNSNames: []string{"localhost"}, NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	signed, err := x509.CreateCertificate(rand.Reader, about, about, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(signed)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{signed}, PrivateKey: key}, roots
}

// mail is the sink as the program's settings have it.
func (s *sink) mail() *notify.SMTPServer {
	return &notify.SMTPServer{
		Host: "localhost", Port: s.port, TLS: notify.NoTLS, Site: "help.example.org", Roots: s.roots,
		From: netmail.Address{Name: "Sportello di Potenza", Address: "noreply@help.example.org"}, Now: time.Now,
	}
}

func (s *sink) all() []received {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]received(nil), s.received...)
}

// NewSession, and what follows, are what the library of the server asks for.
func (s *sink) NewSession(*smtp.Conn) (smtp.Session, error) { return &session{sink: s}, nil }

type session struct {
	sink *sink
	to   string
}

func (s *session) Mail(string, *smtp.MailOptions) error { return nil }
func (s *session) Reset()                               {}
func (s *session) Logout() error                        { return nil }
func (s *session) AuthMechanisms() []string             { return []string{sasl.Plain} }

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if password != "correct horse" {
			return &smtp.SMTPError{Code: 535, EnhancedCode: smtp.EnhancedCode{5, 7, 8}, Message: "wrong"}
		}
		s.sink.mu.Lock()
		defer s.sink.mu.Unlock()
		s.sink.user = user
		return nil
	}), nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = to
	s.sink.mu.Lock()
	defer s.sink.mu.Unlock()
	if s.sink.refuse != nil {
		return s.sink.refuse(to)
	}
	return nil
}

func (s *session) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	s.sink.mu.Lock()
	defer s.sink.mu.Unlock()
	if s.sink.content != nil {
		if err := s.sink.content(); err != nil {
			return err
		}
	}
	got, err := parse(s.to, string(text))
	if err != nil {
		return err
	}
	s.sink.received = append(s.sink.received, got)
	return nil
}

func parse(to, text string) (received, error) {
	m, err := netmail.ReadMessage(strings.NewReader(text))
	if err != nil {
		return received{}, err
	}
	r := received{to: to, header: m.Header, parts: map[string]string{}, kinds: map[string]string{}}
	return r, r.part(m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Body)
}

func (r received) part(kind, encoding string, body io.Reader) error {
	media, params, err := mime.ParseMediaType(kind)
	if err != nil {
		return err
	}
	if !strings.HasPrefix(media, "multipart/") {
		text, err := decoded(encoding, body)
		r.parts[media], r.kinds[media] = text, kind
		return err
	}
	for parts := multipart.NewReader(body, params["boundary"]); ; {
		p, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := r.part(p.Header.Get("Content-Type"), p.Header.Get("Content-Transfer-Encoding"), p); err != nil {
			return err
		}
	}
}

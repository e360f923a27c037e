package main

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"net/mail"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
)

// A mailSink is a real mail server that keeps what it accepts.
type mailSink struct {
	port  int
	pause time.Duration // before it says that it has a message

	refuse func(to string) error // nil: takes every address; set before anybody writes

	mu       sync.Mutex
	life     int // of the program: counted by the test
	received []sunk
}

// sunk is an e-mail that was accepted.
type sunk struct {
	id, to, text string
	life         int
}

func serveMail(t *testing.T, pause time.Duration) *mailSink {
	t.Helper()
	s := &mailSink{pause: pause}
	server := smtp.NewServer(s)
	server.ErrorLog = silence{}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.port = listener.Addr().(*net.TCPAddr).Port
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	return s
}

type silence struct{}

func (silence) Printf(string, ...any) {}
func (silence) Println(...any)        {}

func (s *mailSink) all() []sunk {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]sunk(nil), s.received...)
}

// nextLife says that another process begins.
func (s *mailSink) nextLife() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.life++
}

// NewSession, and what follows, are what the library of the server asks for.
func (s *mailSink) NewSession(*smtp.Conn) (smtp.Session, error) { return &sinking{sink: s}, nil }

type sinking struct {
	sink *mailSink
	to   string
}

func (s *sinking) Mail(string, *smtp.MailOptions) error { return nil }
func (s *sinking) Reset()                               {}
func (s *sinking) Logout() error                        { return nil }
func (s *sinking) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = to
	if s.sink.refuse != nil {
		return s.sink.refuse(to)
	}
	return nil
}

// Data accepts a message, and says so a moment later: who is killed meanwhile
// does not know.
func (s *sinking) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	m, err := mail.ReadMessage(bufio.NewReader(bytes.NewReader(text)))
	if err != nil {
		return err
	}
	s.sink.mu.Lock()
	s.sink.received = append(s.sink.received, sunk{m.Header.Get("Message-ID"), s.to, string(text), s.sink.life})
	s.sink.mu.Unlock()
	time.Sleep(s.sink.pause)
	return nil
}

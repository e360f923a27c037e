package notify_test

import (
	"bufio"
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api/notify"
)

// scripted is a mail server that does one thing with whoever connects.
func scripted(t *testing.T, does func(net.Conn)) *notify.SMTPServer {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				does(conn)
			}()
		}
	}()
	at := listener.Addr().(*net.TCPAddr)
	server := &notify.SMTPServer{Host: "127.0.0.1", Port: at.Port, TLS: notify.NoTLS, Site: "help.example.org", Now: time.Now}
	server.From.Address = "noreply@example.org"
	return server
}

func causeOf(t *testing.T, server *notify.SMTPServer) string {
	t.Helper()
	err := server.Send(t.Context(), notify.Email{ID: uuid.New(), To: "ada@example.org", Language: "en", Subject: "A test", Text: "words\n", HTML: "<p>words</p>"})
	var failed *notify.Failure
	if !errors.As(err, &failed) {
		t.Fatalf("it answers %v", err)
	}
	if len(failed.Said) > 500 {
		t.Errorf("%d bytes are shown", len(failed.Said))
	}
	return failed.Cause
}

// Given a greeting without an end, it is given up after a megabyte.
func TestAGreetingWithoutAnEndIsGivenUp(t *testing.T) {
	said := make(chan int, 1)
	server := scripted(t, func(conn net.Conn) {
		line, all := "220-"+strings.Repeat("welcome ", 120)+"\r\n", 0
		for all < 60<<20 {
			n, err := io.WriteString(conn, line)
			if all += n; err != nil {
				break
			}
		}
		said <- all
	})
	if cause := causeOf(t, server); cause != "smtp: the server says too much" {
		t.Errorf("it is told as %q", cause)
	}
	if n := <-said; n > 20<<20 { // what the two ends of the connection hold may be a few
		t.Errorf("the server could say %d bytes", n)
	}
}

// Given a server that falls silent once it has the message, that is told as what it is.
func TestSilenceAfterTheMessageTakesTooLong(t *testing.T) {
	if testing.Short() {
		t.Skip("the server is silent for ten seconds")
	}
	t.Parallel()
	server := scripted(t, func(conn net.Conn) {
		_, _ = io.WriteString(conn, "220 ready\r\n")
		in := bufio.NewScanner(conn)
		for data := false; in.Scan(); {
			switch line := strings.ToUpper(in.Text()); {
			case data:
			case line == "DATA":
				data = true
				_, _ = io.WriteString(conn, "354 go on\r\n")
			default:
				_, _ = io.WriteString(conn, "250 fine\r\n")
			}
		}
	})
	if cause := causeOf(t, server); cause != "smtp: the server takes too long" {
		t.Errorf("it is told as %q", cause)
	}
}

// Given a server without STARTTLS that is asked for it, that is said.
func TestAServerWithoutSTARTTLSIsNamed(t *testing.T) {
	server := scripted(t, func(conn net.Conn) {
		_, _ = io.WriteString(conn, "220 ready\r\n")
		for in := bufio.NewScanner(conn); in.Scan(); {
			_, _ = io.WriteString(conn, "250 fine\r\n")
		}
	})
	server.TLS = notify.StartTLS
	if cause := causeOf(t, server); cause != "smtp: the server offers no STARTTLS" {
		t.Errorf("it is told as %q", cause)
	}
}

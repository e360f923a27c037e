package notify

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"os"
	"sync"
	"sync/atomic"
)

// mostSaid is how many bytes a mail server may say in one talk: a greeting without
// an end fills no memory.
const mostSaid = 1 << 20

var errTooMuch = errors.New("the server says too much")

// A connection is closed when its talk is over, or takes too long.
type connection struct {
	server *SMTPServer
	mu     sync.Mutex
	conn   net.Conn
	over   bool

	slow, tooMuch atomic.Bool // how it ended, which the library does not always pass on
}

func (c *connection) dial(ctx context.Context, network, _ string) (net.Conn, error) {
	plain, err := (&net.Dialer{}).DialContext(ctx, network, c.server.Address())
	if err != nil {
		return nil, err
	}
	var conn net.Conn = &bounded{Conn: plain, of: c, left: mostSaid}
	if c.server.TLS == TLS {
		secret := tls.Client(conn, c.server.tls())
		if err := secret.HandshakeContext(ctx); err != nil {
			_ = plain.Close()
			return nil, err
		}
		conn = secret
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.conn = conn; c.over {
		_ = conn.Close()
	}
	return conn, nil
}

func (c *connection) close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.over = true; c.conn != nil {
		_ = c.conn.Close()
	}
}

// bounded reads so many bytes at most, and notes why it could not read or write.
type bounded struct {
	net.Conn
	of   *connection
	left int
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		b.of.tooMuch.Store(true)
		return 0, errTooMuch
	}
	n, err := b.Conn.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, b.noted(err)
}

func (b *bounded) Write(p []byte) (int, error) {
	n, err := b.Conn.Write(p)
	return n, b.noted(err)
}

func (b *bounded) noted(err error) error {
	if errors.Is(err, os.ErrDeadlineExceeded) {
		b.of.slow.Store(true)
	}
	return err
}

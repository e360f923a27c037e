package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"testing"
)

// A caller is a client that keeps its connection. Many of them share the
// processors with the server, so that they are as cheap as clients can be: no
// net/http.Client.
type caller struct {
	conn net.Conn
	in   *bufio.Reader
}

// callers are clients of one program.
func callers(t testing.TB, addr string, n int) []*caller {
	t.Helper()
	all := make([]*caller, n)
	for i := range all {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = conn.Close() })
		all[i] = &caller{conn: conn, in: bufio.NewReader(conn)}
	}
	return all
}

// call sends a request as it stands, and reads the whole answer.
func (c *caller) call(request []byte) (status int, body []byte, err error) {
	if _, err := c.conn.Write(request); err != nil {
		return 0, nil, err
	}
	answer, err := http.ReadResponse(c.in, nil)
	if err != nil {
		return 0, nil, err
	}
	defer answer.Body.Close()
	body, err = io.ReadAll(answer.Body)
	return answer.StatusCode, body, err
}

// posting is a request for an appointment, in JSON.
func posting(body string) []byte {
	return fmt.Appendf(nil, "POST /api/appointments HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"+
		"Content-Length: %d\r\n\r\n%s", len(body), body)
}

func getting(path string) []byte {
	return fmt.Appendf(nil, "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", path)
}

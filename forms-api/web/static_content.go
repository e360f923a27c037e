package web

import (
	"fmt"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// serveContent answers conditions, ranges and HEAD for a file whose headers are
// set, as http.ServeContent does, and more exactly where that is lax.
func serveContent(w http.ResponseWriter, r *http.Request, f *os.File) error {
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("measuring a built file: %w", err)
	}
	mendRange(r, info.Size())
	if w.Header().Get("Content-Encoding") != "" {
		w = &measured{ResponseWriter: w, size: info.Size()}
	}
	http.ServeContent(w, r, "", time.Time{}, f)
	return nil
}

// emptySuffix asks for the last zero bytes, which no file has (RFC 9110 14.1.2).
var emptySuffix = regexp.MustCompile(`^bytes=\s*-0+\s*$`)

// mendRange leaves one range of bytes of a request. What is no range of bytes is
// passed over (RFC 9110 14.2), and so are several: nobody who reads a page asks
// for them, and whoever does wants the server to work (RFC 9110 17.15).
func mendRange(r *http.Request, size int64) {
	switch asked := r.Header.Get("Range"); {
	case asked == "":
	case !strings.HasPrefix(asked, "bytes=") || strings.Contains(asked, ","):
		r.Header.Del("Range")
	case emptySuffix.MatchString(asked):
		r.Header.Set("Range", "bytes="+strconv.FormatInt(size, 10)+"-") // can be satisfied as little
	}
}

// measured tells the length of a compressed file, which http.ServeContent leaves
// out for fear of whoever compresses behind it. Nobody does here.
type measured struct {
	http.ResponseWriter
	size int64
}

func (m *measured) WriteHeader(status int) {
	if status == http.StatusOK {
		m.Header().Set("Content-Length", strconv.FormatInt(m.size, 10))
	}
	m.ResponseWriter.WriteHeader(status)
}

package web

import (
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
)

// An encoding is one in which the build has a file beside the plain one.
type encoding struct{ name, suffix string }

// encodings stand with the smallest first.
var encodings = []encoding{{"br", ".br"}, {"gzip", ".gz"}}

// accepts tells whether Accept-Encoding wants an encoding (RFC 9110 12.5.3).
func accepts(r *http.Request, name string) bool {
	wanted := false
	for item := range strings.SplitSeq(strings.Join(r.Header.Values("Accept-Encoding"), ","), ",") {
		coding, params, err := mime.ParseMediaType(item)
		if err != nil || coding != name && coding != "*" {
			continue
		}
		q, err := strconv.ParseFloat(params["q"], 64)
		wanted = params["q"] == "" || err == nil && q > 0
		if coding == name {
			break
		}
	}
	return wanted
}

func hashOf(f io.ReadSeeker) (etag string, err error) {
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return "", err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	return `"` + base64.RawURLEncoding.EncodeToString(sum.Sum(nil)[:15]) + `"`, nil
}

// writeCompressed sends a page that was made for one visitor.
func writeCompressed(w http.ResponseWriter, r *http.Request, status int, body []byte) {
	w.Header().Add("Vary", "Accept-Encoding")
	if !accepts(r, "gzip") {
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		w.WriteHeader(status)
		_, _ = w.Write(body) // a visitor who has gone needs no answer
		return
	}
	w.Header().Set("Content-Encoding", "gzip")
	w.WriteHeader(status)
	z := gzip.NewWriter(w)
	_, _ = z.Write(body)
	_ = z.Close()
}

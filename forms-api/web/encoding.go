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

// plainCoding is the name of no encoding at all (RFC 9110 8.4.1).
const plainCoding = "identity"

// accepts tells whether a client takes an encoding, and no other form rather.
func accepts(r *http.Request, name string) bool {
	wish := weight(r, name)
	return wish > 0 && wish >= weight(r, plainCoding)
}

// weight is how much a client wants an encoding, from 0, not at all, to 1
// (RFC 9110 12.5.3). Who says nothing of the plain form takes it when all else fails.
func weight(r *http.Request, name string) float64 {
	wish := 0.0
	for item := range strings.SplitSeq(strings.Join(r.Header.Values("Accept-Encoding"), ","), ",") {
		coding, params, err := mime.ParseMediaType(item)
		if err != nil || coding != name && (coding != "*" || name == plainCoding) {
			continue
		}
		wish = 1
		if q, said := params["q"]; said {
			if wish, err = strconv.ParseFloat(q, 64); err != nil {
				wish = 0
			}
		}
		if coding == name {
			break
		}
	}
	return wish
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

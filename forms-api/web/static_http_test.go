package web_test

import (
	"net/http"
	"strconv"
	"testing"
)

func TestTheFormThatTheBrowserWantsMostIsSent(t *testing.T) {
	s := begin(t)
	write(t, s.site, "data.json", []byte("{}"))
	write(t, s.site, "data.json.gz", zipped(t, []byte("{}")))
	write(t, s.site, "data.json.br", []byte("brotli's bytes"))
	for accepted, want := range map[string]string{
		"br;q=0.1, gzip": "gzip", "gzip;q=0.2, br;q=0.3": "br", "br;q=0.5, gzip;q=0.5": "br",
		"identity, gzip;q=0.5": "", "identity;q=0.5, gzip": "gzip", "identity;q=0, *;q=0.1": "br", "gzip, *;q=0.9": "gzip",
	} {
		if got := s.get(t, "/data.json", "Accept-Encoding", accepted).Header.Get("Content-Encoding"); got != want {
			t.Errorf("%q is answered in %q, want %q", accepted, got, want)
		}
	}
}

func TestACompressedAnswerTellsItsLength(t *testing.T) {
	s := begin(t)
	const text = "brotli's bytes"
	write(t, s.site, "data.json", []byte("{}"))
	write(t, s.site, "data.json.br", []byte(text))
	for _, method := range []string{"GET", "HEAD"} {
		a := s.ask(t, method, "/data.json", "", "Accept-Encoding", "br")
		a.must(t, 200)
		if got := a.Header.Get("Content-Length"); got != strconv.Itoa(len(text)) {
			t.Errorf("%s tells the length %q, want %d", method, got, len(text))
		}
	}
	etag := s.get(t, "/data.json", "Accept-Encoding", "br").Header.Get("ETag")
	s.get(t, "/data.json", "Accept-Encoding", "br", "If-None-Match", etag).must(t, 304)
	s.get(t, "/data.json", "Accept-Encoding", "br", "If-Match", `"other"`).must(t, 412)
	part := s.get(t, "/data.json", "Accept-Encoding", "br", "Range", "bytes=0-2")
	part.must(t, 206)
	if part.body != "bro" {
		t.Errorf("the range is %q", part.body)
	}
}

// What is no range of bytes, and several at once, are passed over (RFC 9110 14.2).
func TestARangeIsOneOfBytes(t *testing.T) {
	s := begin(t)
	write(t, s.site, "robots.txt", []byte("0123456789"))
	for asked, want := range map[string]int{
		"lines=1-2": 200, "bytes=0-1,3-4": 200, "bytes=-0": 416, "bytes=-3": 206, "bytes=3-": 206, "bytes=20-": 416,
	} {
		if a := s.get(t, "/robots.txt", "Range", asked); a.StatusCode != want {
			t.Errorf("the range %q is answered %d, want %d", asked, a.StatusCode, want)
		}
	}
}

// The telephone of somebody in danger remembers no way to the page.
func TestARedirectIsNotKept(t *testing.T) {
	s := begin(t)
	for at, want := range map[string]int{"/it": 308, "/it/index.html": 308, "//it/": 307, "/it/search": 307, "/it/./": 307} {
		a := s.get(t, at)
		if got := a.Header.Get("Cache-Control"); a.StatusCode != want || got != "no-store" {
			t.Errorf("%s is answered %d, kept %q; want %d, no-store", at, a.StatusCode, got, want)
		}
	}
}

func TestAPageHasOneAddress(t *testing.T) {
	s := begin(t)
	write(t, s.site, ".sportello-build", nil)
	write(t, s.site, "it/.secret/index.html", []byte("secret"))
	write(t, s.site, ".well-known/security.txt", []byte("Contact: mailto:desk@example.org"))
	s.get(t, "/.well-known/security.txt").must(t, 200)
	for _, at := range []string{
		"/.sportello-build", "/it/.secret/", "/it/.secret", "/.well-known/.hidden",
		"/it%2foffices%2fpotenza%2f", "/it/offices/potenza%2F", "/it%2fsearch/?q=x", "/it%2findex.html",
	} {
		s.get(t, at).must(t, 404)
	}
}

func TestOpenDataTellsOtherSitesWhatTheyMayAsk(t *testing.T) {
	s := begin(t)
	for _, at := range []string{"/hsds/services.json", "/hsds/services/x.json", "/catalogue.json"} {
		a := s.ask(t, "OPTIONS", at, "", "Origin", "https://elsewhere.example", "Access-Control-Request-Method", "GET", "Access-Control-Request-Headers", "if-none-match")
		a.must(t, 204)
		for name, want := range map[string]string{"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "GET, HEAD", "Access-Control-Allow-Headers": "*"} {
			if got := a.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", at, name, got, want)
			}
		}
	}
	// A program elsewhere must be able to tell that there is nothing.
	if a := s.get(t, "/hsds/services/gone.json"); a.StatusCode != 404 || a.Header.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("what is not there is answered %d, %v", a.StatusCode, a.Header)
	}
	if a := s.ask(t, "OPTIONS", "/it/", ""); a.StatusCode != http.StatusMethodNotAllowed || a.Header.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("a page is answered %d, %v", a.StatusCode, a.Header)
	}
}

func TestAQueryThatCannotBeReadIsRefusedInWords(t *testing.T) {
	s := begin(t)
	want := s.config.Words.Message("en", "error-text-invalid", nil)
	s.get(t, "/en/search/?q=%zz").must(t, 400, in("h1", hasText(want)))
}

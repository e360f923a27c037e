package web_test

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sportello/forms-api/web"
)

// stylesheet is named as Hugo's fingerprint names one.
const stylesheet = "/css/site.0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef.css"

func TestAPageIsServedInTheEncodingThatTheBrowserKnows(t *testing.T) {
	s := begin(t)
	plain := []byte("<!doctype html><title>plain</title>")
	write(t, s.site, "it/news/index.html", plain)
	write(t, s.site, "it/news/index.html.gz", zipped(t, plain))
	write(t, s.site, "it/news/index.html.br", []byte("brotli's bytes"))
	etags := map[string]bool{}
	for accepted, want := range map[string]string{
		"gzip, deflate, br": "br", "gzip": "gzip", "br;q=0, gzip;q=0.5": "gzip", "": "", "identity": "",
		"*": "br", "*, br;q=0": "gzip", "gzip;q=nonsense": "",
	} {
		a := s.get(t, "/it/news/", "Accept-Encoding", accepted)
		a.must(t, 200)
		if got := a.Header.Get("Content-Encoding"); got != want {
			t.Errorf("%q is answered in %q, want %q", accepted, got, want)
		}
		if a.Header.Get("Vary") != "Accept-Encoding" || a.Header.Get("Content-Type") != "text/html; charset=utf-8" {
			t.Errorf("the headers are %v", a.Header)
		}
		etags[a.Header.Get("ETag")] = true
	}
	if len(etags) != 3 || etags[""] {
		t.Errorf("the encodings have the ETags %v", etags)
	}
	s.get(t, "/it/news/index.html.br").must(t, 404)
}

func TestConditionsRangesAndHead(t *testing.T) {
	s := begin(t)
	write(t, s.site, "robots.txt", []byte("0123456789"))
	a := s.get(t, "/robots.txt")
	etag := a.Header.Get("ETag")
	if strings.HasPrefix(etag, "W/") || a.body != "0123456789" {
		t.Errorf("%s has the ETag %s", a.body, etag)
	}
	s.get(t, "/robots.txt", "If-None-Match", etag).must(t, 304)
	s.get(t, "/robots.txt", "If-None-Match", `"other"`).must(t, 200)
	s.get(t, "/robots.txt", "If-Match", `"other"`).must(t, 412)
	part := s.get(t, "/robots.txt", "Range", "bytes=2-4", "If-Range", etag)
	part.must(t, 206)
	if part.body != "234" {
		t.Errorf("the range is %q", part.body)
	}
	s.get(t, "/robots.txt", "Range", "bytes=20-").must(t, 416)
	head := s.ask(t, "HEAD", "/robots.txt", "")
	head.must(t, 200)
	if head.body != "" || head.ContentLength != 10 || head.Header.Get("ETag") != etag {
		t.Errorf("HEAD answers %q, %v", head.body, head.Header)
	}
}

func TestWhatHasItsContentInItsNameIsKeptForEver(t *testing.T) {
	s := begin(t)
	write(t, s.site, stylesheet, []byte("p{}"))
	write(t, s.site, "logo.svg", []byte("<svg/>"))
	for at, want := range map[string]string{
		stylesheet: "public, max-age=31536000, immutable", "/logo.svg": "no-cache", "/it/": "no-cache",
	} {
		if got := s.get(t, at).Header.Get("Cache-Control"); got != want {
			t.Errorf("%s is cached %q, want %q", at, got, want)
		}
	}
}

func TestAMissingSlashIsAdded(t *testing.T) {
	s := begin(t)
	for at, want := range map[string]string{
		"/it": "/it/", "/it/offices/potenza?x=1": "/it/offices/potenza/?x=1", "/it/index.html": "/it/",
	} {
		a := s.get(t, at)
		a.must(t, 308)
		if got := a.Header.Get("Location"); got != want {
			t.Errorf("%s leads to %s, want %s", at, got, want)
		}
	}
}

func TestWhatIsNotThereIsTheLanguages404Page(t *testing.T) {
	s := begin(t)
	for _, c := range []struct{ at, accept, want string }{
		{"/ar/nowhere/", "en", "ar"}, {"/nowhere", "en-GB,en", "en"}, {"/nowhere", "", "it"}, {"/xx/", "ar", "ar"}, {"/it/offices/", "", "it"},
	} {
		a := s.get(t, c.at, "Accept-Language", c.accept, "Accept-Encoding", "identity")
		a.must(t, 404, in("html", hasAttr("lang", c.want)), in("h1", hasText(c.want+" not found")), in("p.lead"))
	}
	s.get(t, "/api/nothing", "Accept-Language", "en").mustRefuse(t, 404)
}

func TestNobodyLeavesTheBuild(t *testing.T) {
	s := begin(t)
	secret := filepath.Join(filepath.Dir(s.site), "secret.txt")
	if err := os.WriteFile(secret, []byte("from outside"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(secret, filepath.Join(s.site, "link.txt")); err != nil {
		t.Fatal(err)
	}
	for _, at := range []string{
		"/../secret.txt", "/it/../../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/it/%2e%2e%2f%2e%2e%2fsecret.txt",
		"/..\\secret.txt", "/link.txt", "//" + secret, "/%00", "/it%00/",
	} {
		r, err := http.NewRequest("GET", s.URL+"/", nil)
		if err != nil {
			t.Fatal(err)
		}
		decoded, err := url.PathUnescape(at)
		if err != nil {
			t.Fatal(err)
		}
		r.URL.Path, r.URL.RawPath = decoded, at
		if a := s.do(t, r); a.StatusCode == 200 || strings.Contains(a.body, "outside") {
			t.Errorf("%s is answered %d: %s", at, a.StatusCode, a.body)
		}
	}
}

func TestASwapServesNewPagesAndOldAssets(t *testing.T) {
	s := begin(t)
	write(t, s.site, stylesheet, []byte("p{}"))
	write(t, s.site, "it/old/index.html", []byte("old"))
	write(t, s.site, "logo.svg", []byte("<svg/>"))
	next := build(t)
	write(t, next, "it/new/index.html", []byte("new"))
	s.get(t, "/it/old/").must(t, 200)
	if err := s.config.Site.Swap(next); err != nil {
		t.Fatal(err)
	}
	s.get(t, "/it/old/").must(t, 404)
	s.get(t, "/logo.svg").must(t, 404)
	s.get(t, "/it/new/").must(t, 200)
	s.get(t, stylesheet).must(t, 200)
	if !s.config.Site.HasPage("/it/new/") || s.config.Site.HasPage("/it/old/") {
		t.Error("the pages are not those of the new build")
	}
	for range 2 {
		if err := s.config.Site.Swap(build(t)); err != nil {
			t.Fatal(err)
		}
	}
	s.get(t, stylesheet).must(t, 404)
	if served := s.config.Site.Serving(); len(served) != 3 || served[2] != next {
		t.Errorf("served are %v", served)
	}
}

func TestASwapToNothingKeepsWhatIsServed(t *testing.T) {
	s := begin(t)
	if err := s.config.Site.Swap(filepath.Join(s.site, "nowhere")); err == nil {
		t.Error("a folder that is not there is served")
	}
	s.get(t, "/it/").must(t, 200)
}

func TestBeforeTheFirstBuildTheServiceAnswersInWords(t *testing.T) {
	s := begin(t, func(c *web.Config) { c.Site = web.NewSite() })
	a := s.get(t, "/it/", "Accept-Language", "en")
	a.must(t, 503)
	if want := s.config.Words.Message("it", "error-unavailable", nil) + "\n"; a.body != want {
		t.Errorf("it says %q, want %q", a.body, want)
	}
	a = s.postForm(t, "/api/appointments", nil, "Referer", s.URL+"/en/")
	if want := s.config.Words.Message("en", "problem-title-invalid", nil) + "\n"; a.StatusCode != 422 || a.body != want {
		t.Errorf("a form is answered %d, %q", a.StatusCode, a.body)
	}
}

package web_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
	"sportello/forms-api/web"
)

func TestEveryAnswerIsGuarded(t *testing.T) {
	s := begin(t)
	for _, at := range []string{"/it/", "/nowhere", "/it/appointments/new/", "/healthz", "/api/appointments", "/it"} {
		a := s.get(t, at)
		policy := a.Header.Get("Content-Security-Policy")
		for _, part := range []string{"default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"} {
			if !strings.Contains(policy, part) {
				t.Errorf("%s: the policy %q lacks %s", at, policy, part)
			}
		}
		if strings.Contains(policy, "unsafe") || a.Header.Get("X-Content-Type-Options") != "nosniff" || a.Header.Get("Permissions-Policy") == "" ||
			a.Header.Get("Cross-Origin-Opener-Policy") != "same-origin" || a.Header.Get("Cross-Origin-Resource-Policy") != "same-origin" {
			t.Errorf("%s: the headers are %v", at, a.Header)
		}
		if a.Header.Values("Set-Cookie") != nil {
			t.Errorf("%s sets a cookie", at)
		}
	}
}

func TestAnotherMethodIsRefusedInWords(t *testing.T) {
	s := begin(t)
	for _, c := range []struct{ method, at, allow string }{
		{"PUT", "/api/appointments", "GET, HEAD, POST"}, {"DELETE", "/api/feedback", "GET, HEAD, POST"}, {"POST", "/it/appointments/new/", "GET, HEAD"},
		{"PUT", "/it/", "GET, HEAD"}, {"POST", "/api/appointments/0000-0000-0000", "GET, HEAD, PATCH"},
	} {
		a := s.ask(t, c.method, c.at, "", "Accept", "text/html", "Accept-Language", "en")
		a.must(t, 405)
		if got := a.Header.Get("Allow"); got != c.allow {
			t.Errorf("%s %s allows %q, want %q", c.method, c.at, got, c.allow)
		}
		lang := "en"
		if strings.HasPrefix(c.at, "/it/") {
			lang = "it"
		}
		if want := s.config.Words.Message(lang, "error-method-not-allowed", nil); !strings.Contains(a.body, want) {
			t.Errorf("%s %s says %s, want %s", c.method, c.at, a.body, want)
		}
	}
	s.ask(t, "POST", "/api/nothing", "").mustRefuse(t, 404)
}

func TestOtherMediaTypesAreRefused(t *testing.T) {
	s := begin(t)
	for _, kind := range []string{"multipart/form-data; boundary=x", "text/plain", "", "application/xml", "application/json-seq", "nonsense/"} {
		p := s.ask(t, "POST", "/api/appointments", "{}", "Content-Type", kind, "Accept-Language", "en").mustRefuse(t, 415)
		if want := s.config.Words.Message("en", "error-media-type", nil); p.Title != want {
			t.Errorf("%q is refused with %q", kind, p.Title)
		}
	}
	s.ask(t, "POST", "/api/appointments", "x", "Content-Type", "multipart/form-data; boundary=x", "Accept", "text/html,*/*", "Referer", s.URL+"/ar/appointments/new/").
		must(t, 415, in("html", hasAttr("lang", "ar")), in(".error-summary li", hasText(s.config.Words.Message("ar", "error-media-type", nil))), in("form[data-form=appointment]"))
	s.ask(t, "POST", "/api/feedback", "{}", "Content-Type", "application/json; charset=utf-8").
		mustRefuse(t, 422, "page: error-page-unknown", "rating: error-rating-missing")
}

func TestAFormThatCannotBeReadKeepsWhatCould(t *testing.T) {
	s := begin(t)
	s.ask(t, "POST", "/api/appointments", "name=Amina&reason=%zz&language=en", "Content-Type", "application/x-www-form-urlencoded").
		must(t, 400, in("#name", hasAttr("value", "Amina")), in(".error-summary li", hasText(s.config.Words.Message("en", "error-body-unreadable", nil))))
}

func TestALargeBodyIsRefusedUnread(t *testing.T) {
	s := begin(t)
	body := "name=" + strings.Repeat("a", 10<<20)
	a := s.ask(t, "POST", "/api/appointments", body, "Content-Type", "application/x-www-form-urlencoded", "Referer", s.URL+"/en/appointments/new/")
	a.must(t, 413, in("html", hasAttr("lang", "en")), in(".error-summary li", hasText(s.config.Words.Message("en", "error-body-too-large", nil))))
	s.postJSON(t, "/api/feedback", `{"comment": "`+body+`"}`).mustRefuse(t, 413)
	s.postJSON(t, "/api/appointments", `{"reason": "`+strings.Repeat("a", 60<<10)+`"}`).must(t, 422)
}

// A body that only says how long it is, or not even that, is refused as soon as that is known.
func TestABodyWithoutEndIsAnswered(t *testing.T) {
	s := begin(t)
	for name, head := range map[string]string{
		"announced": "Content-Length: 10485760\r\n\r\nname=a",
		"chunked":   "Transfer-Encoding: chunked\r\n\r\n20000\r\n" + strings.Repeat("a", 0x20000),
	} {
		t.Run(name, func(t *testing.T) {
			c, err := net.Dial("tcp", strings.TrimPrefix(s.URL, "http://"))
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			if err := c.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(c, "POST /api/appointments HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n%s", head)
			response, err := http.ReadResponse(bufio.NewReader(c), nil)
			if err != nil {
				t.Fatal(err)
			}
			if response.StatusCode != 413 || !response.Close {
				t.Errorf("the answer is %s, closing is %v", response.Status, response.Close)
			}
		})
	}
}

// A brokenStore fails as a full disk does, or worse.
type brokenStore struct {
	formsapi.AppointmentStore
	insert func() error
}

func (b brokenStore) InsertAppointment(context.Context, formsapi.NewAppointment) (uuid.UUID, error) {
	return uuid.Nil, b.insert()
}

func TestAFailureIsLoggedOnceAndKeepsWhatWasTyped(t *testing.T) {
	for name, c := range map[string]struct {
		insert func() error
		status int
		key    string
	}{
		"unavailable": {func() error { return &formsapi.Problem{Code: formsapi.CodeUnavailable} }, 503, "error-unavailable"},
		"unknown":     {func() error { return errors.New("disk image is malformed") }, 500, "error-internal"},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t, func(c2 *web.Config) { c2.Request.Store = brokenStore{insert: c.insert} })
			a := s.postForm(t, "/api/appointments", askingForm())
			a.must(t, c.status, in("#name", hasAttr("value", "Amina Bà")), in(".error-summary li", hasText(s.config.Words.Message("it", c.key, nil))))
			if strings.Contains(a.body, "malformed") {
				t.Error("the page tells the inside")
			}
			log := s.log.String()
			if id := a.Header.Get("X-Request-Id"); id == "" || !strings.Contains(log, id) {
				t.Errorf("the id %q is not in the log %s", id, log)
			}
			if strings.Count(log, "\n") != 1 || strings.Contains(log, "Amina") || strings.Contains(log, "333") || strings.Contains(log, "127.0.0.1") {
				t.Errorf("the log is %s", log)
			}
			s.postJSON(t, "/api/appointments", askingJSON(nil)).mustRefuse(t, c.status)
		})
	}
}

func TestAPanicIsAnsweredInWords(t *testing.T) {
	s := begin(t, func(c *web.Config) { c.Request.Store = brokenStore{insert: func() error { panic("at the disk") }} })
	s.postForm(t, "/api/appointments", askingForm(), "Referer", s.URL+"/en/").
		must(t, 500, in("h1", hasText(s.config.Words.Message("en", "error-internal", nil))))
	s.postJSON(t, "/api/appointments", askingJSON(nil)).mustRefuse(t, 500)
	if log := s.log.String(); !strings.Contains(log, "at the disk") || strings.Contains(log, "Amina") {
		t.Errorf("the log is %s", log)
	}
	s.get(t, "/healthz").must(t, 200)
}

func TestTheLogHoldsNoReference(t *testing.T) {
	s := begin(t)
	at, reference := s.asked(t, "it")
	s.get(t, at).must(t, 200)
	_ = s.store.Close()
	s.get(t, at).must(t, 500)
	log := s.log.String()
	if log == "" || strings.Contains(log, reference.String()) || strings.Contains(log, string(reference)) {
		t.Errorf("the log is %q", log)
	}
}

func TestHealth(t *testing.T) {
	ready := error(nil)
	s := begin(t, func(c *web.Config) { c.Ready = func(context.Context) error { return ready } })
	s.get(t, "/healthz").must(t, 200)
	s.get(t, "/readyz").must(t, 200)
	ready = errors.New("the disk is full")
	s.clock.pass(time.Second + time.Millisecond)
	s.get(t, "/healthz").must(t, 200)
	a := s.get(t, "/readyz")
	a.must(t, 503)
	if strings.Contains(a.body, "disk") || !strings.Contains(s.log.String(), "the disk is full") {
		t.Errorf("it says %s", a.body)
	}
}

// Given many who ask whether the service is ready, a second costs one check; who
// asks while it runs waits for it, and one that goes away does not end it.
func TestReadinessIsCheckedOnceASecond(t *testing.T) {
	var checks atomic.Int32
	begun, finish := make(chan struct{}, 100), make(chan struct{})
	s := begin(t, func(c *web.Config) {
		c.Ready = func(ctx context.Context) error {
			checks.Add(1)
			begun <- struct{}{}
			<-finish
			return ctx.Err()
		}
	})
	ctx, leave := context.WithCancel(t.Context())
	var all, gone sync.WaitGroup
	gone.Go(func() {
		r, _ := http.NewRequestWithContext(ctx, "GET", s.URL+"/readyz", nil)
		if answer, err := s.Client().Do(r); err == nil {
			answer.Body.Close()
			t.Errorf("who went away was answered %s", answer.Status)
		}
	})
	<-begun
	for range 20 {
		all.Go(func() { s.get(t, "/readyz").must(t, 200) })
	}
	leave()
	gone.Wait()
	close(finish)
	all.Wait()
	s.clock.pass(time.Second)
	s.get(t, "/readyz").must(t, 200)
	if n := checks.Load(); n != 1 {
		t.Errorf("%d checks within a second, want 1", n)
	}
	s.clock.pass(time.Millisecond)
	s.get(t, "/readyz").must(t, 200)
	s.clock.pass(-time.Hour) // a clock that jumps back does not keep an answer for an hour
	s.get(t, "/readyz").must(t, 200)
	if n := checks.Load(); n != 3 {
		t.Errorf("%d checks, want 3", n)
	}
}

// Given a problem of any code, it has a status and words of its own.
func TestEveryCodeHasAStatus(t *testing.T) {
	want := map[formsapi.Code]int{
		formsapi.CodeInvalid: 422, formsapi.CodeNotFound: 404, formsapi.CodeForbidden: 403,
		formsapi.CodeConflict: 409, formsapi.CodeReused: 422, formsapi.CodeUnavailable: 503,
	}
	for _, code := range formsapi.Codes {
		s := begin(t, func(c *web.Config) {
			c.Request.Store = brokenStore{insert: func() error { return &formsapi.Problem{Code: code} }}
		})
		s.contrived = true
		p := s.postJSON(t, "/api/appointments", askingJSON(nil)).mustRefuse(t, want[code])
		if p.Title == "" || p.Title == s.config.Words.Message("it", "error-internal", nil) {
			t.Errorf("%s says %q", code, p.Title)
		}
	}
}

// Given a failed commit, which befell many and which the store has logged, no
// answer is logged again.
func TestAReportedFailureIsNotLoggedAgain(t *testing.T) {
	s := begin(t, func(c *web.Config) {
		c.Request.Store = brokenStore{insert: func() error {
			return fmt.Errorf("storing: %w", &formsapi.Problem{Code: formsapi.CodeUnavailable, Reported: true})
		}}
	})
	s.postJSON(t, "/api/appointments", askingJSON(nil)).mustRefuse(t, 503)
	if log := s.log.String(); log != "" {
		t.Errorf("the log is %q", log)
	}
}

func TestFilledPagesAreCompressed(t *testing.T) {
	s := begin(t)
	a := s.get(t, "/it/appointments/new/", "Accept-Encoding", "gzip")
	if a.Header.Get("Content-Encoding") != "gzip" || a.Header.Get("Vary") != "Accept-Encoding" {
		t.Errorf("the headers are %v", a.Header)
	}
	if !strings.HasPrefix(a.body, "\x1f\x8b") {
		t.Error("the body is no gzip")
	}
}

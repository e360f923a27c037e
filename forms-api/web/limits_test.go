package web_test

import (
	"net/netip"
	"strconv"
	"strings"
	"testing"
	"time"

	"sportello/forms-api/web"
)

func TestPostsWithoutAFreshTokenGetLess(t *testing.T) {
	s := begin(t)
	form := askingForm()
	form.Del("consent")
	for range 40 {
		s.postForm(t, "/api/appointments", form).must(t, 422)
	}
	slowed := s.postForm(t, "/api/appointments", form)
	slowed.must(t, 429,
		in("#name", hasAttr("value", "Amina Bà")),
		in(".error-summary li", hasText(s.config.Words.Message("it", "error-too-many-requests", nil))))
	if wait, err := strconv.Atoi(slowed.Header.Get("Retry-After")); err != nil || wait < 1 || wait > 20 {
		t.Errorf("it says to wait %q", slowed.Header.Get("Retry-After"))
	}
	s.postJSON(t, "/api/appointments", askingJSON(nil)).mustRefuse(t, 429)

	form.Set("form_token", s.ring.NewFormToken(s.clock.Now().Add(-25*time.Hour)))
	s.postForm(t, "/api/appointments", form).must(t, 429) // stale
	form.Set("form_token", s.ring.NewFormToken(s.clock.Now()))
	s.postForm(t, "/api/appointments", form).must(t, 422) // fresh

	s.clock.pass(20 * time.Second)
	form.Del("form_token")
	s.postForm(t, "/api/appointments", form).must(t, 422)
	s.postForm(t, "/api/appointments", form).must(t, 429)
	s.postForm(t, "/api/feedback", ratingForm()).must(t, 303) // counted apart
}

func TestLimitsCanBeSwitchedOff(t *testing.T) {
	s := begin(t, withoutLimits)
	for range 50 {
		s.postForm(t, "/api/feedback", nil).must(t, 422)
	}
}

func TestAnAddressIsBelievedOnlyFromATrustedProxy(t *testing.T) {
	spend := func(s *service, forwarded string) int {
		status := 0
		for range 41 {
			status = s.postForm(t, "/api/feedback", nil, "X-Forwarded-For", forwarded).StatusCode
		}
		return status
	}
	once := func(s *service, forwarded string) int {
		return s.postForm(t, "/api/feedback", nil, "X-Forwarded-For", forwarded).StatusCode
	}
	t.Run("nobody is trusted", func(t *testing.T) {
		s := begin(t)
		if spend(s, "192.0.2.1") != 429 || once(s, "192.0.2.2") != 429 {
			t.Error("a client that invents addresses is not slowed")
		}
	})
	t.Run("the proxy is trusted", func(t *testing.T) {
		s := begin(t, func(c *web.Config) { c.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")} })
		if spend(s, "192.0.2.1") != 429 || once(s, "192.0.2.2") != 422 {
			t.Error("the proxy's clients are not told apart")
		}
		if once(s, "198.51.100.7, 192.0.2.1") != 429 {
			t.Error("what a client wrote itself is believed")
		}
		if once(s, "192.0.2.1, 127.0.0.5") != 429 || once(s, "nonsense") != 422 {
			t.Error("a chain of proxies is not followed to its end")
		}
		if spend(s, "2001:db8:1:100::1") != 429 || once(s, "2001:db8:1:1ff:2:3:4:5") != 429 || once(s, "2001:db8:1:200::1") != 422 {
			t.Error("an IPv6 customer is not one network of 56 bits")
		}
	})
}

// Given one telephone that many requests name, wherever they come from, it is
// left in peace, and who is stopped is given the office's number.
func TestOneContactIsNotFlooded(t *testing.T) {
	s := begin(t)
	for n := range 10 {
		s.postJSON(t, "/api/appointments", askingJSON(map[string]any{"name": "Amina " + strconv.Itoa(n)})).must(t, 201)
	}
	s.postJSON(t, "/api/appointments", askingJSON(map[string]any{"phone": "+39 333 1234567"})).mustRefuse(t, 429)
	a := s.postForm(t, "/api/appointments", askingForm())
	a.must(t, 429, in("#name", hasAttr("value", "Amina Bà")),
		in(".error-summary li", hasText(s.config.Words.Message("it", "error-too-many-of-contact", nil))),
		in(".error-summary li:nth-child(2)", hasText(s.config.Words.Message("it", "call-instead", map[string]any{"Office": "Sportello di Potenza", "Telephone": "0971 415507"}))))
	if a.Header.Get("Retry-After") == "" {
		t.Error("nothing says how long to wait")
	}
	s.postJSON(t, "/api/appointments", askingJSON(map[string]any{"phone": "333 765 4321"})).must(t, 201) // another's
	if log := s.log.String(); log != "" {
		t.Errorf("the log is %s", log)
	}
	s.clock.pass(10 * time.Minute)
	s.postForm(t, "/api/appointments", askingForm()).must(t, 303)
}

func TestWhoGuessesIsGivenTheTelephones(t *testing.T) {
	s := begin(t)
	for range 20 {
		s.get(t, "/it/appointments/0000-0000-0000").must(t, 404)
	}
	a := s.get(t, "/it/appointments/0000-0000-0000")
	a.must(t, 429)
	if !strings.Contains(a.body, "0971 415507") {
		t.Errorf("the page says %s", a.body)
	}
}

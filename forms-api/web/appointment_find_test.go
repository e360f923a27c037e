package web_test

import (
	"net/url"
	"strings"
	"testing"
)

func TestATypedReferenceLeadsToTheRequest(t *testing.T) {
	s := begin(t)
	at, reference := s.asked(t, "it")
	for _, typed := range []string{reference.String(), strings.ToLower(string(reference)), " " + strings.ReplaceAll(reference.String(), "-", ".") + "."} {
		a := s.get(t, "/it/appointments/find/?"+url.Values{"reference": {typed}}.Encode())
		a.must(t, 303)
		if to := a.Header.Get("Location"); to != at || a.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%q leads to %q, kept as %q", typed, to, a.Header.Get("Cache-Control"))
		}
	}
	s.get(t, "/it/appointments/find/").must(t, 200, in("#reference"), no("#error-reference"))
}

func TestASlipInAReferenceIsShownAgain(t *testing.T) {
	s := begin(t)
	says := s.config.Words.Message("en", "error-reference-unknown", nil)
	for _, at := range []string{
		"/en/appointments/find/?reference=K7QF-2M9X", // a group is missing
		"/en/appointments/find/?reference=",          // nothing
		"/en/appointments/K7QF-2M9X-4TBD",            // nobody's
	} {
		s.get(t, at).must(t, 404, in(".error-summary li", hasText(says)), in("#reference", hasAttr("aria-invalid", "true")))
	}
	s.get(t, "/en/appointments/K7QF-2M9X-4TBD").must(t, 404, in("#reference", hasAttr("value", "K7QF-2M9X-4TBD")), in("#call"))
	s.get(t, "/en/appointments/find/").must(t, 200, no("form > #call"))
	problem := s.get(t, "/api/appointments/K7QF-2M9X-4TBD", "Accept-Language", "en").mustRefuse(t, 404)
	if len(problem.Errors) > 0 {
		t.Errorf("programs are told %v", problem.Errors)
	}
}

// Given an address of a request of which a part is lost or mistyped, the form to
// find it is there, with what was typed.
func TestALostPartOfAnAddressIsAskedFor(t *testing.T) {
	s := begin(t)
	for at, typed := range map[string]string{
		"/ar/appointments/abc": "abc", "/ar/appointments/K7QF-2M9X/": "K7QF-2M9X", "/ar/appointments/K7QF-2M9X/cancel": "K7QF-2M9X/cancel",
		"/ar/appointments/K7QF/2M9X/4TBD": "K7QF/2M9X/4TBD", "/ar/appointments/%3Cb%3E": "<b>",
	} {
		a := s.get(t, at)
		a.must(t, 404, in("html", hasAttr("lang", "ar")), in("h1", hasText("Find")), in("#reference", hasAttr("value", typed)), in("#error-reference"))
		if a.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s is kept as %q", at, a.Header.Get("Cache-Control"))
		}
	}
	s.get(t, "/ar/appointments/new").must(t, 308)
	s.get(t, "/xx/appointments/abc").must(t, 404, no("#reference"))
}

// A phone that restores a page with mistakes asks by GET for where the form was sent.
func TestWhereAFormWasSentLeadsBackToIt(t *testing.T) {
	s := begin(t)
	for at, form := range map[string]string{"/api/appointments": "/ar/appointments/new/", "/api/feedback": "/ar/feedback/"} {
		for _, accept := range []string{"text/html", "*/*"} {
			a := s.ask(t, "GET", at, "", "Accept", accept, "Accept-Language", "ar")
			a.must(t, 303)
			if to := a.Header.Get("Location"); to != form {
				t.Errorf("%s leads to %q, want %q", at, to, form)
			}
		}
		s.ask(t, "GET", at, "", "Accept", "application/json").mustRefuse(t, 405)
	}
}

func TestNumbersAreReadInEveryScript(t *testing.T) {
	s := begin(t)
	form := askingForm()
	form.Set("people", "٣")
	s.postForm(t, "/api/appointments", form).must(t, 303)
}

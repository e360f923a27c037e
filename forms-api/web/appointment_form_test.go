package web_test

import (
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
)

func TestTheFormComesWithAFreshToken(t *testing.T) {
	s := begin(t)
	a := s.get(t, "/ar/appointments/new/")
	a.must(t, 200, in("html", hasAttr("lang", "ar")), in("title", hasText("ar appointment")),
		in("template[data-error-summary]"), no("[aria-invalid]"))
	token := cascadia.Query(a.page, cascadia.MustCompile("[name=form_token]"))
	var value string
	for _, at := range token.Attr {
		if at.Key == "value" {
			value = at.Val
		}
	}
	if made, ok := s.ring.FormToken(value); !ok || !made.Equal(s.clock.Now()) {
		t.Errorf("the token %q was made at %v, %v", value, made, ok)
	}
	if a.Header.Get("Cache-Control") != "no-store" || strings.Contains(s.get(t, "/ar/appointments/new/").body, value) {
		t.Error("the token is given to the next visitor too")
	}
}

func TestALinkChoosesOfficeAndServiceBeforehand(t *testing.T) {
	s := begin(t)
	s.get(t, "/it/appointments/new/?office=montelucci&service=orientation&name=Eve").must(t, 200,
		in("#office-montelucci[checked]"), no("#office-potenza[checked]"), in("#service-orientation[checked]"),
		in("#preferred_part-any[checked]"), no("#name[value]"))
	s.get(t, "/it/appointments/new/?office=atlantis&service=%3Cscript%3E").must(t, 200, no("input[name=office][checked]"), no("script"))
}

func TestTheFormHasOneAddressALanguage(t *testing.T) {
	s := begin(t)
	for _, at := range []string{"/it/appointments/new", "/it/appointments/new/index.html"} {
		a := s.get(t, at+"?office=potenza")
		a.must(t, 308)
		if to := a.Header.Get("Location"); to != "/it/appointments/new/?office=potenza" {
			t.Errorf("%s leads to %s", at, to)
		}
	}
	s.get(t, "/xx/appointments/new/").must(t, 404)
}

package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"sportello/forms-api/notify"
)

// Given each kind of failure, what to do now is said, and of each something else.
func TestEachFailureOfATestHasItsHint(t *testing.T) {
	said := map[string]notify.FailureKind{}
	for _, kind := range notify.FailureKinds {
		now, known := trialHints[kind]
		if other, twice := said[now]; !known || twice {
			t.Errorf("%q: the hint is %q, which is also that of %q", kind, now, other)
		}
		said[now] = kind
	}
	if len(trialHints) != len(notify.FailureKinds) {
		t.Errorf("%d hints for %d kinds", len(trialHints), len(notify.FailureKinds))
	}
	if now := afterTrial(""); !strings.Contains(now, "look at [mail] and [sms]") {
		t.Errorf("of what nobody outside can mend it is said %q", now)
	}
}

// Given an SMS gateway that refuses, the hint is that of its answer, whatever words
// it has for it.
func TestTheHintGoesByTheGatewaysAnswer(t *testing.T) {
	for answer, kind := range map[int]notify.FailureKind{
		http.StatusBadRequest: notify.FailureGatewayRefuses, http.StatusForbidden: notify.FailureGatewayToken,
		http.StatusNotFound: notify.FailureGatewayAddress, http.StatusPermanentRedirect: notify.FailureGatewayRedirects,
		http.StatusServiceUnavailable: notify.FailureGatewayTrouble,
	} {
		gateway := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(answer)
			_, _ = io.WriteString(w, "refuses us (535) 5.7. for now (")
		}))
		code, _, complained := trial(t, "[sms]\nurl = \""+gateway.URL+"\"\n", "+39 333 123 4567")
		gateway.Close()
		if code != exitFailed || !strings.Contains(complained, "\nhint: "+trialHints[kind]) {
			t.Errorf("answered %d: exit %d: %s, want the hint %q", answer, code, complained, trialHints[kind])
		}
	}
}

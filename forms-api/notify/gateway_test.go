package notify_test

import (
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	formsapi "sportello/forms-api"
	"sportello/forms-api/notify"
)

// phones is a real SMS gateway that keeps what it is given.
type phones struct {
	*httptest.Server
	mu     sync.Mutex
	given  []map[string]any
	header http.Header
	answer int // 0: 202
}

func serveSMS(t *testing.T) *phones {
	t.Helper()
	p := &phones{}
	p.Server = httptest.NewServer(p)
	t.Cleanup(p.Close)
	return p
}

func (p *phones) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	body, _ := io.ReadAll(r.Body)
	var given map[string]any
	_ = json.Unmarshal(body, &given)
	p.given, p.header = append(p.given, given), r.Header
	if p.answer == http.StatusFound {
		w.Header().Set("Location", "/elsewhere")
	}
	w.WriteHeader(max(p.answer, http.StatusAccepted))
	_, _ = io.WriteString(w, "+393331234567 is unknown")
}

func (p *phones) sms() *notify.Gateway {
	return &notify.Gateway{URL: p.URL, Token: "secret", Sender: "Sportello", Client: notify.NewGatewayClient()}
}

func closedPort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

var bySMS = formsapi.Details{Phone: "333 123 4567", Contact: formsapi.ContactMessage}

// Given somebody who wants an SMS, the gateway gets what the contract says.
func TestAGatewayIsGivenWhatTheContractSays(t *testing.T) {
	s, p := begin(t), serveSMS(t)
	ref := s.asked(t, monday.Add(72*time.Hour), bySMS)
	if err := deliver(t, s.deliverer(nil, p.sms())); err != nil {
		t.Fatal(err)
	}
	if len(p.given) != 1 {
		t.Fatalf("the gateway has %v", p.given)
	}
	want := map[string]any{
		"id": first(t, s, ref).ID.String(), "to": "+393331234567", "from": "Sportello", "encoding": "gsm-7", "parts": 1.0,
		"text": "Sportello di Potenza: Appuntamento fissato: giovedì 5 marzo 2026, ore 10:00. Per cambiare o annullare: " +
			"https://help.example.org/it/r/" + string(ref),
	}
	for key, value := range want {
		if p.given[0][key] != value {
			t.Errorf("%s is %v, want %v", key, p.given[0][key], value)
		}
	}
	if len(p.given[0]) != len(want) || p.header.Get("Authorization") != "Bearer secret" || p.header.Get("Idempotency-Key") != want["id"] {
		t.Errorf("it has %v and the headers %v", p.given[0], p.header)
	}
}

// Given somebody who asked for discretion, neither the words nor the sender of an
// SMS name the office.
func TestADiscreetSMSNamesNoSender(t *testing.T) {
	s, p := begin(t), serveSMS(t)
	discreet := bySMS
	discreet.Discreet = true
	s.asked(t, monday.Add(72*time.Hour), discreet)
	if err := deliver(t, s.deliverer(nil, p.sms())); err != nil || len(p.given) != 1 {
		t.Fatalf("%v, the gateway has %v", err, p.given)
	}
	text, _ := p.given[0]["text"].(string)
	if from, named := p.given[0]["from"]; named || !strings.HasPrefix(text, "Appuntamento fissato: ") {
		t.Errorf("from %v it says %q", from, text)
	}
}

// Given what a gateway answers, only a number that it refuses is given up at once.
func TestOnlyABadNumberIsGivenUpAtOnce(t *testing.T) {
	p := serveSMS(t)
	for answer, final := range map[int]bool{400: true, 422: true, 302: false, 401: false, 404: false, 429: false, 500: false, 503: false} {
		p.answer, p.given = answer, nil
		var why *notify.Failure
		err := p.sms().Send(t.Context(), notify.Text{To: "+393331234567", Words: "x"})
		if !errors.As(err, &why) || why.Final != final || strings.Contains(why.Cause, "333") || len(p.given) != 1 {
			t.Errorf("answered %d it fails with %v after %d requests", answer, err, len(p.given))
		}
	}
	p.Close()
	var why *notify.Failure
	if err := p.sms().Send(t.Context(), notify.Text{}); !errors.As(err, &why) || why.Final || why.Cause != "sms: the gateway cannot be reached" {
		t.Errorf("without a gateway it fails with %v", err)
	}
}

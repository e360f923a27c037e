package main

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/wneessen/go-mail"

	formsapi "sportello/forms-api"
)

// tomorrow books an appointment within the next day, so that the night is no
// reason to wait with the message.
func tomorrow(t *testing.T, p *Program, now time.Time, contact string) formsapi.Reference {
	t.Helper()
	slot := now.Add(20 * time.Hour).Truncate(5 * time.Minute).Format(time.RFC3339)
	typed, err := post(p.Addr(), "/api/appointments",
		`{"office": "hall", "service": "help", "slot": "`+slot+`", "name": "Prova", `+contact+`, "language": "it", "consent": true}`)
	if err != nil {
		t.Fatal(err)
	}
	reference, ok := formsapi.ParseReference(typed)
	if !ok {
		t.Fatalf("%q is no reference", typed)
	}
	return reference
}

// Given a mail server in sportello.toml, who books by e-mail is told by the
// running program, and the calendar entry by mail is that of the page.
func TestWhoBooksIsTold(t *testing.T) {
	mails := serveMail(t, 0)
	p := servingOn(t, mailingTown(t, mails.port))
	reference := tomorrow(t, p, time.Now(), `"email": "amina@example.org", "contact": "email"`)
	eventually(t, "the e-mail has arrived", func() bool { return len(mails.all()) == 1 })
	m := mails.all()[0]
	for _, want := range []string{"Auto-Submitted: auto-generated", "text/calendar; charset=utf-8; method=PUBLISH"} {
		if !strings.Contains(m.text, want) {
			t.Errorf("it has no %q: %s", want, m.text)
		}
	}
	if m.to != "amina@example.org" || !strings.Contains(strings.ReplaceAll(m.text, "=\r\n", ""), reference.String()) {
		t.Errorf("to %s went %s", m.to, m.text)
	}
	entry := attached(t, m.text)
	page := calendarFile(t, p, "/it/appointments/"+reference.String()+"/appointment.ics")
	if dated.ReplaceAllString(entry, "") != dated.ReplaceAllString(page, "") {
		t.Errorf("the entry by mail is %s\nthat of the page is %s", entry, page)
	}
	if strings.Contains(said(p), "told by telephone") || strings.Contains(said(p), "amina") {
		t.Errorf("the log says %s", said(p))
	}
}

// dated is when a calendar file was written.
var dated = regexp.MustCompile(`DTSTAMP:\S+`)

// attached is the calendar file within an e-mail.
func attached(t *testing.T, text string) string {
	t.Helper()
	m, err := mail.EMLToMsgFromString(text)
	if err != nil {
		t.Fatal(err)
	}
	files := m.GetAttachments()
	if len(files) != 1 {
		t.Fatalf("the e-mail has %d files with it, want the calendar entry", len(files))
	}
	var content strings.Builder
	if _, err := files[0].Writer(&content); err != nil {
		t.Fatal(err)
	}
	return content.String()
}

func calendarFile(t *testing.T, p *Program, path string) string {
	t.Helper()
	answer, err := http.Get("http://" + p.Addr() + path)
	if err != nil {
		t.Fatal(err)
	}
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("%s answers %s", path, answer.Status)
	}
	return bodyOf(t, answer)
}

// Given neither mail nor SMS, that is said once, and who wants an e-mail is in
// the call list.
func TestWithoutMailThePersonIsToBeCalled(t *testing.T) {
	f := mailingTown(t, 0)
	writeFile(t, filepath.Join(f.site, configName), "")
	p := servingOn(t, f)
	if n := strings.Count(said(p), "Neither mail nor SMS is set up: people are told by telephone"); n != 1 {
		t.Errorf("it is said %d times: %s", n, said(p))
	}
	// Who books at their own screen has seen it; somebody else has to be told.
	reference := tomorrow(t, p, time.Now(), `"phone": "333 123 4567", "contact": "message"`)
	a := kept(t, p, reference)
	staff := formsapi.Staff{Grants: []formsapi.Grant{{Role: formsapi.RoleOperator, Office: "hall"}}}
	err := p.workAppointments(time.Now).Decide(context.Background(), staff, formsapi.Decision{ID: a.ID, Version: a.Version, Event: formsapi.EventCancel})
	if err != nil {
		t.Fatal(err)
	}
	rows, _, err := p.callList().After(context.Background(), staff, formsapi.CallPlace{})
	if err != nil || len(rows) != 1 || rows[0].Notice != formsapi.NoticeCancelled || rows[0].To != "+393331234567" {
		t.Errorf("the call list has %+v (%v)", rows, err)
	}
}

func kept(t *testing.T, p *Program, reference formsapi.Reference) formsapi.Appointment {
	t.Helper()
	a, err := p.store.AppointmentByIndex(context.Background(), p.ring.Index(formsapi.IndexReference, string(reference)))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// Given a request that nobody answers, its place is given back when the hold is
// over, and the person is told.
func TestTheProgramLetsHoldsEnd(t *testing.T) {
	mails := serveMail(t, 0)
	f := mailingTown(t, mails.port)
	office := filepath.Join(f.site, "content/offices/hall/office.toml")
	facts, err := os.ReadFile(office)
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, office, strings.Replace(string(facts), `mode = "instant"`, `mode = "request"`, 1))
	var clock atomic.Pointer[time.Time]
	now := time.Now()
	clock.Store(&now)
	p, stop, err := runWith(settings{folders: f, listen: "127.0.0.1:0", limits: true, now: func() time.Time { return *clock.Load() }})
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	reference := tomorrow(t, p, now, `"email": "amina@example.org", "contact": "email"`)
	if a := kept(t, p, reference); a.State != formsapi.Requested || a.HoldUntil.IsZero() {
		t.Fatalf("it is %s until %s", a.State, a.HoldUntil)
	}
	over := kept(t, p, reference).HoldUntil.Add(time.Second)
	clock.Store(&over)
	eventually(t, "the request waits again", func() bool { return kept(t, p, reference).State == formsapi.Waiting })
	morning := now.Add(36 * time.Hour)
	clock.Store(&morning)
	eventually(t, "the person was told of both", func() bool { return len(mails.all()) == 2 })
}

// Given a secret address, staff see the office's appointments in their calendar,
// until it is taken back.
func TestAnOfficesCalendarIsServedAtItsSecretAddress(t *testing.T) {
	p := servingOn(t, mailingTown(t, serveMail(t, 0).port))
	tomorrow(t, p, time.Now(), `"email": "amina@example.org", "contact": "email"`)
	ctx := context.Background()
	token, err := p.accounts.Invite(ctx, formsapi.Staff{Email: "ada@example.org", Name: "Ada", Language: "it", Grants: formsapi.FirstGrants}, formsapi.ByCommand)
	if err != nil {
		t.Fatal(err)
	}
	ada, err := p.accounts.Accept(ctx, token, "una frase lunga e rara", "una frase lunga e rara")
	if err != nil {
		t.Fatal(err)
	}
	secret, err := p.feeds().Make(ctx, ada, "hall")
	if err != nil {
		t.Fatal(err)
	}
	answer, text := calendarAt(t, p, secret)
	if answer.StatusCode != http.StatusOK || answer.Header.Get("Cache-Control") != "no-store" || !strings.Contains(text, "SUMMARY:P.\r\n") ||
		!strings.Contains(text, "X-WR-CALNAME:Municipio\r\n") || strings.Contains(text, "Prova") || strings.Contains(text, "amina") {
		t.Errorf("answered %s with %s", answer.Status, text)
	}
	all, err := p.feeds().List(ctx, ada, "hall")
	if err != nil || len(all) != 1 {
		t.Fatalf("the office has %+v (%v)", all, err)
	}
	if err := p.feeds().Revoke(ctx, ada, "hall", all[0].ID); err != nil {
		t.Fatal(err)
	}
	if answer, _ := calendarAt(t, p, secret); answer.StatusCode != http.StatusNotFound {
		t.Errorf("after it was taken back it answers %s", answer.Status)
	}
}

func calendarAt(t *testing.T, p *Program, secret string) (*http.Response, string) {
	t.Helper()
	answer, err := http.Get("http://" + p.Addr() + "/calendar/" + secret + ".ics")
	if err != nil {
		t.Fatal(err)
	}
	return answer, bodyOf(t, answer)
}

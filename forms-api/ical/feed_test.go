package ical_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
	"sportello/forms-api/ical"
)

// feeds has one address that works, and one that fails.
type feeds []formsapi.FeedEvent

func (f feeds) Read(_ context.Context, secret string) (formsapi.Office, []formsapi.FeedEvent, error) {
	switch secret {
	case "good":
		return potenza, f, nil
	case "broken":
		return formsapi.Office{}, nil, errors.New("the disk is gone")
	}
	return formsapi.Office{}, nil, fmt.Errorf("looking an address up: %w", &formsapi.Problem{Code: formsapi.CodeNotFound, Key: "not-found"})
}

func event(t *testing.T, local string, state formsapi.State, initial string, people int) formsapi.FeedEvent {
	f := confirmed(t, local)
	return formsapi.FeedEvent{Initial: initial, Appointment: formsapi.Appointment{
		ID: uuid.Must(uuid.NewV7()), Office: "potenza", Service: "legal-advice", OfficeShown: f.OfficeShown, ServiceShown: f.ServiceShown,
		People: people, State: state, Start: f.Start, Minutes: 30, Version: 4,
	}}
}

func asked(t *testing.T, from feeds, path string) (*http.Response, string, string) {
	t.Helper()
	var log strings.Builder
	mux := http.NewServeMux()
	mux.Handle(ical.FeedPattern, calendars(t).ServeFeed(from, slog.New(slog.NewTextHandler(&log, nil))))
	w := httptest.NewRecorder()
	mux.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w.Result(), w.Body.String(), log.String()
}

// Given an office's appointments, staff see times and initials in their calendar,
// and nothing that a search engine or a cache may keep.
func TestAnOfficesCalendarHasInitialsOnly(t *testing.T) {
	all := feeds{
		event(t, "2026-03-30T09:30", formsapi.Confirmed, "A", 3),
		event(t, "2026-03-30T10:00", formsapi.Requested, "", 1),
	}
	answer, text, _ := asked(t, all, "/calendar/good.ics")
	if answer.StatusCode != http.StatusOK || answer.Header.Get("Content-Type") != ical.Type ||
		answer.Header.Get("Cache-Control") != "no-store" || !strings.Contains(answer.Header.Get("X-Robots-Tag"), "noindex") {
		t.Errorf("answered %s with %v", answer.Status, answer.Header)
	}
	for _, want := range []string{"METHOD:PUBLISH\r\n", "X-WR-CALNAME:Sportello di Potenza\r\n", "REFRESH-INTERVAL;VALUE=DURATION:PT15M\r\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("it has no %q: %s", want, text)
		}
	}
	for _, word := range []string{"legal", "URL", "DESCRIPTION"} {
		if strings.Contains(text, word) {
			t.Errorf("it holds %q", word)
		}
	}
	got := read(t, text)
	if len(got) != 2 || got[0].Summary != "A. (3)" || got[0].Starts != "2026-03-30 09:30" || got[0].Status != "CONFIRMED" ||
		got[1].Summary != "Da confermare: –" || got[1].Status != "TENTATIVE" {
		t.Errorf("staff see %+v", got)
	}
}

// Given an address that does not work, nobody is told why, and no secret is logged.
func TestAWrongAddressIsToldNothing(t *testing.T) {
	for path, want := range map[string]int{
		"/calendar/revoked.ics": http.StatusNotFound, "/calendar/good": http.StatusNotFound, "/calendar/.ics": http.StatusNotFound,
		"/calendar/broken.ics": http.StatusInternalServerError,
	} {
		answer, text, log := asked(t, nil, path)
		if answer.StatusCode != want || answer.Header.Get("Cache-Control") != "no-store" || strings.Contains(text+log, "broken") {
			t.Errorf("%s: %s, %q, logged %q", path, answer.Status, text, log)
		}
		if logged := log != ""; logged != (want == http.StatusInternalServerError) {
			t.Errorf("%s: logged %q", path, log)
		}
	}
}

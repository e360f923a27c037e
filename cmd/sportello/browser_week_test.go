package main

import (
	"context"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// A week is one at the desk: who works there, who writes to it, what leaves it, and a
// clock that stands until the story moves it.
type week struct {
	t       *testing.T
	browser context.Context
	p       *Program
	mails   *mailSink
	clock   atomic.Pointer[time.Time]
	closed  atomic.Bool // the mailbox that Fatou writes from no longer takes anything

	marco, lucia, amal, ada, bruno    *colleague // two operators, a mediator, two coordinators
	amina, karim, fatou, olena, david string     // the references of who asked
}

// Given an office with two operators, a mediator and a coordinator, each signed in at
// a browser of their own, when a week passes, then everybody sees what is theirs: what
// comes in, what a colleague did meanwhile, what could not be delivered, what was half
// written when a session ended, and at the end what it all came to. Nothing is read or
// done but by what the pages show.
func TestBrowserWeek(t *testing.T) {
	w := newWeek(t)
	for _, day := range []struct {
		date  int // of November 2026
		plays []func(*week)
	}{
		{23, []func(*week){theyJoin, requestsComeIn, firstAnswers, bothSave}},
		{24, []func(*week){theMediatorLooks, anAnswerInArabic, anAnswerTakenBack, sessionsEndMidReply, aminaCame}},
		{25, []func(*week){theDaySheet, anOfficeCloses, anAnswerThatFails}},
		{26, []func(*week){toldByTelephone, finished, theSiteSaysSo}},
		{27, []func(*week){theMonthIsCounted, whoDidWhat, erasedByTwo, notForOperators}},
	} {
		w.comes(time.Date(2026, 11, day.date, 8, 45, 0, 0, formsapi.TallyZone()))
		for _, play := range day.plays {
			play(w)
			w.passes(time.Minute)
		}
	}
	w.stayedAtHome()
}

// newWeek is a desk on a Monday morning, in Italian, English and Arabic, with a real
// mail server.
func newWeek(t *testing.T) *week {
	t.Helper()
	w := &week{t: t, browser: browser(t), mails: serveMail(t, 0)}
	w.comes(bookingDay)
	w.mails.refuse = w.refuses
	village, dir := town(t), t.TempDir()
	writeFile(t, filepath.Join(village, configName), fmt.Sprintf(
		"url = \"http://127.0.0.1:8080\"\n[mail]\nhost = \"127.0.0.1\"\nport = %d\ntls = \"none\"\nfrom = \"noreply@example.org\"\n", w.mails.port))
	f := folders{site: village, data: filepath.Join(dir, "var"), keys: filepath.Join(dir, "keys.toml")}
	p, stop, err := runWith(settings{folders: f, listen: "127.0.0.1:0", now: func() time.Time { return *w.clock.Load() }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
	w.p = p
	return w
}

func (w *week) comes(at time.Time)        { w.clock.Store(&at) }
func (w *week) passes(some time.Duration) { w.comes(w.clock.Load().Add(some)) }

// stayedAtHome looks at every desk: nothing left the host, and no page complained but
// of what was refused on purpose, and of an inbox that was open when its session ended.
func (w *week) stayedAtHome() {
	for _, c := range []*colleague{w.marco, w.lucia, w.amal, w.ada, w.bruno} {
		c.quiet("403", "404", "409", "422", "EventSource")
		if names := c.cookies(); len(names) != 1 || names[0] != "sportello-desk" {
			w.t.Errorf("the desk has set %s the cookies %v", c.name, names)
		}
	}
}

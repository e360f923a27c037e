package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// job does what one of the program's jobs does until nothing is left of it. The
// program does not run: its own round would do the same meanwhile.
func (p *Program) job(t *testing.T, name string) {
	t.Helper()
	for _, j := range p.round().Jobs {
		for more := j.Name == name; more; {
			var err error
			if more, err = j.Do(context.Background()); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// Given the program, what somebody asked to be erased goes after seven days, and
// what nobody touches goes when its period of sportello.toml is over; the list of
// erasures, and the head of the log, are beside the keys.
func TestTheProgramErases(t *testing.T) {
	f := mailingTown(t, serveMail(t, 0).port)
	settingsFile := filepath.Join(f.site, configName)
	text, err := os.ReadFile(settingsFile)
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, settingsFile, string(text)+"\n[retention]\nunfinished = 400\n")
	var clock atomic.Pointer[time.Time]
	now := time.Now()
	clock.Store(&now)
	asked := settings{folders: f, listen: "127.0.0.1:0", limits: true, now: func() time.Time { return *clock.Load() }}
	p, stop, err := runWith(asked)
	if err != nil {
		t.Fatal(err)
	}
	first := kept(t, p, tomorrow(t, p, now, `"email": "amina@example.org", "contact": "email"`))
	second := kept(t, p, tomorrow(t, p, now, `"email": "karim@example.org", "contact": "email"`))
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	if p, err = openWith(asked, t.Output()); err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	ada := formsapi.Staff{ID: uuid.New(), Grants: []formsapi.Grant{{Role: formsapi.RoleCoordinator}}}
	if err := p.account.erasures.Ask(context.Background(), ada, first.ID, []uuid.UUID{first.ID}); err != nil {
		t.Fatal(err)
	}
	gone := func(a formsapi.Appointment) bool {
		_, err := p.store.Appointment(context.Background(), a.ID)
		return formsapi.CodeOf(err) == formsapi.CodeNotFound
	}
	for _, c := range []struct {
		days          int
		first, second bool
	}{{6, false, false}, {8, true, false}, {390, true, false}, {410, true, true}} {
		at := time.Date(now.Year(), now.Month(), now.Day()+c.days, 12, 0, 0, 0, formsapi.TallyZone())
		clock.Store(&at)
		used := formsapi.AuditEntry{At: at.AddDate(0, 0, -1), By: ada.ID.String(), Action: formsapi.ActionSignIn} // the clock is right
		if err := p.store.Audit(context.Background(), used); err != nil {
			t.Fatal(err)
		}
		p.job(t, "erasures")
		p.job(t, "retention")
		if gone(first) != c.first || gone(second) != c.second {
			t.Errorf("after %d days gone are %v and %v, want %v and %v", c.days, gone(first), gone(second), c.first, c.second)
		}
	}
	list, err := os.ReadFile(ledgerBeside(p.ring.Path()))
	if err != nil || !strings.Contains(string(list), first.ID.String()) || !strings.Contains(string(list), second.ID.String()) {
		t.Errorf("the list of erasures is %q (%v)", list, err)
	}
	heads, err := filepath.Glob(p.ring.Path() + ".head-*")
	if err != nil || len(heads) != 1 {
		t.Errorf("beside the keys are the heads %q (%v)", heads, err)
	}
}

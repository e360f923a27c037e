package main

import (
	"cmp"
	"database/sql"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// deskwork is what the desk's pages are about, beside what a demonstration invents.
type deskwork struct {
	requests  []uuid.UUID // one in each state, and busy
	busy      uuid.UUID   // on which everything was done
	version   int         // of busy; its last step was an answer
	spoilt    uuid.UUID   // which cannot be read
	kept      uuid.UUID   // to which somebody came
	colleague uuid.UUID   // with an account
}

// startFullDesk starts a demonstration with a funder's page, in few languages.
func startFullDesk(t *testing.T) *Program {
	t.Helper()
	folder, dir := town(t), t.TempDir()
	settingsFile := filepath.Join(folder, configName)
	writeFile(t, settingsFile, pageText(t, settingsFile)+`
[report.fami]
title = "Relazione FAMI"
rows = "month"
columns = [{ heading = "Persone", measure = "persons" }]
`)
	p, stop, err := runWith(settings{
		folders: folders{site: folder, data: filepath.Join(dir, "var"), keys: filepath.Join(dir, "keys.toml")},
		listen:  "127.0.0.1:0", demo: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
	return p
}

// givenCasework has a coordinator do on one request whatever can be done.
func givenCasework(t *testing.T, p *Program, by formsapi.Staff) deskwork {
	t.Helper()
	ctx, given := t.Context(), deskwork{colleague: p.demoStaff[1].ID}
	all, err := p.store.Appointments(ctx, formsapi.AppointmentFilter{Limit: 500})
	if err != nil {
		t.Fatal(err)
	}
	in := map[formsapi.State][]uuid.UUID{}
	for _, a := range all {
		in[a.State] = append(in[a.State], a.ID)
	}
	for _, state := range formsapi.States {
		if len(in[state]) < 2 {
			t.Fatalf("%d requests are %s, want two", len(in[state]), state)
		}
		given.requests = append(given.requests, in[state][0])
	}
	given.busy = in[formsapi.Requested][1]
	given.requests, given.kept, given.spoilt = append(given.requests, given.busy), in[formsapi.Attended][0], in[formsapi.Attended][1]
	spoil(t, p, given.spoilt)
	works := p.workAppointments(time.Now)
	for _, d := range []formsapi.Decision{
		{Event: formsapi.EventAssign, To: p.demoStaff[2].ID}, {Event: formsapi.EventUrgency, Urgency: "urgent"},
		{Event: formsapi.EventFlag, To: p.demoStaff[2].ID}, {Event: formsapi.EventDue, Due: dayFromNow(1) + "T23:59"},
	} {
		d.ID, d.Version = given.busy, versionOf(t, p, given.busy)
		if err := works.Decide(ctx, by, d); err != nil {
			t.Fatalf("%s: %v", d.Event, err)
		}
	}
	given.writes(t, p, by)
	given.version = versionOf(t, p, given.busy)
	return given
}

// writes leaves notes, answers, drafts and the wish to erase somebody.
func (d deskwork) writes(t *testing.T, p *Program, by formsapi.Staff) {
	t.Helper()
	ctx, works := t.Context(), p.workAppointments(time.Now)
	answers := &formsapi.AnswerRequests{Work: works, Words: siteWords{p.pages.current}}
	err := cmp.Or(
		works.AddNote(ctx, by, d.busy, "Struck out."),
		works.AddNote(ctx, by, d.busy, "# Called *twice*\n\n- <b>x</b>\n- [map](https://example.org/?a=1&b=2)\n\n> ![x](y) & `code`"),
		works.SaveDraft(ctx, by, d.busy, formsapi.DraftNote, formsapi.DraftDetails{Text: "<i>A draft"}),
		works.SaveDraft(ctx, by, d.busy, formsapi.DraftReply, formsapi.DraftDetails{Text: "<i>A draft", Fields: map[string]string{"language": "ar"}}),
		answers.Send(ctx, by, formsapi.Answer{ID: d.busy, Version: versionOf(t, p, d.busy), Way: formsapi.ReplyOnPaper, Text: "مرحبا <b>", Language: "ar", Asks: true}),
		p.account.erasures.Ask(ctx, by, d.busy, []uuid.UUID{d.busy}),
	)
	if err != nil {
		t.Fatal(err)
	}
	notes, err := works.Notes(ctx, by, d.busy)
	if err == nil {
		err = works.StrikeNote(ctx, by, d.busy, notes[0].ID)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// spoil makes a request one that cannot be read any more.
func spoil(t *testing.T, p *Program, id uuid.UUID) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(p.settings.data, "sportello.db")+"?_pragma=busy_timeout(10000)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(`UPDATE appointment SET sealed = zeroblob(200) WHERE id = ?`, id[:]); err != nil {
		t.Fatal(err)
	}
}

func versionOf(t *testing.T, p *Program, id uuid.UUID) int {
	t.Helper()
	a, err := p.store.Appointment(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return a.Version
}

// pagesOfRequests are the addresses beneath requests that somebody with a role sees.
func (d deskwork) pagesOfRequests(role formsapi.Role) (addresses []string) {
	for permission, ends := range requestPages {
		if !mayAs(role, permission) {
			continue
		}
		for _, id := range d.requests {
			for _, end := range ends {
				addresses = append(addresses, requestAt(id)+end)
			}
		}
	}
	if mayAs(role, formsapi.ReadRequests) {
		addresses = append(addresses, requestAt(d.spoilt), requestAt(d.busy)+"/reply/"+strconv.Itoa(d.version))
	}
	if mayAs(role, formsapi.NoteRequests) {
		addresses = append(addresses, requestAt(d.kept)+"/experience")
	}
	return addresses
}

func requestAt(id uuid.UUID) string { return "/desk/appointments/" + id.String() }

// in puts days, and what there is, into an address or a field.
func (d deskwork) in(text string) string {
	return strings.NewReplacer(
		"{earlier}", dayFromNow(-30), "{tomorrow}", dayFromNow(1), "{later}", dayFromNow(30),
		"{colleague}", d.colleague.String(), "{request}", requestAt(d.busy), "{kept}", requestAt(d.kept), "{version}", strconv.Itoa(d.version),
	).Replace(text)
}

// dayFromNow is a day as the offices have it: before midnight in Greenwich it may be
// tomorrow in Italy.
func dayFromNow(n int) string {
	return time.Now().In(formsapi.TallyZone()).AddDate(0, 0, n).Format(time.DateOnly)
}

package main

import (
	"database/sql"
	"encoding/hex"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
)

// Bounds of the killing with a mail server: its rounds, and its length on a
// machine that is slow or busy.
const (
	mailKills    = 10
	mailPatience = 30 * time.Second
)

// Nothing acknowledged is lost, and nobody is left untold: the program is killed
// at random moments while people book and e-mails leave, and starts again on what
// it left. At the end every request is there, every message has arrived, and only
// what was being sent at a kill has arrived twice, under one Message-ID.
func TestKilledAtAnyMomentItTellsEverybody(t *testing.T) {
	mails := serveMail(t, 5*time.Millisecond)
	f := mailingTown(t, mails.port)
	p, stop, err := runWith(settings{folders: f, listen: "127.0.0.1:0", limits: true}) // builds the site
	if err != nil {
		t.Fatal(err)
	}
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	if !p.channels.Email {
		t.Fatal("the program sends no e-mail")
	}
	people := &crowd{told: map[string]string{}}
	inFlight := map[string][]int{} // by Message-ID: the lives at whose ends it was being sent
	seen := map[string]int64{}     // until when it was leased
	kills := 0
	for began := time.Now(); kills < mailKills && time.Since(began) < mailPatience; kills++ {
		mails.nextLife()
		people.killedWhileBooking(t, f)
		for id, until := range leased(t, f) {
			if seen[id] != until { // a lease outlives the process, and may be over before the killing is
				inFlight[id], seen[id] = append(inFlight[id], kills+1), until
			}
		}
	}
	mails.nextLife()
	deliverTheRest(t, f)
	t.Logf("%d kills, %d requests acknowledged, %d e-mails, %d in flight at a kill", kills, len(people.told), len(mails.all()), len(inFlight))
	if len(people.told) < kills || len(inFlight) == 0 {
		t.Fatal("too few requests, or none in flight at a kill: nothing is shown")
	}
	allThere(t, f, slices.Collect(maps.Values(people.told)))
	people.allTold(t, mails.all())
	onlyWhatWasInFlightTwice(t, mails.all(), inFlight)
}

// mailingTown is a hamlet that confirms at once, at any hour of any day, with
// desks enough, and sends e-mails to a port of this machine.
func mailingTown(t *testing.T, port int) folders {
	t.Helper()
	town, dir := hamlet(t), t.TempDir()
	writeFile(t, filepath.Join(town, "sportello.toml"), fmt.Sprintf(
		"url = \"http://127.0.0.1:8080\"\n[mail]\nhost = \"127.0.0.1\"\nport = %d\ntls = \"none\"\nfrom = \"noreply@example.org\"\n", port))
	always := "[\"00:00-24:00\"]\n"
	hours := "[hours.counter]\n"
	for _, day := range []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"} {
		hours += day + " = " + always
	}
	writeFile(t, filepath.Join(town, "content/offices/hall/office.toml"), "organisation = \"town\"\nservices = [\"help\"]\n"+
		hours+"[holidays]\nobserved = false\n[booking]\nmode = \"instant\"\nslot_minutes = 5\nnotice_minutes = 5\n"+
		"[[booking.intervals]]\ndays = [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\", \"sat\", \"sun\"]\nhours = "+always+"desks = 100\n")
	return folders{site: town, data: filepath.Join(dir, "var"), keys: filepath.Join(dir, "keys.toml")}
}

// A crowd books appointments, each person with an address of their own.
type crowd struct {
	next atomic.Int64
	mu   sync.Mutex
	told map[string]string // the reference that each address was answered
}

// killedWhileBooking starts the program, books from several clients, and kills it
// some time after the first booking was acknowledged.
func (c *crowd) killedWhileBooking(t *testing.T, f folders) {
	t.Helper()
	process, addr := startProcess(t, f)
	var clients sync.WaitGroup
	var once sync.Once
	first, over := make(chan struct{}), make(chan struct{})
	for range 4 {
		clients.Go(func() {
			for {
				select {
				case <-over:
					return
				case <-time.After(10 * time.Millisecond):
				}
				if c.book(addr) {
					once.Do(func() { close(first) })
				}
			}
		})
	}
	select {
	case <-first:
	case <-time.After(time.Minute):
		t.Error("nothing was acknowledged in a minute")
	}
	time.Sleep(time.Duration(rand.IntN(900_000)) * time.Microsecond)
	if err := process.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = process.Wait() // it was killed
	close(over)
	clients.Wait()
}

// book asks for a time within the next day, so that the night is no reason to
// wait with the message.
func (c *crowd) book(addr string) (acknowledged bool) {
	slot := time.Now().Add(time.Hour + time.Duration(rand.IntN(20*60))*time.Minute).Truncate(5 * time.Minute)
	to := fmt.Sprintf("person%d@example.org", c.next.Add(1))
	reference, err := post(addr, "/api/appointments", fmt.Sprintf(
		`{"office": "hall", "service": "help", "slot": %q, "name": "Prova", "email": %q, "contact": "email", "language": "it", "consent": true}`,
		slot.Format(time.RFC3339), to))
	if err != nil {
		return false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.told[to] = reference
	return true
}

// leased are the Message-IDs of what a killed program was sending, with the moments
// (milliseconds since 1970) until which nobody else sends it.
func leased(t *testing.T, f folders) map[string]int64 {
	t.Helper()
	ids := map[string]int64{}
	db, err := sql.Open("sqlite", f.database())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(`SELECT hex(id), leased_until FROM outbox WHERE sent_at IS NULL AND leased_until > ?`, time.Now().UnixMilli())
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var text string
		var until int64
		if err := rows.Scan(&text, &until); err != nil {
			t.Fatal(err)
		}
		raw, err := hex.DecodeString(text)
		if err != nil {
			t.Fatal(err)
		}
		ids["<"+uuid.UUID(raw).String()+"@127.0.0.1>"] = until
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return ids
}

// deliverTheRest runs the program when all leases are over, until nothing waits.
func deliverTheRest(t *testing.T, f folders) {
	t.Helper()
	later := func() time.Time { return time.Now().Add(2 * time.Minute) }
	p, stop, err := runWith(settings{folders: f, listen: "127.0.0.1:0", limits: true, now: later})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := stop(); err != nil {
			t.Error(err)
		}
	}()
	db, err := sql.Open("sqlite", f.database())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	eventually(t, "every message has left", func() bool {
		var waiting int
		if err := db.QueryRow(`SELECT count(*) FROM outbox WHERE sent_at IS NULL`).Scan(&waiting); err != nil {
			t.Fatal(err)
		}
		return waiting == 0
	})
	if strings.Contains(said(p), "a job fails") {
		t.Errorf("a job failed: %s", said(p))
	}
}

// allTold finds an e-mail with the reference for everybody who was answered one.
func (c *crowd) allTold(t *testing.T, mails []sunk) {
	t.Helper()
	arrived := map[string]string{}
	for _, m := range mails {
		arrived[m.to] += m.text
	}
	untold := 0
	for to, reference := range c.told {
		if !strings.Contains(strings.ReplaceAll(arrived[to], "=\r\n", ""), reference) {
			untold++
		}
	}
	if untold > 0 {
		t.Errorf("%d of %d people were not told", untold, len(c.told))
	}
}

// onlyWhatWasInFlightTwice lets an e-mail arrive again in a later life, under the
// same Message-ID, if it was being sent when the earlier one ended.
func onlyWhatWasInFlightTwice(t *testing.T, mails []sunk, inFlight map[string][]int) {
	t.Helper()
	life := map[string]int{} // in which each Message-ID arrived last
	ids := map[string]string{}
	twice := 0
	for _, m := range mails {
		if other, known := ids[m.to]; known && other != m.id {
			t.Errorf("one message arrived as %s and as %s", other, m.id)
		}
		ids[m.to] = m.id
		if before, again := life[m.id]; again {
			twice++
			if !slices.Contains(inFlight[m.id], before) || before == m.life {
				t.Errorf("%s arrived in life %d and again in %d; it was in flight at the ends of %v", m.id, before, m.life, inFlight[m.id])
			}
		}
		life[m.id] = m.life
	}
	t.Logf("%d e-mails arrived twice", twice)
}

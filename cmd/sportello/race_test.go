package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// raceClients is how many want one free place at once.
const raceClients = 64

// raceRounds is how many places they want, one after the other, in each mode.
// Where races are looked for, or time is short, there are fewer; the variable
// says another number.
func raceRounds(t *testing.T) int {
	t.Helper()
	if text := os.Getenv("SPORTELLO_RACE_ROUNDS"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if raceDetector || testing.Short() {
		return 50
	}
	return 500
}

// raceOffice is always open and has one desk: each of its places is one.
const raceOffice = "organisation = \"town\"\nservices = [\"help\"]\n[[telephones]]\nnumber = \"0971 415507\"\n[holidays]\nobserved = false\n" +
	"[hours.counter]\nmon = [\"00:00-24:00\"]\ntue = [\"00:00-24:00\"]\nwed = [\"00:00-24:00\"]\nthu = [\"00:00-24:00\"]\n" +
	"fri = [\"00:00-24:00\"]\nsat = [\"00:00-24:00\"]\nsun = [\"00:00-24:00\"]\n[booking]\nslot_minutes = 30\nmode = %q\n"

// One free place and 64 people who want it, half of them at each of two processes
// on one database: exactly one gets it, everybody else is told of other times
// that are really free, and nobody sees an error of ours.
func TestOfManyWhoWantOnePlaceOneGetsIt(t *testing.T) {
	dir := t.TempDir()
	f := folders{site: raceTown(t), data: filepath.Join(dir, "var"), keys: filepath.Join(dir, "keys.toml")}
	var addresses []string
	for range 2 {
		process, addr := startProcess(t, f)
		t.Cleanup(func() {
			_ = process.Process.Signal(os.Interrupt)
			_ = process.Wait()
		})
		addresses = append(addresses, addr)
	}
	var crowd []*caller
	for _, addr := range addresses { // only now: who connects and says nothing is not waited for
		crowd = append(crowd, callers(t, addr, raceClients/2)...)
	}
	for office, state := range map[string]formsapi.State{"potenza": formsapi.Confirmed, "montelucci": formsapi.Requested} {
		t.Run(office, func(t *testing.T) {
			r := race{office: office, crowd: crowd, rounds: raceRounds(t)}
			began := time.Now()
			r.run(t)
			t.Logf("%d rounds of %d clients at two processes in %.1f s", r.rounds, len(crowd), time.Since(began).Seconds())
			holdPlaces(t, f, office, state, r.rounds)
		})
	}
}

func raceTown(t *testing.T) string {
	t.Helper()
	town := hamlet(t)
	for office, mode := range map[string]formsapi.BookingMode{"potenza": formsapi.ModeInstant, "montelucci": formsapi.ModeRequest} {
		writeFile(t, filepath.Join(town, "content/offices", office, "office.toml"), fmt.Sprintf(raceOffice, mode))
		writeFile(t, filepath.Join(town, "content/offices", office, "index.it.md"), plainPage(office))
	}
	return town
}

// A race is for the places of one office.
type race struct {
	office string
	crowd  []*caller
	rounds int
}

func (r race) run(t *testing.T) {
	all := r.free(t)
	tomorrow := time.Now().Add(24 * time.Hour).Format(time.RFC3339) // what is wanted is not past before the race is over
	first, _ := slices.BinarySearchFunc(all, tomorrow, byInstant)
	if len(all) < first+r.rounds+formsapi.MaxAlternatives {
		t.Fatalf("the office has %d free places for %d rounds", len(all)-first, r.rounds)
	}
	free := all
	for round := range r.rounds {
		place := free[first]
		free = slices.Concat(all[:first], all[first+round+1:])
		r.judge(t, r.rush(t, place), place, free)
		if t.Failed() {
			t.Fatalf("in round %d, of %s", round, place)
		}
	}
	left := r.free(t)
	if n := len(left) - len(free); n > 0 || !slices.Equal(left, free[-n:]) { // a few at the front are past by now
		t.Errorf("after the race %d places are free, want the %d that nobody wanted", len(left), len(free))
	}
}

// rush has everybody ask for a place at once.
func (r race) rush(t *testing.T, place string) []raceAnswer {
	t.Helper()
	answers := make([]raceAnswer, len(r.crowd))
	begin := make(chan struct{})
	var all sync.WaitGroup
	for i, client := range r.crowd {
		ask := posting(fmt.Sprintf(`{"office": %q, "service": "help", "slot": %q, "name": "Prova %d", "phone": "333 123 4567", "language": "it", "consent": true}`, r.office, place, i))
		all.Go(func() {
			<-begin
			status, body, err := client.call(ask)
			if err == nil {
				err = json.Unmarshal(body, &answers[i])
			}
			if err != nil {
				t.Error(err)
			}
			answers[i].status = status
		})
	}
	close(begin)
	all.Wait()
	return answers
}

// A raceAnswer is one of 201 or of 409 (RFC 9457).
type raceAnswer struct {
	status       int
	Reference    string
	Alternatives []string
}

// judge wants one winner, and free times for all the others.
func (r race) judge(t *testing.T, answers []raceAnswer, place string, free []string) {
	t.Helper()
	winners := 0
	for _, a := range answers {
		switch {
		case a.status == http.StatusCreated && a.Reference != "":
			winners++
		case a.status != http.StatusConflict:
			t.Errorf("somebody is answered %d", a.status)
		case len(a.Alternatives) != formsapi.MaxAlternatives:
			t.Errorf("a loser is offered %v", a.Alternatives)
		}
		for _, other := range a.Alternatives {
			if _, found := slices.BinarySearchFunc(free, other, byInstant); !found {
				t.Errorf("a loser is offered %s, which is not free", other)
			}
		}
	}
	if winners != 1 {
		t.Errorf("%d people got %s", winners, place)
	}
}

// byInstant compares starts, which name the same instant differently over the
// change of the clocks.
func byInstant(a, b string) int {
	at, _ := time.Parse(time.RFC3339, a)
	bt, _ := time.Parse(time.RFC3339, b)
	return at.Compare(bt)
}

// free are the starts that can be had, in order.
func (r race) free(t *testing.T) (starts []string) {
	t.Helper()
	_, body, err := r.crowd[0].call(getting("/api/slots?service=help&days=25&office=" + r.office))
	if err != nil {
		t.Fatal(err)
	}
	var answer struct{ Slots []struct{ Start string } }
	if err := json.Unmarshal(body, &answer); err != nil {
		t.Fatal(err)
	}
	for _, s := range answer.Slots {
		starts = append(starts, s.Start)
	}
	return starts
}

// holdPlaces wants as many appointments in a state as there were rounds, and a
// database in which everything fits.
func holdPlaces(t *testing.T, f folders, office string, state formsapi.State, rounds int) {
	t.Helper()
	ctx := context.Background()
	c := &console{out: io.Discard, err: t.Output(), env: func(string) string { return "" }}
	ring, store, err := c.openExisting(ctx, f)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	now := time.Now()
	stored, err := store.AppointmentsStarting(ctx, office, now, now.AddDate(1, 0, 0), state)
	if err != nil || len(stored) != rounds {
		t.Errorf("%d appointments are %s, %v; want %d", len(stored), state, err, rounds)
	}
	taken, err := store.TakenPlaces(ctx, office, formsapi.UnitAt(now), formsapi.UnitAt(now.AddDate(1, 0, 0)))
	if units := formsapi.DefaultSlot / formsapi.UnitMinutes; err != nil || len(taken) != rounds*units {
		t.Errorf("%d places are taken, %v; want %d", len(taken), err, rounds*units)
	}
	report, err := store.Verify(ctx, ring)
	if err != nil || len(report.Findings) > 0 {
		t.Errorf("the database: %q, %v", report.Findings, err)
	}
}

package main

import (
	"bufio"
	"context"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// patience bounds the killing on a machine that is slow or busy.
const patience = time.Minute

// Nothing acknowledged is ever lost: the real program, in a process of its own,
// is killed at random moments while people send requests, and starts again on
// what it left. At the end every reference that was answered is there.
func TestKilledAtAnyMomentItLosesNothing(t *testing.T) {
	rounds := 200
	if testing.Short() {
		rounds = 20
	}
	f := unchanged(t)
	_, stop, err := runOn(f.site, f.data, f.keys) // builds the site, which later starts find
	if err != nil {
		t.Fatal(err)
	}
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	var acknowledged []string
	kills := 0
	for began := time.Now(); kills < rounds && time.Since(began) < patience; kills++ {
		acknowledged = append(acknowledged, killedUnderLoad(t, f)...)
	}
	t.Logf("%d kills, %d references acknowledged", kills, len(acknowledged))
	if len(acknowledged) < kills {
		t.Fatalf("only %d references were acknowledged in %d rounds: too few to tell", len(acknowledged), kills)
	}
	allThere(t, f, acknowledged)
}

// killedUnderLoad starts the program, sends requests from several clients, and
// kills it a moment after the first one was acknowledged.
func killedUnderLoad(t *testing.T, f folders) (acknowledged []string) {
	t.Helper()
	process, addr := startProcess(t, f)
	var (
		mu      sync.Mutex
		clients sync.WaitGroup
		first   = make(chan struct{})
		once    sync.Once
	)
	for range 8 {
		clients.Go(func() {
			for {
				reference, err := post(addr, "/api/appointments", goodRequest)
				if err != nil {
					return
				}
				mu.Lock()
				acknowledged = append(acknowledged, reference)
				mu.Unlock()
				once.Do(func() { close(first) })
			}
		})
	}
	select {
	case <-first:
	case <-time.After(time.Minute):
		t.Error("nothing was acknowledged in a minute")
	}
	time.Sleep(time.Duration(rand.IntN(40_000)) * time.Microsecond)
	if err := process.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = process.Wait() // it was killed
	clients.Wait()
	return acknowledged
}

var listeningOn = regexp.MustCompile(`^Listening on (\S+);`)

// startProcess starts the program as a process and returns it when it is ready.
func startProcess(t *testing.T, f folders) (process *exec.Cmd, addr string) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	process = exec.Command(program, "serve", "--site", f.site, "--data", f.data, "--keys", f.keys, "--listen", "127.0.0.1:0", "--limits", "off")
	process.Env = append(os.Environ(), asProgram+"=yes")
	told, err := process.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	ready, err := process.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	var before []string
	for lines := bufio.NewScanner(told); addr == "" && lines.Scan(); before = append(before, lines.Text()) {
		if m := listeningOn.FindStringSubmatch(lines.Text()); m != nil {
			addr = m[1]
		}
	}
	if addr == "" {
		t.Fatalf("the program did not start: %s", strings.Join(before, "\n"))
	}
	go func() { _, _ = io.Copy(io.Discard, told) }()
	for lines := bufio.NewScanner(ready); lines.Scan(); {
		if strings.HasPrefix(lines.Text(), "site:") {
			break
		}
	}
	go func() { _, _ = io.Copy(io.Discard, ready) }()
	return process, addr
}

// allThere looks every reference up in the database, and verifies the whole of it.
func allThere(t *testing.T, f folders, references []string) {
	t.Helper()
	ctx := context.Background()
	c := &console{out: io.Discard, err: t.Output(), env: func(string) string { return "" }}
	ring, store, err := c.openExisting(ctx, f)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	lost := 0
	for _, typed := range references {
		reference, ok := formsapi.ParseReference(typed)
		if !ok {
			t.Fatalf("%q is no reference", typed)
		}
		_, err := store.AppointmentByIndex(ctx, ring.Index(formsapi.IndexReference, string(reference)))
		if formsapi.CodeOf(err) == formsapi.CodeNotFound {
			lost++
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if lost > 0 {
		t.Errorf("%d of %d acknowledged requests are lost", lost, len(references))
	}
	report, err := store.Verify(ctx, ring)
	if err != nil {
		t.Fatal(err)
	}
	for _, finding := range report.Findings {
		t.Error(finding)
	}
}

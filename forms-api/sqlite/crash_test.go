package sqlite

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api/seal"
)

// The child process finds here what to open.
const (
	crashPath = "SPORTELLO_TEST_CRASH_DATABASE"
	crashKeys = "SPORTELLO_TEST_CRASH_KEYS"
)

// crashingServer stores requests from several goroutines, prints the id of
// each that was acknowledged, and waits to be killed.
func crashingServer(path string) {
	ring, err := seal.OpenRing(os.Getenv(crashKeys))
	if err != nil {
		panic(err)
	}
	s, err := Open(context.Background(), Config{Path: path, Chain: ring.Chain, Fingerprint: ring.Fingerprint()})
	if err != nil {
		panic(err)
	}
	for range 4 {
		go func() {
			for {
				n := givenRequest(new(testing.B), ring)
				if _, err := s.InsertAppointment(context.Background(), n); err != nil {
					panic(err)
				}
				fmt.Println(n.Appointment.ID) // one write: a line is whole or not there
			}
		}()
	}
	select {}
}

// Given a server that is killed at random moments, every request whose storing
// was acknowledged is there afterwards, and the database is whole.
func TestKilledServerKeepsWhatItAcknowledged(t *testing.T) {
	folder := t.TempDir()
	path, keys := filepath.Join(folder, "sportello.db"), filepath.Join(folder, "keys", "ring.toml")
	ring, err := seal.CreateRing(keys, noon)
	if err != nil {
		t.Fatal(err)
	}
	kills := 20
	if testing.Short() {
		kills = 5
	}
	var acknowledged []string
	for range kills {
		acknowledged = append(acknowledged, runAndKill(t, path, keys)...)
	}
	if len(acknowledged) < kills {
		t.Fatalf("only %d requests were acknowledged before %d kills", len(acknowledged), kills)
	}
	s := openStore(t, path, ring)
	for _, id := range acknowledged {
		if _, err := s.Appointment(t.Context(), uuid.MustParse(id)); err != nil {
			t.Errorf("the acknowledged request %s: %v", id, err)
		}
	}
	report, err := s.Verify(t.Context(), ring)
	if err != nil || len(report.Findings) > 0 {
		t.Errorf("after the kills: %v, %q", err, report.Findings)
	}
	t.Logf("%d requests were acknowledged before %d kills", len(acknowledged), kills)
}

// Given a server, another process stores into the same file and backs it up,
// and may not restore over it.
func TestTwoProcessesShareAFile(t *testing.T) {
	folder := t.TempDir()
	path, keys := filepath.Join(folder, "sportello.db"), filepath.Join(folder, "keys", "ring.toml")
	ring, err := seal.CreateRing(keys, noon)
	if err != nil {
		t.Fatal(err)
	}
	server, lines := startServer(t, path, keys)
	lines.Scan() // it is up
	s := openStore(t, path, ring)
	for range 20 {
		stored(t, s, givenRequest(t, ring))
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	backup := filepath.Join(folder, "backup.db")
	if err := Backup(t.Context(), path, backup, nil); err != nil {
		t.Fatal(err)
	}
	var held *HeldError
	if _, err := Restore(t.Context(), Restoration{Backup: backup, Path: path, Force: true, Sealer: ring, Chain: ring.Chain, Fingerprint: ring.Fingerprint()}); !errors.As(err, &held) {
		t.Errorf("restoring over a running server: %v, want that it is in use", err)
	}
	lines.Scan() // it goes on
	server.Process.Kill()
	server.Wait()
	assertSound(t, openStore(t, path, ring), ring)
	assertSound(t, openStore(t, backup, ring), ring)
}

func startServer(t *testing.T, path, keys string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	server := exec.Command(os.Args[0], "-test.run=^$")
	server.Env = append(os.Environ(), crashPath+"="+path, crashKeys+"="+keys)
	server.Stderr = os.Stderr
	out, err := server.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Process.Kill() })
	return server, bufio.NewScanner(out)
}

// runAndKill returns the ids that a server acknowledged before it was killed.
func runAndKill(t *testing.T, path, keys string) (ids []string) {
	t.Helper()
	server, lines := startServer(t, path, keys)
	for lines.Scan() {
		if len(ids) == 0 { // it is up: from now on it may die at any moment
			time.AfterFunc(rand.N(30*time.Millisecond), func() { server.Process.Kill() })
		}
		ids = append(ids, lines.Text())
	}
	server.Wait() // "signal: killed"
	return ids
}

package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// An editor takes a folder away and puts it back: the site is the one that is
// served already, and no page of it may vanish meanwhile.
func TestAnEditThatIsTakenBackChangesNothing(t *testing.T) {
	dir := t.TempDir()
	f := folders{site: hamlet(t), data: filepath.Join(dir, "var"), keys: filepath.Join(dir, "keys.toml")}
	p, heard := listeningTo(t, f)
	folder, aside := filepath.Join(f.site, "content/services/help"), filepath.Join(dir, "help")
	move(t, folder, aside)
	eventually(t, "the program says that it cannot build", func() bool { return strings.Contains(heard(), "not built again") })
	move(t, aside, folder)
	const enough = 50
	for n := 0; n < enough || !strings.Contains(heard(), "as the pages show it"); n++ {
		if n > 10*enough {
			t.Fatalf("the program does not say that all is as it was: %s", heard())
		}
		for _, path := range []string{"/it/", "/it/offices/hall/", "/it/services/help/"} {
			if answer, err := http.Get("http://" + p.Addr() + path); err != nil || answer.StatusCode != http.StatusOK {
				t.Fatalf("%s is answered %v, %v", path, answer.Status, err)
			} else {
				answer.Body.Close()
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// A build fails for no fault of the content: its folder cannot be written. It is tried
// again by itself, each time later, until it succeeds; nobody has to edit anything.
func TestABuildThatFailedForThePlaceIsTriedAgain(t *testing.T) {
	dir := t.TempDir()
	f := folders{site: hamlet(t), data: filepath.Join(dir, "var"), keys: filepath.Join(dir, "keys.toml")}
	p, err := openWith(settings{folders: f, listen: "127.0.0.1:0", limits: true}, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	waits, again := make(chan time.Duration, 8), make(chan time.Time)
	p.pages.after = func(d time.Duration) <-chan time.Time { waits <- d; return again }
	stop, err := begin(p)
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	shelf, aside := filepath.Join(f.data, "site"), filepath.Join(dir, "site")
	move(t, shelf, aside)
	writeFile(t, shelf, "no folder")
	page := filepath.Join(f.site, "content/services/help/index.it.md")
	writeFile(t, page, strings.Replace(pageText(t, page), "Aiuto", "Novità", 1))
	for _, want := range []time.Duration{time.Minute, 2 * time.Minute} {
		if got := <-waits; got != want {
			t.Fatalf("it is tried again after %v, want %v", got, want)
		}
		if want > time.Minute { // it can be written again
			if err := os.Remove(shelf); err != nil {
				t.Fatal(err)
			}
			move(t, aside, shelf)
		}
		again <- time.Time{}
	}
	eventually(t, "visitors read the edit", func() bool { return strings.Contains(shown(t, p, "/it/services/help/"), "Novità") })
	if _, held := p.pages.unbuilt.Unbuilt(); held {
		t.Error("the desk still says that the site is not built")
	}
}

func move(t *testing.T, from, to string) {
	t.Helper()
	if err := os.Rename(from, to); err != nil {
		t.Fatal(err)
	}
}

// listeningTo starts a program on a town's folder, and hears what it says.
func listeningTo(t testing.TB, f folders) (p *Program, heard func() string) {
	t.Helper()
	var said bytes.Buffer
	ear := &lockedWriter{w: &said}
	c := &console{in: strings.NewReader(""), out: io.Discard, err: ear, env: func(string) string { return "" }}
	p, err := c.Open(t.Context(), settings{folders: f, listen: "127.0.0.1:0", limits: true})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- p.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	<-p.Ready()
	return p, func() string {
		ear.mu.Lock()
		defer ear.mu.Unlock()
		return said.String()
	}
}

// Who edits is told at once that it was seen, and that the pages take a while.
func TestTheLogSaysWhichFilesAreBeingBuilt(t *testing.T) {
	dir := t.TempDir()
	f := folders{site: hamlet(t), data: filepath.Join(dir, "var"), keys: filepath.Join(dir, "keys.toml")}
	_, heard := listeningTo(t, f)
	writeFile(t, filepath.Join(f.site, "content/offices/hall/index.it.md"), plainPage("Casa comunale"))
	eventually(t, "the site was built again", func() bool { return strings.Contains(heard(), "was built again") })
	said, _, _ := strings.Cut(heard(), "was built again")
	if !strings.Contains(said, "the site is being built again") || !strings.Contains(said, "changed=content/offices/hall/index.it.md\n") {
		t.Errorf("before the site was built it said %s", said)
	}
	if few := someOf([]string{"a", "b", "c", "d", "e"}); few != "a, b, c and 2 more" {
		t.Errorf("of five files it names %q", few)
	}
}

// Whoever saves all day long fills no disk.
func TestOnlyTheBuildsThatAreServedLieOnTheShelf(t *testing.T) {
	dir := t.TempDir()
	f := folders{site: hamlet(t), data: filepath.Join(dir, "var"), keys: filepath.Join(dir, "keys.toml")}
	p, _ := listeningTo(t, f)
	for n := range 5 {
		words := strings.Repeat("ancora ", n+1) + "fine"
		writeFile(t, filepath.Join(f.site, "content/offices/hall/index.it.md"), plainPage("Municipio")+words+"\n")
		eventually(t, "the new words are served", func() bool { return strings.Contains(shown(t, p, "/it/offices/hall/"), words) })
	}
	shelf := string(p.pages.shelf)
	eventually(t, "three builds are left, each with its source", func() bool {
		entries, err := os.ReadDir(shelf)
		return err == nil && len(entries) == 2*3
	})
}

package site

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// A Hugo that does not end is ended, and asked once more, with workers enough not to wait
// for itself: what it then says counts.
// One that never ends is an error, not a program that waits for ever.
func TestAHugoThatDoesNotEndIsEndedAndAskedAgain(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("what stands for Hugo here is a shell's script")
	}
	for name, c := range map[string]struct {
		script string
		tries  string // with how many workers each
		stuck  bool
	}{
		"stuck once":   {"test -e SEEN && { echo x$HUGO_NUMWORKERMULTIPLIER >> SEEN; echo 'ERROR the layout is wrong' >&2; exit 1; }; echo x$HUGO_NUMWORKERMULTIPLIER > SEEN; exec sleep 60", "x\nx128\n", false},
		"always stuck": {"echo x$HUGO_NUMWORKERMULTIPLIER >> SEEN; exec sleep 60", "x\nx128\n", true},
	} {
		dir := t.TempDir()
		seen, program := filepath.Join(dir, "seen"), filepath.Join(dir, "hugo")
		script := "#!/bin/sh\n" + strings.ReplaceAll(c.script, "SEEN", seen) + "\n"
		if err := os.WriteFile(program, []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
		h := &hugo{shop: workshop(dir), cache: dir, program: program, log: slog.New(slog.DiscardHandler), patience: []time.Duration{time.Second, time.Second}}
		found, _, err := h.run(t.Context())
		if errors.Is(err, errStuck) != c.stuck || (len(found) == 1) == c.stuck {
			t.Errorf("%s: found are %v, %v", name, found, err)
		}
		if tries, _ := os.ReadFile(seen); string(tries) != c.tries {
			t.Errorf("%s: it was tried with %q, want %q", name, tries, c.tries)
		}
	}
}

// The larger the site, the longer it is waited for, up to an hour. On a first build
// whoever starts the program does not wait so long for a Hugo that is stuck, and one
// that is slow has an hour at its second try.
func TestPatienceGrowsWithTheSite(t *testing.T) {
	for took, want := range map[time.Duration][]time.Duration{
		0:                {2 * time.Minute, time.Hour},
		time.Second:      {20 * time.Second, 20 * time.Second},
		3 * time.Minute:  {30*time.Minute + 10*time.Second, 30*time.Minute + 10*time.Second},
		20 * time.Minute: {time.Hour, time.Hour},
	} {
		if got := patience(took); !slices.Equal(got, want) {
			t.Errorf("after a build of %s it is %s, want %s", took, got, want)
		}
	}
}

// WaitsForHugo has a builder wait so long, at each try.
func (b *Builder) WaitsForHugo(tries ...time.Duration) { b.waits = tries }

// NextPatience is how long the next build would wait.
func (b *Builder) NextPatience() time.Duration { return patience(b.took)[0] }

package site_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// Given a build in which Hugo was stuck once, the next one waits as long as the try took
// that ended well demands: what was waited in vain does not count.
func TestAHugoThatWasStuckOnceLeavesThePatienceAsItWas(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("what stands for Hugo here is a shell's script")
	}
	b, _ := village(t)
	dir := t.TempDir()
	stuck, hugo := filepath.Join(dir, "stuck"), filepath.Join(dir, "hugo")
	script := strings.NewReplacer("STUCK", stuck, "HUGO", b.Program).Replace("#!/bin/sh\nrm STUCK 2>/dev/null && exec sleep 60\nexec HUGO \"$@\"\n")
	if err := os.WriteFile(hugo, []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	b.Program = hugo
	build(t, b)

	const inVain = 2 * time.Second
	for range 2 {
		write(t, stuck, "")
		b.WaitsForHugo(inVain, time.Minute)
		began := time.Now()
		build(t, b)
		whole := time.Since(began)
		if _, err := os.Stat(stuck); err == nil || whole < inVain {
			t.Fatalf("Hugo was not stuck: the build took %s", whole)
		}
		if got, most := b.NextPatience(), 10*time.Second+10*(whole-inVain); got > most {
			t.Errorf("the next build waits %s, want no more than %s", got, most)
		}
	}
}

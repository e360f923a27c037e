package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

var siteAt = regexp.MustCompile(`(?m)^site:  (http://\S+)/$`)

// The program as a supervisor sees it: it tells what it is doing and where it is,
// and SIGTERM ends it well.
func TestAProcessTellsWhereItIsAndEndsOnSIGTERM(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	process := exec.Command(program, "serve", "--site", hamlet(t), "--data", filepath.Join(dir, "var"),
		"--keys", filepath.Join(dir, "keys.toml"), "--listen", "127.0.0.1:0")
	process.Env = append(os.Environ(), asProgram+"=yes")
	var out, told bytes.Buffer
	stdout, stderr := &lockedWriter{w: &out}, &lockedWriter{w: &told}
	process.Stdout, process.Stderr = stdout, stderr
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	defer process.Process.Kill()
	said := func(l *lockedWriter, b *bytes.Buffer) string {
		l.mu.Lock()
		defer l.mu.Unlock()
		return b.String()
	}
	eventually(t, "the program tells its addresses", func() bool { return strings.Contains(said(stdout, &out), "/desk/invitation?token=") })
	for _, want := range []string{"A key ring was made", "Listening on 127.0.0.1:", "… reading the content", "… building the pages", "The site was built in "} {
		if !strings.Contains(said(stderr, &told), want) {
			t.Errorf("it does not say %q: %s", want, said(stderr, &told))
		}
	}
	address := siteAt.FindStringSubmatch(said(stdout, &out))
	if address == nil || !strings.Contains(said(stdout, &out), "desk:  "+address[1]+"/desk/\n") {
		t.Fatalf("it tells %s", said(stdout, &out))
	}
	if err := process.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := process.Wait(); err != nil {
		t.Errorf("after SIGTERM it ended with %v: %s", err, said(stderr, &told))
	}
}

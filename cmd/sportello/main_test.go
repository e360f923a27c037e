package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"sportello/cmd/sportello/internal/site"
)

// TestMain lets the test binary be what the program starts of itself: Hugo, and
// the program in a process of its own (asProgram, and the scripts' sportello).
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == site.ChildArgument {
		os.Exit(site.Child(os.Args[2:]))
	}
	if os.Getenv(asProgram) != "" {
		main()
	}
	testscript.Main(m, map[string]func(){"sportello": main})
}

// asProgram is the variable that makes a process of the test binary the program.
const asProgram = "SPORTELLO_TEST_AS_PROGRAM"

// The scripts are the specification of the command line.
func TestScripts(t *testing.T) {
	villages := town(t)
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("TOWN", villages)
			e.Setenv("SPORTELLO_KEYS", filepath.Join(e.WorkDir, "keys.toml"))
			e.Setenv("HOME", e.WorkDir)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"submit": submit},
	})
}

// submit DATA runs a server on a data folder that takes two requests and a rating.
func submit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: submit DATA")
	}
	p, stop, err := runOn(ts.Getenv("TOWN"), ts.MkAbs(args[0]), ts.Getenv("SPORTELLO_KEYS"))
	if err != nil {
		ts.Fatalf("starting: %v", err)
	}
	for path, body := range map[string]string{
		"/api/appointments": `{"office": "montelucci", "service": "legal-advice", "name": "Prova Rossi", "phone": "+39 333 123 4567", "reason": "=1+1", "language": "it", "consent": true}`,
		"/api/feedback":     `{"page": "/it/", "rating": 4, "aspect": "clear", "comment": "@prova", "language": "it"}`,
	} {
		if _, err := post(p.Addr(), path, body); err != nil {
			ts.Fatalf("posting: %v", err)
		}
	}
	if err := stop(); err != nil {
		ts.Fatalf("stopping: %v", err)
	}
}

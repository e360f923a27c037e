package main

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"sportello/cmd/sportello/internal/hugotest"
	"sportello/cmd/sportello/internal/site"
)

// TestMain lets the test binary be what the program starts of itself: Hugo, and
// the program in a process of its own (asProgram, and the scripts' sportello).
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == site.ChildArgument {
		hugotest.Become()
		os.Exit(site.Child(os.Args[2:]))
	}
	if os.Getenv(asProgram) != "" {
		main()
	}
	testscript.Main(suite{m}, map[string]func(){"sportello": main})
}

// A suite leaves nothing behind of what its tests share.
type suite struct{ *testing.M }

func (s suite) Run() int {
	remove, err := hugotest.Prepare()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer remove()
	defer func() {
		if dir := common.made.Load(); dir != nil {
			_ = os.RemoveAll(*dir) // a temporary folder: the system removes it some day
		}
	}()
	return s.M.Run()
}

// asProgram is the variable that makes a process of the test binary the program.
const asProgram = "SPORTELLO_TEST_AS_PROGRAM"

// The scripts are the specification of the command line.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			town := filepath.Join(e.WorkDir, "town")
			if err := makeTown(town, inFewLanguages); err != nil {
				return err
			}
			e.Setenv("TOWN", town)
			e.Setenv("SPORTELLO_KEYS", filepath.Join(e.WorkDir, "keys.toml"))
			e.Setenv("HOME", e.WorkDir)
			e.Setenv(hugotest.Variable, os.Getenv(hugotest.Variable))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"submit": submit, "tamper": tamper},
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

// tamper DATA SQL changes a database behind the program's back.
func tamper(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: tamper DATA SQL")
	}
	db, err := sql.Open("sqlite", "file:"+filepath.Join(ts.MkAbs(args[0]), "sportello.db"))
	if err == nil {
		_, err = db.Exec(args[1])
	}
	if err != nil {
		ts.Fatalf("tampering: %v", err)
	}
	ts.Check(db.Close())
}

// Sportello is a help desk's site, its forms and its staff's desk in one
// program. Its commands:
//
//	serve      build the site and serve it, with the forms and the desk
//	build      build the pages alone, for a web server or CDN
//	check      check the content and say what is wrong, with file and line
//	staff      add, list, disable and reopen accounts, set roles, reset passwords and second factors
//	messages   send a test message, by e-mail or SMS
//	export     write requests, feedback or the audit log as CSV, XLSX or JSON
//	backup     save the database into a file, beside a running server
//	restore    put a saved database back
//	verify     check the database, its seals and the audit chain
//	keys       add a key to the ring, for what is sealed from then on
//	version    say which program this is
//
// This package is the only one that knows flags, files and the environment; it
// wires the adapters of forms-api together. Each command has a file of its own.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // offices keep their own time, also where the system knows no zones

	"sportello/cmd/sportello/internal/site"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == site.ChildArgument {
		os.Exit(site.Child(os.Args[2:]))
	}
	// Further signals change nothing: some supervisors send two, and stopping
	// takes a bounded time anyway.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv)
	stop()
	os.Exit(code)
}

// run is the whole program: it returns the exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, env func(string) string) int {
	c := &console{in: stdin, out: stdout, err: stderr, env: env}
	return c.report(c.dispatch(ctx, args))
}

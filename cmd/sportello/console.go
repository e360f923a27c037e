package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
)

// A console is where a command reads and writes, and the environment it sees.
type console struct {
	in  io.Reader
	out io.Writer // what was asked for
	err io.Writer // what is being done, and what went wrong
	env func(string) string
}

// The exit codes.
const (
	exitDone     = 0
	exitFailed   = 1  // the command ran, and failed or found something wrong
	exitCannot   = 2  // the command could not run: wrong usage, missing folder
	exitReported = "" // an exit whose reason was said already
)

// An exit is an error with a code other than exitFailed.
type exit struct {
	code int
	err  error // nil if everything was said
}

func (e *exit) Error() string {
	if e.err == nil {
		return exitReported
	}
	return e.err.Error()
}

func (e *exit) Unwrap() error { return e.err }

// cannot marks an error as "could not run".
func cannot(err error) error {
	if err == nil {
		return nil
	}
	return &exit{code: exitCannot, err: err}
}

// A hinted error says what to do now.
type hinted struct {
	error
	hint string
}

func (h *hinted) Unwrap() error { return h.error }

// Hint is what to do now; errors of other packages may have one too.
func (h *hinted) Hint() string { return h.hint }

// hint adds what to do now to an error.
func hint(err error, format string, args ...any) error {
	return &hinted{error: err, hint: fmt.Sprintf(format, args...)}
}

// report tells an error in one sentence and a hint, and returns the exit code.
func (c *console) report(err error) int {
	if err == nil {
		return exitDone
	}
	if sentence := err.Error(); sentence != exitReported {
		fmt.Fprintf(c.err, "sportello: %s\n", sentence)
	}
	var h interface{ Hint() string }
	if errors.As(err, &h) {
		fmt.Fprintf(c.err, "hint: %s\n", h.Hint())
	}
	var e *exit
	if errors.As(err, &e) {
		return e.code
	}
	return exitFailed
}

// say tells what is being done.
func (c *console) say(format string, args ...any) {
	fmt.Fprintf(c.err, format+"\n", args...)
}

// log is the program's log. SPORTELLO_LOG=debug shows everything.
func (c *console) log() *slog.Logger {
	level := slog.LevelInfo
	if c.env("SPORTELLO_LOG") == "debug" {
		level = slog.LevelDebug
	}
	return slog.New(newOnceLog(slog.NewTextHandler(c.err, &slog.HandlerOptions{Level: level})))
}

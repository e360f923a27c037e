package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// A command is one of the things that the program does.
type command struct {
	name      string
	arguments string // as the usage line shows them
	summary   string
	manual    string // what is worth knowing, then examples
	prepare   func(*flag.FlagSet) action
}

// An action runs a command with its positional arguments, once its flags are read.
type action func(ctx context.Context, c *console, args []string) error

// commands are in the order in which people meet them.
func commands() []command {
	return []command{
		serveCommand, buildCommand, checkCommand, staffCommand, messagesCommand, exportCommand,
		backupCommand, restoreCommand, verifyCommand, keysCommand, versionCommand,
	}
}

// dispatch finds the command of a command line and runs it.
func (c *console) dispatch(ctx context.Context, args []string) error {
	if len(args) == 0 || isHelp(args[0]) {
		return c.help(args)
	}
	if args[0] == "--version" {
		args[0] = versionCommand.name
	}
	cmd, err := commandNamed(args[0])
	if err != nil {
		return err
	}
	flags := flag.NewFlagSet(cmd.name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	run := cmd.prepare(flags)
	operands, err := parse(flags, args[1:])
	if errors.Is(err, flag.ErrHelp) {
		c.usage(cmd)
		return nil
	}
	if err != nil {
		return wrongUsage(cmd, flags, err)
	}
	return run(ctx, c, operands)
}

func commandNamed(name string) (command, error) {
	var names []string
	for _, cmd := range commands() {
		if cmd.name == name {
			return cmd, nil
		}
		names = append(names, cmd.name)
	}
	err := fmt.Errorf("there is no command %q", name)
	if near := nearest(name, names); near != "" {
		return command{}, cannot(hint(err, "did you mean `sportello %s`?", near))
	}
	return command{}, cannot(hint(err, "`sportello help` lists the commands"))
}

// parse takes flags and operands in any order, as people type them.
func parse(flags *flag.FlagSet, args []string) (operands []string, err error) {
	for {
		if err := flags.Parse(args); err != nil {
			return nil, err
		}
		if flags.NArg() == 0 {
			return operands, nil
		}
		if consumed := len(args) - flags.NArg(); consumed > 0 && args[consumed-1] == "--" {
			return append(operands, flags.Args()...), nil
		}
		operands, args = append(operands, flags.Arg(0)), flags.Args()[1:]
	}
}

func wrongUsage(cmd command, flags *flag.FlagSet, err error) error {
	unknown, ok := strings.CutPrefix(err.Error(), "flag provided but not defined: ")
	if !ok {
		return cannot(hint(err, "`sportello help %s` shows how it is used", cmd.name))
	}
	var names []string
	flags.VisitAll(func(f *flag.Flag) { names = append(names, f.Name) })
	name := strings.TrimLeft(unknown, "-")
	err = fmt.Errorf("`sportello %s` has no flag --%s", cmd.name, name)
	if near := nearest(name, names); near != "" {
		return cannot(hint(err, "did you mean --%s?", near))
	}
	return cannot(hint(err, "`sportello help %s` lists its flags", cmd.name))
}

// operandsAre refuses a command line with too few or too many operands.
func operandsAre(args []string, names ...string) error {
	switch {
	case len(args) < len(names):
		return cannot(hint(fmt.Errorf("%s is missing", names[len(args)]), "`--help` shows how the command is used"))
	case len(args) > len(names):
		return cannot(hint(fmt.Errorf("%q is one word too many", args[len(names)]), "`--help` shows how the command is used"))
	}
	return nil
}

// nearest is the known word that somebody may have meant: at most two letters off.
func nearest(word string, known []string) string {
	best, off := "", 3
	for _, k := range slices.Sorted(slices.Values(known)) {
		if d := levenshtein.ComputeDistance(word, k); d < off && d < len(word) {
			best, off = k, d
		}
	}
	return best
}

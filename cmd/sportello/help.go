package main

import (
	"flag"
	"fmt"
	"strings"
)

const overview = `sportello is a help desk's site, its forms and its staff's desk in one program.

usage: sportello COMMAND [flags]

%s
Try it:

  sportello serve                      build the site in this folder and serve it on 127.0.0.1:8080
  sportello serve --demo               the same with invented requests, thrown away at the end
  sportello check --site /srv/town     what is wrong with the content, with file and line

` + "`sportello help COMMAND` tells more about each.\n"

func isHelp(word string) bool {
	return word == "help" || word == "--help" || word == "-help" || word == "-h"
}

// help shows the overview, or one command's usage.
func (c *console) help(args []string) error {
	if len(args) > 1 {
		cmd, err := commandNamed(args[1])
		if err != nil {
			return err
		}
		c.usage(cmd)
		return nil
	}
	var list strings.Builder
	for _, cmd := range commands() {
		fmt.Fprintf(&list, "  %-9s %s\n", cmd.name, cmd.summary)
	}
	fmt.Fprintf(c.out, overview, list.String())
	return nil
}

// usage shows how a command is used: its line, its manual, its flags.
func (c *console) usage(cmd command) {
	fmt.Fprintf(c.out, "usage: sportello %s\n\n%s: %s\n\n%s\n", strings.TrimSpace(cmd.name+" "+cmd.arguments), cmd.name, cmd.summary, strings.TrimSpace(cmd.manual))
	flags := flag.NewFlagSet(cmd.name, flag.ContinueOnError)
	cmd.prepare(flags)
	first := true
	flags.VisitAll(func(f *flag.Flag) {
		if first {
			fmt.Fprint(c.out, "\nFlags:\n\n")
			first = false
		}
		value, about := aboutFlag(f)
		fmt.Fprintf(c.out, "  %-22s %s\n", strings.TrimSpace("--"+f.Name+" "+value), about+defaultOf(f))
	})
}

// aboutFlag parts what stands between backquotes at the beginning of a flag's
// words, which is the name of its value, from the sentence about it.
func aboutFlag(f *flag.Flag) (value, about string) {
	value, about = flag.UnquoteUsage(f)
	if rest, ok := strings.CutPrefix(f.Usage, "`"+value+"`"); ok {
		about = strings.TrimLeft(rest, ": ")
	}
	return value, about
}

func defaultOf(f *flag.Flag) string {
	if f.DefValue == "" || f.DefValue == "false" {
		return ""
	}
	return fmt.Sprintf(" (default %s)", f.DefValue)
}

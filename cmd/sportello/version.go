package main

import (
	"context"
	"flag"
	"fmt"
	"runtime/debug"

	"github.com/gohugoio/hugo/common/hugo"

	"sportello/forms-api/sqlite"
)

var versionCommand = command{
	name:    "version",
	summary: "say which program this is",
	manual: `
Says the version, the commit it was built from, the version of the database's
schema that it works with, and the Hugo inside it: for a report of a problem, and
to know whether a database is of an older program.

  sportello version`,
	prepare: func(*flag.FlagSet) action {
		return func(_ context.Context, c *console, args []string) error {
			if err := operandsAre(args); err != nil {
				return err
			}
			return c.version()
		}
	},
}

func (c *console) version() error {
	built, ok := debug.ReadBuildInfo()
	if !ok {
		built = &debug.BuildInfo{}
	}
	_, err := fmt.Fprintf(c.out, "sportello %s\ncommit    %s\nschema    %d\nHugo      %s\nGo        %s\n",
		orUnknown(built.Main.Version), orUnknown(commitOf(built)), sqlite.SchemaVersion(), hugo.CurrentVersion, orUnknown(built.GoVersion))
	return err
}

// commitOf is the commit that a program was built from, and whether files were
// changed since.
func commitOf(built *debug.BuildInfo) string {
	commit, changed := "", ""
	for _, s := range built.Settings {
		switch {
		case s.Key == "vcs.revision":
			commit = s.Value
		case s.Key == "vcs.modified" && s.Value == "true":
			changed = ", with changes"
		}
	}
	if commit == "" {
		return ""
	}
	return commit + changed
}

func orUnknown(text string) string {
	if text == "" {
		return "unknown"
	}
	return text
}

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"sportello/forms-api/sqlite"
)

var backupCommand = command{
	name:      "backup",
	arguments: "FILE [--data DIR]",
	summary:   "save the database into a file, beside a running server",
	manual: `
The file holds the database as it is at this moment, checked, with the closures
that the desk has made. Personal data in it is sealed: without the key ring, which
is never in a backup, nobody can read it. Keep the two apart. An existing file is
not overwritten.

  sportello backup /mnt/backups/sportello-$(date +%F).db`,
	prepare: func(flags *flag.FlagSet) action {
		var f folders
		f.dataFlags(flags)
		return func(ctx context.Context, c *console, args []string) error {
			if err := operandsAre(args, "FILE"); err != nil {
				return err
			}
			return c.backup(ctx, f, args[0])
		}
	},
}

// carried are the small files of the data folder that a backup holds too.
var carried = []string{closuresName}

func (c *console) backup(ctx context.Context, f folders, to string) error {
	if err := f.hasDatabase(); err != nil {
		return err
	}
	files := map[string][]byte{}
	for _, name := range carried {
		text, err := os.ReadFile(filepath.Join(f.data, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		files[name] = text
	}
	err := sqlite.Backup(ctx, f.database(), to, files)
	var taken *sqlite.InTheWayError
	if errors.As(err, &taken) {
		return hint(err, "name a file that does not exist, for instance with the date in it")
	}
	if err != nil {
		return err
	}
	info, err := os.Stat(to)
	if err != nil {
		return err
	}
	c.say("Saved %s (%d kB). The key ring is not in it: keep both, apart from each other.", to, info.Size()/1000)
	return nil
}

// hasDatabase refuses a data folder that holds none.
func (f *folders) hasDatabase() error {
	if _, err := os.Stat(f.database()); err != nil {
		return cannot(hint(fmt.Errorf("there is no database in %s", f.data), "name the data folder: --data DIR"))
	}
	return nil
}

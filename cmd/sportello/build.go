package main

import (
	"context"
	"errors"
	"flag"
	"path/filepath"
	"time"

	"sportello/cmd/sportello/internal/site"
)

var buildCommand = command{
	name:      "build",
	arguments: "[--site DIR] [--data DIR] --out DIR",
	summary:   "build the pages alone, for a web server or CDN",
	manual: `
Writes the site into a folder, with .br and .gz beside each text file. The
folder is swapped in at the end: whoever serves it sees the old site or the new
one, and when the content has an error the old one stays. An existing folder
must be empty or hold an earlier build. The closures that were made at the desk
are on the pages only if --data names the server's data folder.

The forms need ` + "`sportello serve`" + `: pass /api/, /desk/ and the pages beneath
/{lang}/appointments/, /{lang}/feedback/ and /{lang}/search/ on to it. The
settings for nginx and Caddy are in docs/serve-elsewhere.md.

  sportello build --site /srv/town --out /srv/www/town`,
	prepare: func(flags *flag.FlagSet) action {
		var f folders
		f.siteFlag(flags)
		flags.StringVar(&f.data, "data", "", "`DIR`: the data folder, for the closures made at the desk (default: none of them)")
		out := flags.String("out", "", "`DIR`: where the site is written to (needed)")
		return func(ctx context.Context, c *console, args []string) error {
			if err := operandsAre(args); err != nil {
				return err
			}
			return c.build(ctx, f, *out)
		}
	},
}

func (c *console) build(ctx context.Context, f folders, out string) error {
	if out == "" {
		return cannot(hint(errors.New("--out is missing"), "name the folder that the site is written to: --out public"))
	}
	town, settings, err := f.readTown()
	if err != nil {
		return err
	}
	b, err := c.newBuilder(town, "", settings.origin(defaultListen))
	if err != nil {
		return err
	}
	if f.data != "" {
		b.Overlay = filepath.Join(f.data, closuresName)
	}
	if out, err = filepath.Abs(out); err != nil {
		return cannot(err)
	}
	steps := c.startSteps()
	b.Step = steps.begin
	built, err := b.BuildTo(ctx, out)
	steps.end()
	if errors.Is(err, site.ErrNotOurs) {
		return cannot(hint(err, "name a new or an empty folder"))
	}
	if err := c.findings(built.Warnings, err); err != nil {
		return err
	}
	c.say("The site is in %s (%.1f s, Hugo %.1f s of it).", out, steps.elapsed().Seconds(), built.Hugo.Seconds())
	return nil
}

// steps tells what a long work is doing: each step as it begins, and every few
// seconds how long it has taken already.
type steps struct {
	c       *console
	started time.Time
	names   chan string
	done    chan struct{}
}

const stepReminder = 5 * time.Second

func (c *console) startSteps() *steps {
	s := &steps{c: c, started: time.Now(), names: make(chan string), done: make(chan struct{})}
	go s.tell()
	return s
}

func (s *steps) begin(name string) { s.names <- name }

func (s *steps) elapsed() time.Duration { return time.Since(s.started) }

// end returns when everything is told.
func (s *steps) end() {
	close(s.names)
	<-s.done
}

func (s *steps) tell() {
	defer close(s.done)
	reminder := time.NewTicker(stepReminder)
	defer reminder.Stop()
	current := ""
	for {
		select {
		case name, more := <-s.names:
			if !more {
				return
			}
			current = name
			s.c.say("… %s", name)
		case <-reminder.C:
			s.c.say("… still %s, %.0f s so far", current, s.elapsed().Seconds())
		}
	}
}

package main

import (
	"context"
	"errors"
	"flag"
	"time"
)

var keysCommand = command{
	name:      "keys",
	arguments: "rotate [--data DIR] [--keys FILE]",
	summary:   "add a new key to the ring, for what is sealed from now on",
	manual: `
rotate adds a key to the ring's file. What is sealed already stays readable with
the older keys, which remain in the file. Restart the server afterwards, and make
a new paper copy.

  sportello keys rotate`,
	prepare: func(flags *flag.FlagSet) action {
		var f folders
		f.dataFlags(flags)
		return func(_ context.Context, c *console, args []string) error {
			if err := operandsAre(args, "what to do with the keys (rotate)"); err != nil {
				return err
			}
			if args[0] != "rotate" {
				return cannot(hint(errors.New("keys can only be rotated"), "write `sportello keys rotate`"))
			}
			return c.rotateKeys(f)
		}
	},
}

func (c *console) rotateKeys(f folders) error {
	ring, err := c.openRing(f)
	if err != nil {
		return err
	}
	newer, err := ring.Rotate(time.Now())
	if err != nil {
		return err
	}
	c.say("The ring has a new key, %s. Restart the server, and make a new paper copy of the ring.", newer.CurrentKey())
	return nil
}

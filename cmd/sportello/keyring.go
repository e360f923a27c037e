package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"sportello/forms-api/seal"
)

// openRing opens the keys of a database. A database without its ring is not
// given a new one: nobody could read what it holds.
func (c *console) openRing(f folders) (*seal.Ring, error) {
	file, err := f.keyFile(c.env)
	if err != nil {
		return nil, err
	}
	ring, err := seal.OpenRing(file)
	if !errors.Is(err, fs.ErrNotExist) {
		return ring, cannot(err)
	}
	if _, err := os.Stat(f.database()); err == nil {
		return nil, cannot(hint(fmt.Errorf("there is a database in %s, but its keys are not in %s", f.data, file),
			"name the right file (--keys FILE, or SPORTELLO_KEYS), or type the paper copy into it; a new ring could read nothing"))
	}
	return nil, cannot(hint(fmt.Errorf("there is no key ring in %s", file), "`sportello serve` makes one at its first start"))
}

// openOrMakeRing is for the first start: it makes the ring and says how to keep it.
func (c *console) openOrMakeRing(f folders) (*seal.Ring, error) {
	if _, err := os.Stat(f.database()); err == nil {
		return c.openRing(f)
	}
	file, err := f.keyFile(c.env)
	if err != nil {
		return nil, err
	}
	ring, made, err := seal.OpenOrCreate(file, time.Now())
	if err != nil {
		return nil, cannot(err)
	}
	if made {
		c.say(ringMade, file)
	}
	return ring, nil
}

const ringMade = `
A key ring was made: %s
Without it nobody can read what people write, and no backup holds it. Print it
or copy it by hand (each key ends in a check that finds a mistyped letter), lock
the paper away, and keep it apart from the backups.
`

package desk

import "time"

const (
	rememberDoor = 30 * 24 * time.Hour // after the last sign-in through it
	mostDoors    = 2_000
)

// Doors are the networks that an account was signed in from, each as the mark
// of both. They are forgotten when the program ends, as all failures are.
type doors map[mark]time.Time

func (d doors) knows(pair mark, now time.Time) bool {
	opened, known := d[pair]
	return known && now.Sub(opened) <= rememberDoor
}

// open remembers a door. Only who has a password opens one, so a full memory
// forgets the doors that were not used for longest, one at a time.
func (d doors) open(pair mark, now time.Time) {
	if _, known := d[pair]; !known && len(d) >= mostDoors {
		d.forgetOldest()
	}
	d[pair] = now
}

func (d doors) forgetOldest() {
	var oldest mark
	var since time.Time
	for m, opened := range d {
		if since.IsZero() || opened.Before(since) {
			oldest, since = m, opened
		}
	}
	delete(d, oldest)
}

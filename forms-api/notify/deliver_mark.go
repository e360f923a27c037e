package notify

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// pauses are how long after each failed attempt the next one comes: after about a
// day the message is given up, and waits for staff.
var pauses = []time.Duration{
	time.Minute, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 6 * time.Hour, 15 * time.Hour,
}

// spread is by how much of itself a pause may be longer, so that what failed
// together does not come back together.
const spread = 0.2

// mark notes that a message has left. While the store cannot, it stays known that
// it did, and no lease sends it again.
func (d *Deliverer) mark(ctx context.Context, id uuid.UUID) (err error) {
	for trial := range markTrials {
		if trial > 0 {
			d.Pause(markEvery)
		}
		if err = d.Outbox.Sent(ctx, id, d.Now().UTC()); err == nil {
			d.accepted.Delete(id)
			return nil
		}
	}
	d.accepted.Store(id, true)
	return fmt.Errorf("a message has left, and that cannot be noted: %w", err)
}

// failed notes a failed attempt, and returns why messages do not leave. What is
// given up is no such reason: it may be about one address alone.
func (d *Deliverer) failed(ctx context.Context, m formsapi.QueuedMessage, why error) error {
	cause, final := "it failed for a reason that is not known", false
	var told *Failure
	if errors.As(why, &told) {
		cause, final = told.Cause, told.Final
	}
	now := d.Now().UTC()
	next, again := d.next(m.Attempts, now)
	next = d.quiet(m, next, now)
	if final || !again {
		next = time.Time{}
	}
	if err := d.Outbox.Failed(ctx, m.ID, now, next, cause); err != nil {
		return fmt.Errorf("an attempt failed, and that cannot be noted: %w", err)
	}
	if next.IsZero() {
		d.Log.Warn("a message was given up, and is left to staff", "office", m.Office, "cause", cause)
		return nil
	}
	return errors.New(cause)
}

// next is when the attempt comes after so many that have failed before this one.
func (d *Deliverer) next(before int, now time.Time) (at time.Time, ok bool) {
	if before >= len(pauses) {
		return time.Time{}, false
	}
	pause := pauses[before]
	return now.Add(pause + time.Duration(spread*d.Chance()*float64(pause))), true
}

// quiet moves an attempt out of the quiet hours of who is told. An office has none.
func (d *Deliverer) quiet(m formsapi.QueuedMessage, next, now time.Time) time.Time {
	office, known := d.Letters.Catalogue.Office(m.Office)
	said, err := formsapi.OpenMessage(d.Sealer, m)
	if m.Appointment == uuid.Nil || !known || office.Zone == nil || err != nil {
		return next
	}
	return formsapi.OutsideQuietHours(next, now, office.Zone, said.Start, said.Was)
}

// failures collects what went wrong in a batch, each cause once.
type failures struct {
	mu     sync.Mutex
	causes map[string]bool
}

func (f *failures) add(err error) {
	if err == nil {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.causes == nil {
		f.causes = map[string]bool{}
	}
	f.causes[err.Error()] = true
}

func (f *failures) err() error {
	if len(f.causes) == 0 {
		return nil
	}
	return errors.New("delivering messages: " + strings.Join(slices.Sorted(maps.Keys(f.causes)), "; "))
}

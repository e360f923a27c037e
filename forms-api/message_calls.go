package formsapi

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/google/uuid"
)

// callRows is how many messages fill a page.
const callRows = 50

// After lists what waits at the offices that are the reader's from the one after a
// place on: first whose time falls away or comes soonest, then what is about no
// time, and at the end who did not answer.
// Who is called twice is called once: what else waits for a person stands behind the
// first of it, on whatever page it would come by itself, and so a page may be longer.
// The next ones follow next; it is zero if there are none.
func (u *CallList) After(ctx context.Context, by Staff, place CallPlace) (rows []CallRow, next CallPlace, err error) {
	offices, some := reads(by)
	if !some {
		return nil, next, nil
	}
	behind := map[uuid.UUID]bool{} // another one: looked up once for each person
	for next = place; ; {
		pending, err := u.Outbox.Calls(ctx, offices, next, callRows+1)
		if err != nil {
			return nil, next, fmt.Errorf("reading the call list: %w", err)
		}
		for _, m := range pending {
			if len(rows) >= callRows {
				return rows, next, nil
			}
			theirs, err := u.standing(ctx, offices, m, behind)
			if err != nil {
				return nil, next, err
			}
			rows, next = append(rows, theirs...), m.place()
		}
		if len(pending) <= callRows {
			return rows, CallPlace{}, nil
		}
	}
}

// standing is a message in its place, with what else there is for its person; nothing
// if it stands behind another one itself.
func (u *CallList) standing(ctx context.Context, offices []string, m QueuedMessage, behind map[uuid.UUID]bool) ([]CallRow, error) {
	if behind[m.ID] {
		return nil, nil
	}
	theirs, err := u.ofOnePerson(ctx, offices, m)
	if err != nil {
		return nil, err
	}
	for _, one := range theirs[1:] {
		behind[one.ID] = true
	}
	if theirs[0].ID != m.ID {
		return nil, nil
	}
	rows := make([]CallRow, len(theirs))
	for i, one := range theirs {
		rows[i] = u.row(ctx, one)
	}
	return together(rows), nil
}

// ofOnePerson is all that waits for the person of a message, in the order of the list.
func (u *CallList) ofOnePerson(ctx context.Context, offices []string, m QueuedMessage) ([]QueuedMessage, error) {
	if m.Appointment == uuid.Nil {
		return []QueuedMessage{m}, nil
	}
	all, err := u.Outbox.CallsOf(ctx, offices, m.Appointment)
	if err != nil {
		return nil, fmt.Errorf("reading what else there is to tell the person of %s: %w", m.Appointment, err)
	}
	if len(all) == 0 { // nobody knows whom
		return []QueuedMessage{m}, nil
	}
	slices.SortFunc(all, func(a, b QueuedMessage) int { return a.place().compare(b.place()) })
	return all, nil
}

// place is where a message stands in the list.
func (m QueuedMessage) place() CallPlace {
	return CallPlace{CalledAt: m.CalledAt, Concerns: m.Concerns, DueAt: m.DueAt, ID: m.ID}
}

// compare is the order of the list; see OutboxStore.Calls.
func (p CallPlace) compare(o CallPlace) int {
	concerns := func(p CallPlace) int64 {
		if p.Concerns.IsZero() {
			return math.MaxInt64
		}
		return p.Concerns.UnixMilli()
	}
	return cmp.Or(p.CalledAt.Compare(o.CalledAt), cmp.Compare(concerns(p), concerns(o)), p.DueAt.Compare(o.DueAt), slices.Compare(p.ID[:], o.ID[:]))
}

// Count is how many wait at the offices that are the reader's.
func (u *CallList) Count(ctx context.Context, by Staff) (int, error) {
	offices, some := reads(by)
	if !some {
		return 0, nil
	}
	n, err := u.Outbox.CountCalls(ctx, offices, time.Time{})
	return n, wrapped("counting the call list", err)
}

// CountSince is how many of an office wait of what was due from an instant on.
func (u *CallList) CountSince(ctx context.Context, by Staff, office string, since time.Time) (int, error) {
	if !by.May(ReadRequests, office) {
		return 0, nil
	}
	n, err := u.Outbox.CountCalls(ctx, []string{office}, since)
	return n, wrapped("counting the call list of "+office, err)
}

// reads are the offices whose requests somebody may read: none named stands for
// all of them.
func reads(by Staff) (offices []string, some bool) {
	all, own := by.OfficesFor(ReadRequests)
	if all {
		return nil, true
	}
	return own, len(own) > 0
}

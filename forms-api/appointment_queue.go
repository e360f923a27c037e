package formsapi

import (
	"context"
	"fmt"
	"slices"
)

// queueRows is how many requests a queue shows at a time.
const queueRows = 50

// Queue lists the requests that are in a state at the reader's offices, office by
// office, from the one after a place on; next is as with Misfits. Requested ones:
// whose place is lost first stands first. Waiting ones: who asked first does.
// Those that were set aside stand behind the others of their office: a person may
// be among them, but no program that fills in forms keeps the others from being seen.
func (u *WorkAppointments) Queue(ctx context.Context, by Staff, state State, after QueuePlace) (rows []DayRow, next QueuePlace, err error) {
	offices, err := u.officesFrom(ctx, by, &after)
	if err != nil {
		return nil, next, err
	}
	for _, office := range offices {
		some, err := u.Store.Queue(ctx, office, state, after, queueRows+1-len(rows))
		if err != nil {
			return nil, next, fmt.Errorf("reading who is %s at %s: %w", state, office, err)
		}
		for _, a := range some {
			if len(rows) == queueRows {
				return rows, rows[queueRows-1].QueuePlace(), nil
			}
			d, err := OpenDetails(u.Sealer, a)
			rows = append(rows, DayRow{InboxRow: inboxRow(a, d, err), Details: d})
		}
		after = QueuePlace{}
	}
	return rows, next, nil
}

// QueueLength is how many requests are in a state at the reader's offices.
func (u *WorkAppointments) QueueLength(ctx context.Context, by Staff, state State) (int, error) {
	offices, err := u.Offices(ctx, by)
	if err != nil {
		return 0, err
	}
	n, err := u.Store.QueueLength(ctx, offices, state)
	return n, wrapped("counting who is "+string(state), err)
}

// QueuePlace is where an appointment stands in its queue.
func (a Appointment) QueuePlace() QueuePlace {
	place := QueuePlace{Office: a.Office, SetAside: a.SetAside, At: a.HoldUntil, ID: a.ID}
	if place.At.IsZero() {
		place.At = a.CreatedAt
	}
	return place
}

// officesFrom are the reader's offices from that of a place on. A place at an
// office that is not among them any more is the beginning.
func (u *WorkAppointments) officesFrom(ctx context.Context, by Staff, after *QueuePlace) ([]string, error) {
	offices, err := u.Offices(ctx, by)
	if n := slices.Index(offices, after.Office); n >= 0 {
		return offices[n:], err
	}
	*after = QueuePlace{}
	return offices, err
}

// Offices are the ids of the reader's offices: those of the catalogue in its
// order, then those that it has no more and that people still wait for.
func (u *WorkAppointments) Offices(ctx context.Context, by Staff) ([]string, error) {
	ids, err := u.allOffices(ctx)
	return slices.DeleteFunc(ids, func(id string) bool { return !by.May(ReadRequests, id) }), err
}

// allOffices are these of everybody's.
func (u *WorkAppointments) allOffices(ctx context.Context) (ids []string, err error) {
	for _, o := range u.Catalogue.Offices() {
		ids = append(ids, o.ID)
	}
	live, err := u.Store.LiveOffices(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading whom people wait for: %w", err)
	}
	for _, id := range live {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

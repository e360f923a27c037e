package formsapi

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
)

// queueRows is how many requests a queue shows at most: those that came first.
const queueRows = 500

// WaitingList lists who waits for a time at an office, in the order in which
// they asked; nothing of an office that is not the reader's.
func (u *WorkAppointments) WaitingList(ctx context.Context, by Staff, office string) ([]DayRow, error) {
	return u.queue(ctx, by, office, Waiting)
}

// ToAnswer lists the requests of an office whose place is held until somebody
// answers, the one that loses it first at the head.
func (u *WorkAppointments) ToAnswer(ctx context.Context, by Staff, office string) ([]DayRow, error) {
	rows, err := u.queue(ctx, by, office, Requested)
	slices.SortStableFunc(rows, func(a, b DayRow) int {
		switch {
		case a.SetAside == b.SetAside:
			return a.HoldUntil.Compare(b.HoldUntil)
		case a.SetAside:
			return 1
		}
		return -1
	})
	return rows, err
}

// queue are the requests of an office in a state, the oldest first. Those that
// were set aside come behind: a person may be among them, but no program that
// fills in forms keeps the others from being seen.
func (u *WorkAppointments) queue(ctx context.Context, by Staff, office string, state State) ([]DayRow, error) {
	if !by.May(ReadRequests, office) {
		return nil, nil
	}
	oldest := Cursor{CreatedAt: time.UnixMilli(1), ID: uuid.Max} // before everything
	var rows []DayRow
	for _, aside := range []bool{false, true} {
		filter := AppointmentFilter{Offices: []string{office}, State: state, SetAside: aside, Before: oldest, Limit: queueRows}
		all, err := u.Store.Appointments(ctx, filter)
		if err != nil {
			return nil, fmt.Errorf("reading who is %s at %s: %w", state, office, err)
		}
		for _, a := range slices.Backward(all) {
			d, err := OpenDetails(u.Sealer, a)
			rows = append(rows, DayRow{InboxRow: InboxRow{Appointment: a, Name: d.Name, Unreadable: err}, Details: d})
		}
	}
	return rows, nil
}

// Offices are the ids of the reader's offices: those of the catalogue in its
// order, then those that it has no more and that people still wait for.
func (u *WorkAppointments) Offices(ctx context.Context, by Staff) ([]string, error) {
	var ids []string
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
	return slices.DeleteFunc(ids, func(id string) bool { return !by.May(ReadRequests, id) }), nil
}

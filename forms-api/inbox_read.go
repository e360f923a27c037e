package formsapi

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
)

// Rows of a page of the inbox.
const (
	inboxRows     = 50
	mostInboxRows = 100
)

// MostCounted is the most that the inbox counts: “100+”.
const MostCounted = 100

// Tab lists a page of a tab of the inbox, of the requests that the reader may read.
// An office that is not theirs lists nothing. What cannot be read is in the list like
// any other.
func (u *WorkAppointments) Tab(ctx context.Context, by Staff, q InboxQuery) (InboxPage, error) {
	f, err := u.tabFilter(ctx, by, q)
	page := InboxPage{Tab: f.Tab, Sort: f.Sort}
	if err != nil || len(f.Offices) == 0 {
		return page, err
	}
	rows, err := u.Store.Tab(ctx, f)
	if err != nil {
		return page, fmt.Errorf("listing a tab: %w", err)
	}
	rows = page.cut(rows, f)
	ids := make([]uuid.UUID, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	page.Rows, err = u.rowsOf(ctx, ids)
	return page, err
}

// cut takes the row away that is read beyond a page, and says where its neighbours begin.
func (p *InboxPage) cut(rows []TabPlace, f TabFilter) []TabPlace {
	size, back := f.Limit-1, f.Before != TabPlace{}
	before, after := f.After != TabPlace{}, back
	if len(rows) > size && back {
		rows, before = rows[1:], true
	} else if len(rows) > size {
		rows, after = rows[:size], true
	}
	if len(rows) == 0 {
		return nil
	}
	if before {
		p.First = rows[0]
	}
	if after {
		p.Last = rows[len(rows)-1]
	}
	return rows
}

// rowsOf reads requests in the order of their ids.
func (u *WorkAppointments) rowsOf(ctx context.Context, ids []uuid.UUID) ([]InboxRow, error) {
	found, err := u.Store.AppointmentsOf(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("reading requests: %w", err)
	}
	byID := make(map[uuid.UUID]Appointment, len(found))
	for _, a := range found {
		byID[a.ID] = a
	}
	var rows []InboxRow
	for _, id := range ids {
		if a, there := byID[id]; there { // otherwise it was erased this moment
			d, err := OpenDetails(u.Sealer, a)
			rows = append(rows, inboxRow(a, d, err))
		}
	}
	return rows, nil
}

// CountTab is how many requests a tab lists for the reader, MostCounted+1 for more.
func (u *WorkAppointments) CountTab(ctx context.Context, by Staff, q InboxQuery) (int, error) {
	f, err := u.tabFilter(ctx, by, q)
	if err != nil || len(f.Offices) == 0 {
		return 0, err
	}
	n, err := u.Store.CountTab(ctx, f, MostCounted+1)
	return n, wrapped("counting a tab", err)
}

// Arrived is how many new requests came in after an instant, for whom a page is open
// since then; MostCounted+1 for more.
func (u *WorkAppointments) Arrived(ctx context.Context, by Staff, since time.Time) (int, error) {
	f, err := u.tabFilter(ctx, by, InboxQuery{Tab: TabNew})
	if err != nil || len(f.Offices) == 0 {
		return 0, err
	}
	for i := range f.Offices {
		f.Offices[i].From = since.Add(time.Millisecond)
	}
	n, err := u.Store.CountTab(ctx, f, MostCounted+1)
	return n, wrapped("counting what came in", err)
}

package formsapi

import (
	"context"
	"time"
)

// tabFilter is a query in the store's terms, of what the reader may read.
func (u *WorkAppointments) tabFilter(ctx context.Context, by Staff, q InboxQuery) (f TabFilter, err error) {
	f = TabFilter{
		Reader: by.ID, Service: q.Service, Language: q.Language, State: q.State,
		Assignee: q.Assignee, Unassigned: q.Unassigned, OfClosed: q.OfClosed, After: q.After, Before: q.Before,
	}
	f.Tab, f.Sort = q.tabOf()
	if urgency, known := ParseUrgency(q.Urgency); known {
		f.Urgency = &urgency
	}
	f.Limit = max(1, min(q.Limit, mostInboxRows)) + 1
	if q.Limit == 0 {
		f.Limit = inboxRows + 1
	}
	offices, err := u.tabOffices(ctx, by, ReadRequests, q.Office)
	for _, id := range offices {
		f.Offices = append(f.Offices, u.tabOffice(id, f.Tab, q))
	}
	return f, err
}

// tabOffices are the offices with whose requests somebody may do something: one, or all
// of theirs for no name, also those that the catalogue has no more.
func (u *WorkAppointments) tabOffices(ctx context.Context, by Staff, p Permission, only string) ([]string, error) {
	if only != "" {
		if !by.May(p, only) {
			return nil, nil
		}
		return []string{only}, nil
	}
	all, own := by.OfficesFor(p)
	if !all {
		return own, nil
	}
	offices, err := u.Store.RequestOffices(ctx)
	return offices, wrapped("reading which offices have requests", err)
}

// tabOffice bounds what is listed of an office by its own clock.
func (u *WorkAppointments) tabOffice(id string, t Tab, q InboxQuery) TabOffice {
	zone, now := time.UTC, u.Now()
	if o, known := u.Catalogue.Office(id); known && o.Zone != nil {
		zone = o.Zone
	}
	o := TabOffice{ID: id, From: q.From.begins(zone), Until: q.Until.ends(zone)}
	switch t {
	case TabToday:
		o.DueFrom, o.DueBefore = now, DateOf(now.In(zone)).ends(zone)
	case TabOverdue:
		o.DueBefore = now
	}
	return o
}

// begins is the first instant of a date; zero for no date.
func (d Date) begins(zone *time.Location) time.Time {
	at, err := time.ParseInLocation(time.DateOnly, string(d), zone)
	if err != nil {
		return time.Time{}
	}
	return at
}

// ends is the instant at which the day after a date begins; zero for no date.
func (d Date) ends(zone *time.Location) time.Time {
	at := d.begins(zone)
	if at.IsZero() {
		return at
	}
	return at.AddDate(0, 0, 1)
}

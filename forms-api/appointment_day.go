package formsapi

import (
	"context"
	"fmt"
)

// A DayRow is an appointment as the day sheet shows it.
type DayRow struct {
	InboxRow
	Details Details
	Present bool    // as CalendarRow.Present
	Events  []Event // what the reader can do next; nothing with what cannot be read
}

// Day lists what begins at an office on a date, in the order of time.
func (u *WorkAppointments) Day(ctx context.Context, by Staff, office string, day Date) ([]DayRow, error) {
	o, from, err := u.dayAt(by, office, day)
	if err != nil {
		return nil, err
	}
	all, err := u.Store.AppointmentsStarting(ctx, office, from, from.AddDate(0, 0, 1), StatesThat(State.OnDaySheet)...)
	if err != nil {
		return nil, fmt.Errorf("reading the day: %w", err)
	}
	rows := make([]DayRow, len(all))
	for i, a := range all {
		d, err := OpenDetails(u.Sealer, a)
		row := o.calendarRow(inboxRow(a, d, err))
		rows[i] = DayRow{InboxRow: row.InboxRow, Details: d, Present: row.Present}
		if err == nil {
			rows[i].Events = u.events(by, a)
		}
	}
	return rows, nil
}

// DaysBeside are the days before and after a date on which the office's day sheet
// lists something; empty for none.
func (u *WorkAppointments) DaysBeside(ctx context.Context, by Staff, office string, day Date) (before, after Date, err error) {
	o, from, err := u.dayAt(by, office, day)
	if err != nil {
		return "", "", err
	}
	last, first, err := u.Store.StartsBeside(ctx, office, from, from.AddDate(0, 0, 1))
	if err != nil {
		return "", "", fmt.Errorf("looking for the days beside: %w", err)
	}
	if !last.IsZero() {
		before = DateOf(last.In(o.Zone))
	}
	if !first.IsZero() {
		after = DateOf(first.In(o.Zone))
	}
	return before, after, nil
}

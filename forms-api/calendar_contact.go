package formsapi

import (
	"context"
	"fmt"
)

// MostContacts is how many of a day are listed: at a counter that is open all day
// three dozen come and call.
const MostContacts = 100

// Contacts lists who came to the counter or called an office on a date, in that
// order: what staff wrote down, whatever became of it. Of more than MostContacts it
// lists the latest, and says so. It answers as Calendar does.
func (u *WorkAppointments) Contacts(ctx context.Context, by Staff, office string, day Date) (rows []InboxRow, more bool, err error) {
	_, from, err := u.dayAt(by, office, day)
	if err != nil {
		return nil, false, err
	}
	all, err := u.Store.ContactsOf(ctx, office, from, from.AddDate(0, 0, 1), MostContacts+1)
	if err != nil {
		return nil, false, fmt.Errorf("reading who came and called: %w", err)
	}
	if more = len(all) > MostContacts; more {
		all = all[1:]
	}
	rows = make([]InboxRow, len(all))
	for i, a := range all {
		d, err := OpenDetails(u.Sealer, a)
		rows[i] = inboxRow(a, d, err)
	}
	return rows, more, nil
}

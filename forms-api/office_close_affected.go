package formsapi

import "context"

// An Affected says whom a closure concerns.
type Affected struct {
	Appointments int
	People       int        // who come to them
	Rows         []InboxRow // the appointments in the order of time, for who may read them
}

// Affected lists and counts the appointments that a closure would take the time of,
// and counts the people who would have come. It answers as Close does.
func (u *CloseOffice) Affected(ctx context.Context, by Staff, c Closing) (all Affected, err error) {
	office, err := u.check(by, c)
	if err != nil {
		return all, err
	}
	hit, err := comingDuring(ctx, u.Store, office, c.Closure, u.Now())
	for _, a := range hit {
		all.Appointments++
		all.People += max(1, a.People)
		if by.May(ReadRequests, c.Office) {
			d, unreadable := OpenDetails(u.Sealer, a)
			all.Rows = append(all.Rows, inboxRow(a, d, unreadable))
		}
	}
	return all, err
}

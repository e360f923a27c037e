package formsapi

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"
)

// A Misfit is why an appointment no longer suits the facts. It is a key: the
// words are the desk's.
type Misfit string

// The misfits there are.
const (
	MisfitOffice   Misfit = "office"           // the catalogue has the office no more
	MisfitClosed   Misfit = "closed"           // a closure or a holiday lies on it
	MisfitHours    Misfit = "hours"            // the office does not receive people then
	MisfitDesks    Misfit = "desks"            // there are more people at once than desks
	MisfitService  Misfit = "service"          // the office does not offer the service any more, or nobody does for now
	MisfitAbsent   Misfit = "absent-mediator"  // who speaks the person's language was to be there then, and is absent
	MisfitLanguage Misfit = "without-language" // the person needs a mediator, and none of their language comes at that time
)

// Misfits lists the misfits there are.
var Misfits = []Misfit{MisfitOffice, MisfitClosed, MisfitHours, MisfitDesks, MisfitService, MisfitAbsent, MisfitLanguage}

// A MisfitRow is an appointment that somebody must look at: the facts changed
// under it. None is dropped by itself.
type MisfitRow struct {
	InboxRow
	Misfits []Misfit
}

// Misfits lists the coming appointments of the reader's offices that the facts no
// longer suit, office by office in the order of time, from the one after a place
// on. If there are more, they come after the place next; otherwise it is zero.
func (u *WorkAppointments) Misfits(ctx context.Context, by Staff, after QueuePlace) (rows []MisfitRow, next QueuePlace, err error) {
	offices, err := u.officesFrom(ctx, by, &after)
	if err != nil {
		return nil, next, err
	}
	var listed []misfit
	for _, office := range offices {
		found, err := u.misfitsOf(ctx, office)
		if err != nil {
			return nil, next, err
		}
		for _, m := range found {
			if m.behind(after) && len(listed) <= queueRows {
				listed = append(listed, m)
			}
		}
		after = QueuePlace{}
	}
	if len(listed) > queueRows {
		listed = listed[:queueRows]
		next = listed[queueRows-1].place() // its row is missing if it is erased at this moment
	}
	rows, err = u.misfitRows(ctx, listed)
	return rows, next, err
}

// CountMisfits is how many those are. Of who may lack a mediator it opens what was
// not opened before: see misfitMemory.
func (u *WorkAppointments) CountMisfits(ctx context.Context, by Staff) (n int, err error) {
	offices, err := u.Offices(ctx, by)
	for _, office := range offices {
		if err != nil {
			break
		}
		var found []misfit
		found, err = u.misfitsOf(ctx, office)
		n += len(found)
	}
	return n, err
}

// FindMisfits looks through what is to come at each office, so that no page of the
// desk opens many requests at once to count these: after a start, what every one of
// an office with mediators speaks.
func (u *WorkAppointments) FindMisfits(ctx context.Context) error {
	offices, err := u.allOffices(ctx)
	for _, office := range offices {
		if err != nil {
			break
		}
		_, err = u.misfitsOf(ctx, office)
	}
	return err
}

// misfitRows opens what is listed. Who was erased meanwhile is not there.
func (u *WorkAppointments) misfitRows(ctx context.Context, listed []misfit) (rows []MisfitRow, err error) {
	ids := make([]uuid.UUID, len(listed))
	for i, m := range listed {
		ids[i] = m.ID
	}
	all, err := u.Store.AppointmentsOf(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("reading what the facts no longer suit: %w", err)
	}
	for _, m := range listed {
		if n := slices.IndexFunc(all, func(a Appointment) bool { return a.ID == m.ID && a.Start != nil }); n >= 0 {
			d, err := OpenDetails(u.Sealer, all[n])
			rows = append(rows, MisfitRow{inboxRow(all[n], d, err), m.why})
		}
	}
	return rows, nil
}

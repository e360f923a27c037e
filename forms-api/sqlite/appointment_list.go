package sqlite

import (
	"bytes"
	"context"
	"slices"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// Appointments lists requests, newest first; see formsapi.AppointmentFilter.
func (s *Store) Appointments(ctx context.Context, f formsapi.AppointmentFilter) ([]formsapi.Appointment, error) {
	if f.AllOffices {
		return s.appointmentsOf(ctx, f, "")
	}
	// A list for each office comes in order from an index and is short;
	// one query over several offices would have to sort all they have.
	var all []formsapi.Appointment
	for _, office := range distinct(f.Offices) {
		some, err := s.appointmentsOf(ctx, f, office)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	slices.SortFunc(all, newestFirst)
	most := min(len(all), pageSize(f.Limit))
	if backwards(f.Before) {
		return all[len(all)-most:], nil
	}
	return all[:most], nil
}

func (s *Store) appointmentsOf(ctx context.Context, f formsapi.AppointmentFilter, office string) ([]formsapi.Appointment, error) {
	query, args := appointmentsQuery(f, office)
	some, err := list(ctx, s.read.DB, scanAppointment, query, args...)
	if backwards(f.Before) {
		slices.Reverse(some)
	}
	return some, err
}

func appointmentsQuery(f formsapi.AppointmentFilter, office string) (string, []any) {
	q := narrowed{text: selectAppointment + ` WHERE a.set_aside = ?`, args: []any{f.SetAside}}
	q.equal("a.office", office)
	q.equal("a.state", string(f.State))
	q.equal("a.language", f.Language)
	if f.Open {
		q.and("a.closed_at IS NULL")
	}
	if f.Assignee != uuid.Nil {
		q.and("a.assignee = ?", f.Assignee[:])
	}
	if f.Unassigned {
		q.and("a.assignee IS NULL")
	}
	q.page("a.", f.After, f.Before, f.Limit)
	return q.text, q.args
}

func newestFirst(a, b formsapi.Appointment) int {
	if c := b.CreatedAt.Compare(a.CreatedAt); c != 0 {
		return c
	}
	return bytes.Compare(b.ID[:], a.ID[:])
}

func distinct(texts []string) []string { return slices.Compact(slices.Sorted(slices.Values(texts))) }

// narrowed is a query that grows by conditions.
type narrowed struct {
	text string
	args []any
}

func (q *narrowed) and(condition string, args ...any) {
	q.text += " AND " + condition
	q.args = append(q.args, args...)
}

// equal narrows by a column unless the value is empty.
func (q *narrowed) equal(column, value string) {
	if value != "" {
		q.and(column+" = ?", value)
	}
}

// page takes the rows behind the last one of the page before, or those ahead of
// the first one of the page after; the latter come oldest first.
func (q *narrowed) page(prefix string, after, before formsapi.Cursor, limit int) {
	compare, c, direction := "<", after, "DESC"
	if backwards(before) {
		compare, c, direction = ">", before, "ASC"
	}
	if c.ID != uuid.Nil {
		q.and("("+prefix+"created_at, "+prefix+"id) "+compare+" (?, ?)", c.CreatedAt.UnixMilli(), c.ID[:])
	}
	q.text += " ORDER BY " + prefix + "created_at " + direction + ", " + prefix + "id " + direction + " LIMIT ?"
	q.args = append(q.args, pageSize(limit))
}

func backwards(before formsapi.Cursor) bool { return before.ID != uuid.Nil }

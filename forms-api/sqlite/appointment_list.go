package sqlite

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// Appointments lists requests, newest first; see formsapi.AppointmentFilter.
func (s *Store) Appointments(ctx context.Context, f formsapi.AppointmentFilter) ([]formsapi.Appointment, error) {
	query, args := appointmentsQuery(f)
	return list(ctx, s.read.DB, scanAppointment, query, args...)
}

func appointmentsQuery(f formsapi.AppointmentFilter) (string, []any) {
	q := narrowed{text: selectAppointment + ` WHERE a.set_aside = ?`, args: []any{f.SetAside}}
	q.page("a.", f.After, formsapi.Cursor{}, f.Limit)
	return q.text, q.args
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

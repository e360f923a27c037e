package sqlite

import (
	"context"
	"database/sql"

	"github.com/google/uuid"

	"sportello/forms-api"
)

const (
	nextAppointments = selectAppointment + ` WHERE a.id > ? ORDER BY a.id LIMIT ?`
	nextRatings      = selectRating + ` WHERE r.id > ? ORDER BY r.id LIMIT ?`
)

func (v *verification) appointments(ctx context.Context) error {
	return eachPage(ctx, v.tx, scanAppointment, nextAppointments, func(a formsapi.Appointment) (uuid.UUID, error) {
		if err := v.details(ctx, a); err != nil {
			return a.ID, err
		}
		history, err := v.history(ctx, a)
		if err == nil {
			err = v.notes(ctx, a)
		}
		if err == nil {
			v.replay(a, history)
			v.compare(a, history)
			err = v.places(ctx, a)
		}
		return a.ID, err
	})
}

// details opens what the person told, and looks whether they are found by it.
func (v *verification) details(ctx context.Context, a formsapi.Appointment) error {
	d, err := formsapi.OpenDetails(v.sealer, a)
	v.opened("appointment", a.ID, func() error { return err })
	if err != nil {
		v.unread = true
		return nil
	}
	return v.indexes(ctx, a, d)
}

func (v *verification) ratings(ctx context.Context) error {
	return eachPage(ctx, v.tx, scanRating, nextRatings, func(r formsapi.Rating) (uuid.UUID, error) {
		v.opened("rating", r.ID, func() error { _, err := formsapi.OpenRating(v.sealer, r); return err })
		return r.ID, nil
	})
}

func (v *verification) opened(what string, id uuid.UUID, open func() error) {
	if err := open(); err != nil {
		v.find("The %s %s cannot be read: %v.", what, id, err)
		return
	}
	v.Records++
}

// eachPage visits all rows of a query in the order of their ids.
func eachPage[T any](ctx context.Context, tx *sql.Tx, scan func(scanner) (T, error), query string, visit func(T) (uuid.UUID, error)) error {
	var last uuid.UUID
	for {
		page, err := list(ctx, tx, scan, query, last[:], maxPage)
		if err != nil || len(page) == 0 {
			return err
		}
		for _, row := range page {
			if last, err = visit(row); err != nil {
				return err
			}
		}
	}
}

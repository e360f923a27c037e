package sqlite

import (
	"context"
	"time"

	"sportello/forms-api"
)

const selectPlacesOf = `SELECT office, desk, unit FROM place WHERE appointment = ?`

// A heldPlace is a place with the office that it is at.
type heldPlace struct {
	office string
	formsapi.Place
}

func scanHeldPlace(row scanner) (p heldPlace, err error) {
	err = row.Scan(&p.office, &p.Desk, &p.Unit)
	return p, err
}

// places holds what an appointment should have against what it has. Those from
// before there were places have no length, and none.
func (v *verification) places(ctx context.Context, a formsapi.Appointment) error {
	held, err := list(ctx, v.tx, scanHeldPlace, selectPlacesOf, a.ID[:])
	if err != nil {
		return err
	}
	switch {
	case a.Start != nil && (a.State.HoldsPlace() || a.State.MayHavePlace() && len(held) > 0):
		v.held(a, held)
	case len(held) > 0:
		v.find("The appointment %s has %d places and needs none: nobody else can have them.", a.ID, len(held))
	}
	return nil
}

// held wants a place in each unit of the appointment, at its office, and none
// before it begins. Afterwards its desk may rest.
func (v *verification) held(a formsapi.Appointment, held []heldPlace) {
	begins := formsapi.UnitAt(a.Start.At)
	ends := formsapi.UnitAt(a.Start.At.Add(time.Duration(a.Minutes)*time.Minute - time.Nanosecond))
	has := map[formsapi.Unit]bool{}
	for _, p := range held {
		if p.office != a.Office || p.Unit < begins {
			v.find("The appointment %s has the place of another office or time: %s, desk %d, %s.", a.ID, p.office, p.Desk, p.Unit.Time().Format(time.RFC3339))
			return
		}
		has[p.Unit] = true
	}
	for u := begins; a.Minutes > 0 && u <= ends; u++ {
		if !has[u] {
			v.find("The appointment %s has no place at %s: somebody else may get it.", a.ID, u.Time().Format(time.RFC3339))
			return
		}
	}
}

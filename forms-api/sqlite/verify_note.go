package sqlite

import (
	"context"

	"sportello/forms-api"
)

// notes opens what colleagues wrote on a request. What was struck out has no words.
func (v *verification) notes(ctx context.Context, a formsapi.Appointment) error {
	notes, err := list(ctx, v.tx, scanNote, notesOf, a.ID[:])
	for _, n := range notes {
		if n.StruckAt.IsZero() {
			v.opened("note on appointment", a.ID, func() error { _, err := formsapi.OpenNote(v.sealer, a, n); return err })
		}
	}
	return err
}

package sqlite

import (
	"context"

	"github.com/google/uuid"

	"sportello/forms-api"
)

var updateAppointment = `
UPDATE appointment
   SET state = ?, start_at = ?, start_local = ?, start_zone = ?, assignee = ?, closed_at = ?, version = ?,
       minutes = ?, hold_until = ?,
       urgency = ?, due_at = ?, awaits_person = ?, answered_at = ?, finished_at = ?, outcome = ?, activity = ?
 WHERE id = ? AND version = ? AND NOT ` + begunOf("appointment.id")

// ChangeAppointment stores a change of an appointment that was read at
// c.Version; see formsapi.AppointmentStore.
func (s *Store) ChangeAppointment(ctx context.Context, c formsapi.AppointmentChange) error {
	return s.writer.submit(ctx, func(t *tx) error {
		if err := t.refuseTooMany(c.PerContact, c.ID, c.Audit.Office, c.History.At, c.Indexes); err != nil {
			return err
		}
		if err := t.keep(&c); err != nil {
			return err
		}
		if err := t.reseat(&c); err != nil {
			return err
		}
		if err := t.updateAppointment(&c); err != nil {
			return err
		}
		if err := t.reindex(&c); err != nil {
			return err
		}
		if err := t.reflag(&c); err != nil {
			return err
		}
		if err := t.dropSent(&c); err != nil {
			return err
		}
		if err := t.notify(&c); err != nil {
			return err
		}
		if err := t.insertHistory(c.ID, c.Version+1, c.History); err != nil {
			return err
		}
		return t.audit(c.Audit)
	})
}

// dropSent removes the draft of an answer that was sent.
func (t *tx) dropSent(c *formsapi.AppointmentChange) error {
	if c.Sent == uuid.Nil {
		return nil
	}
	return t.exec(deleteDraft, c.Sent[:], c.ID[:], string(formsapi.DraftReply))
}

func (t *tx) updateAppointment(c *formsapi.AppointmentChange) error {
	at, local, zone := startColumns(c.Start)
	args := []any{
		string(c.State), at, local, zone, blob(c.Assignee), millis(c.ClosedAt), c.Version + 1,
		c.Minutes, millis(c.HoldUntil),
	}
	args = append(args, caseworkColumns(c.Casework)...)
	n, err := t.changed(updateAppointment, append(args, c.ID[:], c.Version)...)
	if err != nil || n == 1 {
		return err
	}
	var there bool
	if err := t.scan([]any{&there}, `SELECT EXISTS (SELECT 1 FROM appointment WHERE id = ?)`, c.ID[:]); err != nil {
		return err
	}
	if there {
		return errConflict
	}
	return errNotFound
}

// reseat does to the place what the change wants. The transaction is whole: who
// cannot have the new place keeps the old one.
func (t *tx) reseat(c *formsapi.AppointmentChange) error {
	switch c.Place {
	case formsapi.PlaceBack:
		return t.seatBack(c)
	case formsapi.PlaceTake, formsapi.PlaceFree:
	default:
		return nil
	}
	if err := t.freePlaces(c.ID); err != nil || c.Claim == nil {
		return err
	}
	minutes, err := t.claimPlaces(c.Claim, c.ID)
	if err != nil || minutes == c.Minutes {
		return err
	}
	c.Minutes = minutes
	c.History.Sealed, c.Messages, err = c.Tell(minutes)
	return err
}

const deleteIndex = `DELETE FROM blind_index WHERE kind = ? AND value = ? AND record = ?`

const corrected = `UPDATE appointment SET sealed = ? WHERE id = ?`

// reindex replaces what the person told, and what the appointment can be found by.
func (t *tx) reindex(c *formsapi.AppointmentChange) error {
	if c.Sealed == nil {
		return nil
	}
	if err := t.exec(corrected, c.Sealed, c.ID[:]); err != nil {
		return err
	}
	return t.index(formsapi.Reindexed{ID: c.ID, Forget: c.Forget, Indexes: c.Indexes, Person: c.Person, Rules: formsapi.IndexRules})
}

// notify stores what the person is told, and takes back what no longer holds.
func (t *tx) notify(c *formsapi.AppointmentChange) error {
	switch {
	case c.Undoes > 0:
		return t.untell(c)
	case c.History.Event.MovesWork(): // what staff have written stands for nothing else
		return t.insertMessages(c.Messages)
	}
	if err := t.tellUntold(c); err != nil {
		return err
	}
	if err := t.keepMessages(c); err != nil {
		return err
	}
	back, err := t.changed(takeBack, c.ID[:], string(c.History.Event))
	if err != nil {
		return err
	}
	if c.History.Event == formsapi.EventCorrect {
		if err := t.exec(untried, c.ID[:]); err != nil {
			return err
		}
	}
	if back > 0 {
		if err := t.insertMessages(c.Renewed); err != nil {
			return err
		}
	}
	return t.insertMessages(c.Messages)
}

// tellUntold suits what the person is told to who has not been told yet of what
// came before.
func (t *tx) tellUntold(c *formsapi.AppointmentChange) error {
	if c.Untold == nil || len(c.Messages) == 0 {
		return nil
	}
	untold, err := txList(t, scanMessage, selectUntold, c.ID[:])
	if err != nil || len(untold) == 0 {
		return err
	}
	c.Messages, err = c.Untold(c.Messages, untold[0].Message)
	return err
}

// nullable keeps a column as it is where there is nothing to store.
func nullable(b []byte) any {
	if b == nil {
		return nil
	}
	return b
}

package sqlite

import (
	"time"

	"sportello/forms-api"
)

// What a step of staff takes back is kept for as long as it can be undone.
const (
	keepPlaces = `
INSERT INTO kept_place (appointment, by_version, office, desk, unit, until)
SELECT appointment, ?, office, desk, unit, ? FROM place WHERE appointment = ?`

	keptColumns = `id, appointment, office, notice, channel, language, due_at, concerns_at, sealed,
       attempts, dead_at, failure, called_at, unanswered, version`

	keepMessages = `
INSERT INTO kept_message (` + keptColumns + `, by_version, until)
SELECT ` + keptColumns + `, ?3, ?4 FROM outbox` + untrue

	// What waits to be told does not leave meanwhile: it may be true again.
	postpone = `
UPDATE outbox SET due_at = max(due_at, ?1)
 WHERE appointment = ?2 AND sent_at IS NULL AND dead_at IS NULL AND channel <> 'call' AND leased_until <= ?3`
)

// forgetKept drops what nobody can undo any more.
var forgetKept = []string{`DELETE FROM kept_place WHERE until < ?`, `DELETE FROM kept_message WHERE until < ?`}

// keep keeps the places of an appointment that a step of staff may give back.
func (t *tx) keep(c *formsapi.AppointmentChange) error {
	if c.KeepUntil.IsZero() || c.History.Event.MovesWork() {
		return nil
	}
	if err := t.forgetKept(c.History.At); err != nil {
		return err
	}
	return t.exec(keepPlaces, c.Version+1, c.KeepUntil.UnixMilli(), c.ID[:])
}

func (t *tx) forgetKept(now time.Time) error {
	for _, query := range forgetKept {
		if err := t.exec(query, now.UnixMilli()); err != nil {
			return err
		}
	}
	return nil
}

// keepMessages keeps what a step of staff makes untrue, and holds back what waits.
func (t *tx) keepMessages(c *formsapi.AppointmentChange) error {
	if c.KeepUntil.IsZero() {
		return nil
	}
	until := c.KeepUntil.UnixMilli()
	if err := t.exec(postpone, until, c.ID[:], c.History.At.UnixMilli()); err != nil {
		return err
	}
	return t.exec(keepMessages, c.ID[:], string(c.History.Event), c.Version+1, until)
}

const (
	restorePlaces = `
INSERT INTO place (office, desk, unit, appointment)
SELECT office, desk, unit, appointment FROM kept_place WHERE appointment = ? AND by_version = ?`

	countTold = `
SELECT count(*) FROM outbox
 WHERE appointment = ? AND version = ? AND (sent_at IS NOT NULL OR attempts > 0 OR leased_until > ?)`

	deleteUntold = `DELETE FROM outbox WHERE appointment = ? AND version = ? AND sent_at IS NULL`

	restoreMessages = `
INSERT INTO outbox (` + keptColumns + `)
SELECT ` + keptColumns + ` FROM kept_message WHERE appointment = ? AND by_version = ?
    ON CONFLICT DO NOTHING`
)

// seatBack gives an appointment the places that it had before the step that is
// undone, unless somebody has one of them by now.
func (t *tx) seatBack(c *formsapi.AppointmentChange) error {
	if err := t.freePlaces(c.ID); err != nil {
		return err
	}
	err := t.exec(restorePlaces, c.ID[:], c.Undoes)
	if isConstraint(err) {
		return formsapi.ErrPlaceTaken
	}
	return err
}

// untell drops what the step that is undone would have told, and lets what it had
// taken back be told again. What is being sent at this moment has been told.
func (t *tx) untell(c *formsapi.AppointmentChange) error {
	var told int
	if err := t.scan([]any{&told}, countTold, c.ID[:], c.Undoes, c.History.At.UnixMilli()); err != nil {
		return err
	}
	if told > 0 {
		return formsapi.ErrUndoTooLate
	}
	if err := t.exec(deleteUntold, c.ID[:], c.Undoes); err != nil {
		return err
	}
	return t.exec(restoreMessages, c.ID[:], c.Undoes)
}

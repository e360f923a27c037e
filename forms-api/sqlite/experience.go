package sqlite

import (
	"context"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

const (
	insertExperience = `
INSERT INTO experience (id, day, office, service, language, helped, treated)
VALUES (?, ?, ?, ?, ?, ?, ?)`

	markRated = `UPDATE appointment SET rated_at = ? WHERE id = ? AND rated_at IS NULL`
)

// InsertExperience stores what somebody says of the service; see formsapi.ExperienceStore.
func (s *Store) InsertExperience(ctx context.Context, n formsapi.NewExperience) error {
	month, err := time.Parse(time.DateOnly, string(n.Month))
	if err != nil {
		return err
	}
	return s.writer.submit(ctx, func(t *tx) error {
		marked, err := t.changed(markRated, month.UnixMilli(), n.Appointment[:])
		if err != nil {
			return err
		}
		if marked == 0 {
			return t.whyUnrated(n.Appointment)
		}
		return t.exec(insertExperience, n.ID[:], string(n.Day), n.Office, n.Service, n.Language, n.Helped, n.Treated)
	})
}

// whyUnrated says why a request could not be marked as rated.
func (t *tx) whyUnrated(appointment uuid.UUID) error {
	var there bool
	if err := t.scan([]any{&there}, `SELECT EXISTS (SELECT 1 FROM appointment WHERE id = ?)`, appointment[:]); err != nil {
		return err
	}
	if there {
		return errConflict
	}
	return errNotFound
}

const countExperiences = `
SELECT helped, treated, count(*)
  FROM experience
 WHERE office = ? AND day BETWEEN ? AND ?
 GROUP BY helped, treated`

// Experiences counts what people said of an office; see formsapi.ExperienceStore.
func (s *Store) Experiences(ctx context.Context, office string, p formsapi.Period) ([]formsapi.ExperienceCount, error) {
	return list(ctx, s.read, scanExperiences, countExperiences, office, string(p.From), string(p.Until))
}

func scanExperiences(row scanner) (c formsapi.ExperienceCount, err error) {
	err = row.Scan(&c.Helped, &c.Treated, &c.Count)
	return c, err
}

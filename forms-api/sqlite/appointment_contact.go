package sqlite

import (
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// countOfContact counts what others of one telephone or e-mail is still to come:
// what nobody marked as attended does not count for ever.
var countOfContact = `
SELECT count(*)
  FROM blind_index b
  JOIN appointment a ON a.id = b.record
 WHERE b.kind = ? AND b.value = ? AND a.office = ? AND a.id <> ?
   AND a.state IN ` + live + `
   AND (a.start_at IS NULL OR a.start_at > ?)`

// refuseTooMany answers ErrTooManyOfContact if one of the contacts has as many
// other appointments at the office as it may have; most 0 allows any number.
func (t *tx) refuseTooMany(most int, own uuid.UUID, office string, now time.Time, indexes []formsapi.BlindIndex) error {
	if most == 0 {
		return nil
	}
	for _, i := range indexes {
		if i.Kind != formsapi.IndexPhone && i.Kind != formsapi.IndexEmail {
			continue
		}
		var others int
		if err := t.scan([]any{&others}, countOfContact, string(i.Kind), i.Value, office, own[:], now.UnixMilli()); err != nil {
			return err
		}
		if others >= most {
			return formsapi.ErrTooManyOfContact
		}
	}
	return nil
}

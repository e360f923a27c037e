package sqlite

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"sportello/forms-api"
)

// languageList are the languages of an account of selectStaff, in one column: parted by
// spaces, which no tag of BCP 47 has, in whichever order.
const languageList = `(SELECT group_concat(l.language, ' ') FROM staff_language l WHERE l.staff = s.id)`

const (
	deleteLanguages = `DELETE FROM staff_language WHERE staff = ?`
	insertLanguage  = `INSERT INTO staff_language (staff, language) VALUES (?, ?)`
)

// ReplaceLanguages stores which languages an account's owner speaks, in place of
// those that were there.
func (s *Store) ReplaceLanguages(ctx context.Context, a formsapi.Staff, e formsapi.AuditEntry) error {
	return s.writer.submit(ctx, func(t *tx) error {
		if err := t.exec(deleteLanguages, a.ID[:]); err != nil {
			return err
		}
		for _, language := range a.Speaks {
			if err := t.exec(insertLanguage, a.ID[:], language); err != nil {
				return err
			}
		}
		return t.audit(e)
	})
}

// languagesOf are the languages of languageList.
func languagesOf(column sql.NullString) []string {
	return slices.Sorted(strings.FieldsSeq(column.String))
}

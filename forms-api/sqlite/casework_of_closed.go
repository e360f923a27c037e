package sqlite

import (
	"context"

	"github.com/google/uuid"
)

// isOfClosed is true of what closed accounts have not finished. The colleagues of an
// office are few, so that they are gone through, and each is looked for in casework_mine.
const isOfClosed = tabMine + ` AND a.assignee IN (SELECT s.id FROM staff s WHERE s.disabled_at IS NOT NULL)`

const countUnfinished = `SELECT count(*) FROM (SELECT 1 FROM appointment a INDEXED BY casework_mine WHERE ` + tabMine + ` AND a.assignee = ? LIMIT ?)`

// CountUnfinished counts what a colleague has not finished; see formsapi.CaseworkStore.
func (s *Store) CountUnfinished(ctx context.Context, staff uuid.UUID, most int) (int, error) {
	return first(ctx, s.read, scanNumber, countUnfinished, staff[:], pageSize(most))
}

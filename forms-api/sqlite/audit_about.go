package sqlite

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// selectAbout reads the log of one record by its index, backwards.
const selectAbout = `
SELECT seq, at, done_by, action, subject, office, detail, mac
  FROM (SELECT * FROM audit WHERE subject = ? AND seq < ? ORDER BY seq DESC LIMIT ?)`

// maxAbout is how many records one question is about: SQLite takes 500 parts.
const maxAbout = 200

// AuditAbout lists what the log says of some records; see formsapi.TrailStore. Each
// record's newest entries are read by its own index, and merged.
func (s *Store) AuditAbout(ctx context.Context, records []uuid.UUID, before int64, limit int) ([]formsapi.NumberedAuditEntry, error) {
	if before <= 0 {
		before = 1<<63 - 1
	}
	limit = pageSize(limit)
	var entries []formsapi.NumberedAuditEntry
	for some := range slices.Chunk(records, maxAbout) {
		rows, err := s.auditAbout(ctx, some, before, limit)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			entries = append(entries, formsapi.NumberedAuditEntry{Seq: r.Seq, AuditEntry: r.AuditEntry})
		}
	}
	slices.SortFunc(entries, func(a, b formsapi.NumberedAuditEntry) int { return cmp.Compare(b.Seq, a.Seq) })
	return entries[:min(len(entries), limit)], nil
}

func (s *Store) auditAbout(ctx context.Context, records []uuid.UUID, before int64, limit int) ([]AuditRow, error) {
	var each []string
	var args []any
	for _, id := range records {
		each = append(each, selectAbout)
		args = append(args, id.String(), before, limit)
	}
	query := strings.Join(each, " UNION ALL ") + ` ORDER BY seq DESC LIMIT ?`
	return list(ctx, s.read.DB, scanAudit, query, append(args, limit)...)
}

// selectLastUse walks back from the log's end, past what is too new.
const selectLastUse = `SELECT at FROM audit WHERE at < ? AND done_by NOT IN ('time', 'command') ORDER BY seq DESC LIMIT 1`

// LastUse is when somebody last used the program; see formsapi.UseStore.
func (s *Store) LastUse(ctx context.Context, before time.Time) (time.Time, error) {
	at, err := first(ctx, s.read.DB, scanNumber, selectLastUse, before.UnixMilli())
	if formsapi.CodeOf(err) == formsapi.CodeNotFound {
		return time.Time{}, nil
	}
	return time.UnixMilli(int64(at)).UTC(), err
}

package sqlite

import (
	"context"
	"database/sql"
	"iter"
	"slices"
	"time"

	"sportello/forms-api"
)

// selectReported reads all that it answers with from the index report_contacts, which
// stands in that order.
const selectReported = `
SELECT service, activity, language, channel, outcome, state, start_at IS NOT NULL, created_at, answered_at, finished_at, person
  FROM appointment INDEXED BY report_contacts
 WHERE office = ? AND created_at >= ? AND created_at < ? AND set_aside = 0
 ORDER BY created_at`

// Reported goes through what came to an office; see formsapi.ReportStore. A million
// requests take no room: one is in memory at a time.
func (s *Store) Reported(ctx context.Context, office string, from, until time.Time) iter.Seq2[formsapi.Reported, error] {
	return func(yield func(formsapi.Reported, error) bool) {
		rows, err := s.read.QueryContext(ctx, selectReported, office, from.UnixMilli(), until.UnixMilli())
		if err != nil {
			yield(formsapi.Reported{}, classify(err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			r, err := scanReported(rows)
			if !yield(r, err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(formsapi.Reported{}, classify(err))
		}
	}
}

func scanReported(row scanner) (r formsapi.Reported, err error) {
	var created int64
	var answered, finished sql.NullInt64
	err = row.Scan(&r.Service, &r.Activity, &r.Language, &r.Channel, &r.Outcome, &r.State, &r.Agreed, &created, &answered, &finished, &r.Person)
	r.CreatedAt, r.AnsweredAt, r.FinishedAt = time.UnixMilli(created).UTC(), instant(answered), instant(finished)
	return r, err
}

const selectTallied = `
SELECT month, service, activity, language, channel, outcome, requests
  FROM tally
 WHERE office = ? AND month BETWEEN ? AND ?
 ORDER BY month, service, activity, language, channel, outcome`

// Tallied counts what was erased; see formsapi.ReportStore.
func (s *Store) Tallied(ctx context.Context, office, first, last string) ([]formsapi.Tallied, error) {
	return list(ctx, s.read, scanTalliedRow, selectTallied, office, first, last)
}

func scanTalliedRow(row scanner) (t formsapi.Tallied, err error) {
	err = row.Scan(&t.Month, &t.Service, &t.Activity, &t.Language, &t.Channel, &t.Outcome, &t.Requests)
	return t, err
}

// selectTallyOffices goes from one office to the next, as selectRequestOffices.
const selectTallyOffices = `
WITH RECURSIVE offices (id) AS (
    SELECT * FROM (SELECT office FROM tally ORDER BY office LIMIT 1)
     UNION ALL
    SELECT (SELECT t.office FROM tally t WHERE t.office > offices.id ORDER BY t.office LIMIT 1)
      FROM offices
     WHERE offices.id IS NOT NULL
)
SELECT id FROM offices WHERE id IS NOT NULL`

// ReportOffices are the offices that have requests, or had some; see formsapi.ReportStore.
func (s *Store) ReportOffices(ctx context.Context) ([]string, error) {
	all, err := s.RequestOffices(ctx)
	if err != nil {
		return nil, err
	}
	gone, err := list(ctx, s.read, scanText, selectTallyOffices)
	all = append(all, gone...)
	slices.Sort(all)
	return slices.Compact(all), err
}

// Renewing tells whether requests are still to be indexed anew; see
// formsapi.ReportStore. It goes by the index of those.
func (s *Store) Renewing(ctx context.Context) (bool, error) {
	left, err := first(ctx, s.read, scanNumber, selectRenewing)
	return left > 0, err
}

const selectRenewing = `SELECT EXISTS (SELECT 1 FROM appointment WHERE indexed = 0)`

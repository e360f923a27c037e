package sqlite

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// mostPostings is how many requests are looked through for one word at most, the
// newest ones: a name that more people have needs another word beside it.
const mostPostings = 10000

const countPostings = `SELECT count(*) FROM (SELECT 1 FROM blind_index b WHERE b.kind = ? AND b.value = ? LIMIT ?)`

// Found looks requests up; see formsapi.CaseworkStore. Ids of requests sort by when
// they came in. For each index of the rarest group it goes along those that it leads
// to, and asks of each whether the other groups lead there too: so it stops where
// there are enough.
func (s *Store) Found(ctx context.Context, groups [][]formsapi.BlindIndex, offices []string, limit int) (ids []uuid.UUID, err error) {
	if len(groups) == 0 {
		return nil, nil
	}
	rarest, err := s.rarest(ctx, groups)
	if err != nil {
		return nil, err
	}
	others := slices.Delete(slices.Clone(groups), rarest, rarest+1)
	for _, index := range groups[rarest] {
		query, args := foundQuery(index, others, offices, limit)
		some, err := list(ctx, s.read.DB, scanID, query, args...)
		if err != nil {
			return nil, err
		}
		ids = append(ids, some...)
	}
	slices.SortFunc(ids, func(a, b uuid.UUID) int { return bytes.Compare(b[:], a[:]) })
	ids = slices.Compact(ids)
	return ids[:min(len(ids), pageSize(limit))], nil
}

// rarest is the group that leads to the fewest requests.
func (s *Store) rarest(ctx context.Context, groups [][]formsapi.BlindIndex) (rarest int, err error) {
	if len(groups) == 1 {
		return 0, nil
	}
	fewest := 0
	for i, group := range groups {
		total := 0
		for _, index := range group {
			n, err := first(ctx, s.read, scanNumber, countPostings, string(index.Kind), index.Value, mostPostings)
			if err != nil {
				return 0, err
			}
			total += n
		}
		if i == 0 || total < fewest {
			rarest, fewest = i, total
		}
	}
	return rarest, nil
}

// foundQuery goes along what one index leads to, the newest first, no further than
// mostPostings.
func foundQuery(by formsapi.BlindIndex, groups [][]formsapi.BlindIndex, offices []string, limit int) (string, []any) {
	q := narrowed{
		text: `
SELECT c.record
  FROM blind_index c
 CROSS JOIN appointment a ON a.id = c.record
 WHERE c.kind = ? AND c.value = ?
   AND c.record >= coalesce((SELECT b.record FROM blind_index b WHERE b.kind = ? AND b.value = ? ORDER BY b.record DESC LIMIT 1 OFFSET ?), x'')
   AND EXISTS (SELECT 1 FROM record_key k WHERE k.record = c.record)`,
		args: []any{string(by.Kind), by.Value, string(by.Kind), by.Value, mostPostings},
	}
	for _, group := range groups {
		q.oneOf(group)
	}
	if offices != nil {
		q.and(`a.office IN (SELECT value FROM json_each(?))`, jsonArray(offices))
	}
	q.text += ` ORDER BY c.record DESC LIMIT ?`
	q.args = append(q.args, pageSize(limit))
	return q.text, q.args
}

// oneOf wants one of some indexes to lead to the same request.
func (q *narrowed) oneOf(group []formsapi.BlindIndex) {
	var either []string
	var args []any
	for _, i := range group {
		either = append(either, `EXISTS (SELECT 1 FROM blind_index b WHERE b.kind = ? AND b.value = ? AND b.record = c.record)`)
		args = append(args, string(i.Kind), i.Value)
	}
	q.and(`(`+strings.Join(either, ` OR `)+`)`, args...)
}

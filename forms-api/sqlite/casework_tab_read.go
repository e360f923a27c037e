package sqlite

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"sportello/forms-api"
)

// Tab lists a page of a tab; see formsapi.CaseworkStore. A list for each office
// comes in order from an index and is short; one query over several would sort all
// that they have.
func (s *Store) Tab(ctx context.Context, f formsapi.TabFilter) (all []formsapi.TabPlace, err error) {
	for _, office := range f.Offices {
		some, err := s.tabOf(ctx, f, office)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	slices.SortFunc(all, tabCompare(f.Sort))
	all = slices.Compact(all)
	most := min(len(all), pageSize(f.Limit))
	if f.Before != (formsapi.TabPlace{}) {
		return all[len(all)-most:], nil
	}
	return all[:most], nil
}

func (s *Store) tabOf(ctx context.Context, f formsapi.TabFilter, o formsapi.TabOffice) ([]formsapi.TabPlace, error) {
	query, args := tabQuery(f, o)
	rows, err := list(ctx, s.read.DB, scanTabPlace, query, args...)
	if err != nil || f.Tab != formsapi.TabMine {
		return rows, err
	}
	query, args = flaggedQuery(f, o)
	flagged, err := list(ctx, s.read.DB, scanTabPlace, query, args...)
	return append(rows, flagged...), err
}

func scanTabPlace(row scanner) (r formsapi.TabPlace, err error) {
	err = row.Scan(&r.ID, &r.Urgency, &r.At)
	return r, err
}

// CountTab counts what a tab lists, and stops at most.
func (s *Store) CountTab(ctx context.Context, f formsapi.TabFilter, most int) (n int, err error) {
	f.Sort, f.After, f.Before, f.Limit = f.Tab.Sorts()[0], formsapi.TabPlace{}, formsapi.TabPlace{}, most
	for _, office := range f.Offices {
		some, err := s.countTabOf(ctx, f, office)
		if err != nil {
			return n, err
		}
		if n += some; n >= most {
			return most, nil
		}
	}
	return n, nil
}

// countTabOf counts at one office. What is both assigned to the reader and flagged for
// them is one.
func (s *Store) countTabOf(ctx context.Context, f formsapi.TabFilter, o formsapi.TabOffice) (int, error) {
	if f.Tab != formsapi.TabMine {
		query, args := countTabQuery(f, o)
		return first(ctx, s.read.DB, scanNumber, query, args...)
	}
	rows, err := s.tabOf(ctx, f, o)
	slices.SortFunc(rows, byTabID)
	return len(slices.Compact(rows)), err
}

func byTabID(a, b formsapi.TabPlace) int { return bytes.Compare(a.ID[:], b.ID[:]) }

// tabCompare orders rows of several offices as each of their lists is.
func tabCompare(s formsapi.Sort) func(a, b formsapi.TabPlace) int {
	return func(a, b formsapi.TabPlace) int {
		c := cmp.Or(cmp.Compare(a.At, b.At), byTabID(a, b))
		switch {
		case s == formsapi.SortUrgency:
			return cmp.Or(cmp.Compare(b.Urgency, a.Urgency), c)
		case s == formsapi.SortNewest:
			return -c
		}
		return c
	}
}

// selectRequestOffices goes from one office to the next in an index, of what was set
// aside or of what was not.
const selectRequestOffices = `
WITH RECURSIVE offices (id) AS (
    SELECT * FROM (SELECT a.office FROM appointment a INDEXED BY appointment_by_office WHERE a.set_aside = ?1 ORDER BY a.office LIMIT 1)
     UNION ALL
    SELECT (SELECT a.office FROM appointment a INDEXED BY appointment_by_office
             WHERE a.set_aside = ?1 AND a.office > offices.id ORDER BY a.office LIMIT 1)
      FROM offices
     WHERE offices.id IS NOT NULL
)
SELECT id FROM offices WHERE id IS NOT NULL`

// RequestOffices are the offices that have requests, sorted; see formsapi.CaseworkStore.
func (s *Store) RequestOffices(ctx context.Context) (ids []string, err error) {
	for _, aside := range []bool{false, true} {
		some, err := list(ctx, s.read, scanText, selectRequestOffices, aside)
		if err != nil {
			return nil, err
		}
		ids = append(ids, some...)
	}
	return distinct(ids), nil
}

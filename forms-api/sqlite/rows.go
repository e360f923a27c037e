package sqlite

import (
	"context"
	"database/sql"
	"time"

	"github.com/google/uuid"
)

// maxPage is the longest list that one call returns.
const maxPage = 500

// A scanner is the current row of a query.
type scanner interface{ Scan(dest ...any) error }

// A querier is a pool, a connection or a transaction to read from.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// list reads all rows of a query.
func list[T any](ctx context.Context, from querier, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	rows, err := from.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, classify(err)
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, classify(rows.Err())
}

// first reads the first row of a query, or returns errNotFound.
func first[T any](ctx context.Context, from querier, scan func(scanner) (T, error), query string, args ...any) (T, error) {
	all, err := list(ctx, from, scan, query, args...)
	if err == nil && len(all) == 0 {
		err = errNotFound
	}
	if err != nil {
		var none T
		return none, err
	}
	return all[0], nil
}

func scanNumber(row scanner) (n int, err error) {
	err = row.Scan(&n)
	return n, err
}

func pageSize(limit int) int { return max(1, min(limit, maxPage)) }

// blob is an id as it is stored; uuid.Nil is NULL.
func blob(id uuid.UUID) any {
	if id == uuid.Nil {
		return nil
	}
	return id[:]
}

// millis is an instant as it is stored; the zero time is NULL.
func millis(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMilli()
}

func instant(ms sql.NullInt64) time.Time {
	if !ms.Valid {
		return time.Time{}
	}
	return time.UnixMilli(ms.Int64).UTC()
}

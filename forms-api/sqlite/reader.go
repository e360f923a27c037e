package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
)

// A reader is the pool that reads. It keeps what was asked once prepared, on each
// connection: to parse a query takes longer than to find a row by its key.
type reader struct {
	*sql.DB
	mu         sync.RWMutex
	statements map[string]*sql.Stmt
}

// maxStatements is how many queries are kept prepared. Most are constants; those
// that are put together from many parts do not crowd them out.
const maxStatements = 128

// openReader opens a pool that only reads.
func openReader(path string) (*reader, error) {
	pool, err := reading.pool(path, readers)
	if err != nil {
		return nil, err
	}
	return &reader{DB: pool, statements: map[string]*sql.Stmt{}}, nil
}

// QueryContext runs a query of one statement.
func (r *reader) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	statement, err := r.prepared(ctx, query)
	switch {
	case err != nil:
		return nil, err
	case statement == nil:
		return r.DB.QueryContext(ctx, query, args...)
	}
	return statement.QueryContext(ctx, args...)
}

// prepared is a query's statement, or nil if no more are kept.
func (r *reader) prepared(ctx context.Context, query string) (*sql.Stmt, error) {
	r.mu.RLock()
	statement, kept := r.statements[query]
	r.mu.RUnlock()
	if kept {
		return statement, nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if statement, kept = r.statements[query]; kept || len(r.statements) == maxStatements {
		return statement, nil
	}
	statement, err := r.PrepareContext(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("preparing %.40q: %w", query, err)
	}
	r.statements[query] = statement
	return statement, nil
}

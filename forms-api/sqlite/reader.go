package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
)

// A reader is the pool that reads. It keeps what was asked once prepared, on each
// connection: to parse a query takes longer than to find a row by its key. It is
// for the queries that are written out; those that are put together of what
// somebody filters by are asked of its DB, and crowd nothing out.
type reader struct {
	*sql.DB
	mu         sync.RWMutex
	statements map[string]*sql.Stmt
}

// maxStatements is how many queries are kept prepared, should there ever be more.
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
	full := len(r.statements) >= maxStatements
	r.mu.RUnlock()
	if kept || full {
		return statement, nil
	}
	statement, err := r.PrepareContext(ctx, query) // others go on reading meanwhile
	if err != nil {
		return nil, fmt.Errorf("preparing %.40q: %w", query, err)
	}
	return r.keep(query, statement), nil
}

// keep keeps a statement, unless somebody else has prepared the same meanwhile, or
// there is no more room.
func (r *reader) keep(query string, made *sql.Stmt) *sql.Stmt {
	r.mu.Lock()
	defer r.mu.Unlock()
	statement, kept := r.statements[query]
	if !kept && len(r.statements) < maxStatements {
		r.statements[query] = made
		return made
	}
	_ = made.Close() // nobody has used it
	return statement
}

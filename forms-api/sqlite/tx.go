package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// A tx is the writer's transaction. Its statements are prepared once and live
// as long as the connection. They run without a caller's context: a context
// that ends would interrupt what others wait for.
type tx struct {
	conn       *sql.Conn
	chain      Chain
	statements map[string]*sql.Stmt
	head       auditHead
}

func newTx(conn *sql.Conn, chain Chain) *tx {
	return &tx{conn: conn, chain: chain, statements: map[string]*sql.Stmt{}}
}

// begin waits for another process that is writing.
func (t *tx) begin() error {
	t.head = auditHead{} // the other process may have written to the log
	return patiently(func() error { return t.exec("BEGIN IMMEDIATE") })
}

func (t *tx) commit() error { return t.exec("COMMIT") }

// rollback ends a transaction that SQLite may have ended itself already.
func (t *tx) rollback() error {
	if err := t.exec("ROLLBACK"); err != nil && !isGeneric(err) { // generic: "no transaction is active"
		return err
	}
	return nil
}

// apart runs a submission in a savepoint of its own and notes its error. The
// error that it returns is another one: the whole transaction is lost.
func (t *tx) apart(s *submission) (lost error) {
	if err := t.exec("SAVEPOINT submission"); err != nil {
		return err
	}
	head := t.head
	if s.err = t.guarded(s.run); s.err == nil {
		return t.exec("RELEASE submission")
	}
	t.head = head
	if err := t.exec("ROLLBACK TO submission"); err != nil { // a full disk ends transactions
		return errors.Join(s.err, err)
	}
	return t.exec("RELEASE submission")
}

// guarded keeps a panic, which would have ended one request, from ending the writer.
func (t *tx) guarded(run func(*tx) error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("storing panicked: %v", r)
		}
	}()
	return classify(run(t))
}

func (t *tx) prepared(query string) (*sql.Stmt, error) {
	if statement, ok := t.statements[query]; ok {
		return statement, nil
	}
	statement, err := t.conn.PrepareContext(context.Background(), query)
	if err != nil {
		return nil, fmt.Errorf("preparing %.40q: %w", query, err)
	}
	t.statements[query] = statement
	return statement, nil
}

func (t *tx) exec(query string, args ...any) error {
	_, err := t.changed(query, args...)
	return err
}

// changed runs a statement and tells how many rows it changed.
func (t *tx) changed(query string, args ...any) (int64, error) {
	statement, err := t.prepared(query)
	if err != nil {
		return 0, err
	}
	result, err := statement.ExecContext(context.Background(), args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// scan reads the one row of a query into dest, or returns sql.ErrNoRows.
func (t *tx) scan(dest []any, query string, args ...any) error {
	statement, err := t.prepared(query)
	if err != nil {
		return err
	}
	return statement.QueryRowContext(context.Background(), args...).Scan(dest...)
}

func (t *tx) close() error {
	errs := make([]error, 0, len(t.statements)+1)
	for _, statement := range t.statements {
		errs = append(errs, statement.Close())
	}
	return errors.Join(append(errs, t.conn.Close())...)
}

package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"sync"
)

// maxBatch bounds how many submissions share a commit, and so how long the
// first of them waits for the last.
const maxBatch = 256

// A writer runs submissions one after the other on the connection that it owns.
type writer struct {
	tx    *tx
	heads *headTrail
	log   *slog.Logger
	queue chan *submission // unbuffered: who waits in a send was not taken
	stop  chan struct{}
	done  chan struct{}

	halted sync.Once
}

// A submission is a piece of work for the writer. Whoever sent it waits for its
// outcome, which comes after the commit.
type submission struct {
	run     func(*tx) error
	outcome chan error
	err     error
}

func newSubmission(run func(*tx) error) *submission {
	return &submission{run: run, outcome: make(chan error, 1)}
}

func startWriter(conn *sql.Conn, chain Chain, heads *headTrail, log *slog.Logger) *writer {
	w := &writer{
		tx:    newTx(conn, chain),
		heads: heads,
		log:   log,
		queue: make(chan *submission),
		stop:  make(chan struct{}),
		done:  make(chan struct{}),
	}
	go w.loop()
	return w
}

// submit has run done in a transaction and returns after its commit. A context
// that ends while the submission still waits takes it back. Once it was taken
// the outcome is waited for, so that the answer is never "perhaps".
func (w *writer) submit(ctx context.Context, run func(*tx) error) error {
	s := newSubmission(run)
	select {
	case w.queue <- s:
		return <-s.outcome
	case <-ctx.Done():
		return ctx.Err()
	case <-w.stop:
		return fmt.Errorf("%w: %w", errUnavailable, ErrClosed)
	}
}

func (w *writer) loop() {
	defer close(w.done)
	batch := make([]*submission, 0, maxBatch)
	for {
		select {
		case s := <-w.queue:
			batch = w.collect(append(batch[:0], s))
			w.commit(batch)
		case <-w.stop:
			return
		}
	}
}

// collect adds what is waiting at this moment. Those who were answered last get
// the processor first: what they send next can still share the commit.
func (w *writer) collect(batch []*submission) []*submission {
	runtime.Gosched()
	for len(batch) < maxBatch {
		select {
		case s := <-w.queue:
			batch = append(batch, s)
		default:
			return batch
		}
	}
	return batch
}

// commit stores a batch and answers it. If the transaction as a whole fails,
// nothing of it is stored and everyone in it is told so.
func (w *writer) commit(batch []*submission) {
	failed := w.store(batch)
	if failed != nil {
		w.log.Error("nothing was stored", "submissions", len(batch), "error", failed)
		failed = fmt.Errorf("%w: %w", errNothingStored, failed)
	}
	for i, s := range batch {
		if failed != nil {
			s.err = failed
		}
		s.outcome <- s.err
		batch[i] = nil
	}
}

func (w *writer) store(batch []*submission) error {
	if err := w.tx.begin(); err != nil {
		return errors.Join(err, w.tx.rollback())
	}
	for _, s := range batch {
		if lost := w.tx.apart(s); lost != nil {
			return errors.Join(lost, w.tx.rollback())
		}
	}
	if err := w.tx.commit(); err != nil {
		return errors.Join(err, w.tx.rollback())
	}
	w.heads.follow(w.tx)
	return nil
}

// halt lets the batch that is being stored end, and takes no more.
func (w *writer) halt() {
	w.halted.Do(func() { close(w.stop) })
	<-w.done
}

func (w *writer) close() error {
	w.halt()
	return w.tx.close()
}

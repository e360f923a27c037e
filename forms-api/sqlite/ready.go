package sqlite

import "context"

const touchReadiness = `UPDATE readiness SET checked_at = ? WHERE id = 1`

// Ready proves that a submission can be stored: it makes a small durable write
// of its own. Unlike a submission it does not wait for its outcome longer than ctx.
func (s *Store) Ready(ctx context.Context) error {
	now := s.now().UnixMilli()
	outcome := make(chan error, 1)
	go func() {
		outcome <- s.writer.submit(ctx, func(t *tx) error { return t.one(touchReadiness, now) })
	}()
	select {
	case err := <-outcome:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

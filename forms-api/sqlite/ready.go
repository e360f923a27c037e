package sqlite

import "context"

// roomOfRequest is how many bytes the largest request adds to the write-ahead log
// or the database at most: a page in each index that it touches, most of them
// blind indexes of the words of a name. How many of those pages split is chance,
// some three in a hundred requests write a tenth more than the middle one, so the
// figure stands a fifth above it.
const roomOfRequest = 640 << 10

const (
	fillRoom     = `UPDATE readiness SET checked_at = ?, room = zeroblob(?) WHERE id = 1`
	giveRoomBack = `UPDATE readiness SET room = NULL WHERE id = 1`
)

// Ready proves that a submission can be stored: it makes a durable write as large
// as the largest of them. The pages that it takes and gives back are written too,
// because secure_delete overwrites them, and stay in the database as free ones,
// which the next submission can use. Unlike a submission Ready does not wait for
// its outcome longer than ctx.
func (s *Store) Ready(ctx context.Context) error {
	now := s.now().UnixMilli()
	outcome := make(chan error, 1)
	go func() {
		outcome <- s.writer.submit(ctx, func(t *tx) error { return t.proveRoom(now) })
	}()
	select {
	case err := <-outcome:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (t *tx) proveRoom(now int64) error {
	if err := t.one(fillRoom, now, roomOfRequest); err != nil {
		return err
	}
	return t.one(giveRoomBack)
}

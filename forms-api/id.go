package formsapi

import (
	"encoding/binary"
	"fmt"
	"io"
	"time"

	"github.com/google/uuid"
)

// newID draws a UUIDv7 of an instant (RFC 9562 5.7), so that ids sort by when
// things happened, whatever the clock on the wall says. The fraction of the
// millisecond comes next, as 6.2 method 3 has it.
func newID(at time.Time, random io.Reader) (uuid.UUID, error) {
	var id uuid.UUID
	if _, err := io.ReadFull(random, id[8:]); err != nil {
		return uuid.Nil, fmt.Errorf("drawing an id: %w", err)
	}
	const perMilli = int64(time.Millisecond)
	fraction := int64(at.Nanosecond()) % perMilli * (1 << 12) / perMilli
	binary.BigEndian.PutUint64(id[:8], uint64(at.UnixMilli())<<16|7<<12|uint64(fraction))
	id[8] = id[8]&0x3f | 0x80 // the variant (RFC 9562 4.1)
	return id, nil
}

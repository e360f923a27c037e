package formsapi

import (
	"crypto/rand"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
)

// Given instants years and microseconds apart, their ids sort as they do, and
// are UUIDv7 of their time.
func TestIDsAreInOrderOfTheirTime(t *testing.T) {
	began := time.Date(2026, 3, 2, 9, 0, 0, 999_000, time.UTC)
	var ids []string
	for _, later := range []time.Duration{0, 300 * time.Microsecond, time.Millisecond, time.Hour, 20 * 365 * 24 * time.Hour} {
		id, err := newID(began.Add(later), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		if id.Version() != 7 || id.Variant() != uuid.RFC4122 {
			t.Errorf("%s is version %d, variant %s", id, id.Version(), id.Variant())
		}
		if at := time.Unix(id.Time().UnixTime()); at.UnixMilli() != began.Add(later).UnixMilli() {
			t.Errorf("%s is of %s, want %s", id, at, began.Add(later))
		}
		ids = append(ids, id.String())
	}
	if !slices.IsSorted(ids) {
		t.Errorf("not in order: %q", ids)
	}
}

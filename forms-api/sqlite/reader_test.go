package sqlite

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
)

// Given more different queries than are kept, by many at once, each is answered;
// no more are kept than there is room for.
func TestAReaderKeepsSomeQueries(t *testing.T) {
	s := givenStore(t, givenRing(t))
	var asking sync.WaitGroup
	for range 4 {
		asking.Go(func() {
			for n := range 2 * maxStatements {
				got, err := first(t.Context(), s.read, scanNumber, fmt.Sprintf("SELECT %d + ?", n), 1)
				if err != nil || got != n+1 {
					t.Errorf("%d + 1 is %d, %v", n, got, err)
				}
			}
		})
	}
	asking.Wait()
	if len(s.read.statements) != maxStatements {
		t.Errorf("%d are kept, want %d", len(s.read.statements), maxStatements)
	}
}

// Given somebody who went away before they were answered, the next one who asks
// the same is answered.
func TestAReaderOutlivesWhoGoesAway(t *testing.T) {
	s := givenStore(t, givenRing(t))
	gone, leave := context.WithCancel(t.Context())
	rows, err := s.read.QueryContext(gone, "SELECT value FROM json_each('[1, 2, 3]')")
	if err != nil || !rows.Next() {
		t.Fatalf("the first: %v", err)
	}
	leave()
	for rows.Next() {
	}
	if err := rows.Err(); err != nil && !errors.Is(err, context.Canceled) {
		t.Errorf("who went away: %v", err)
	}
	_ = rows.Close()
	for range 2 * readers {
		all, err := list(t.Context(), s.read, scanNumber, "SELECT value FROM json_each('[1, 2, 3]')")
		if err != nil || fmt.Sprint(all) != "[1 2 3]" {
			t.Errorf("the next: %v, %v", all, err)
		}
	}
}

package sqlite

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"sportello/forms-api"
)

// BenchmarkBareInsert is what the disk and SQLite allow a single loop: one
// small row, one durable commit.
func BenchmarkBareInsert(b *testing.B) {
	path := filepath.Join(b.TempDir(), "bare.db")
	if err := makePrivate(path); err != nil {
		b.Fatal(err)
	}
	db, err := writing.pool(path, 1)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(`CREATE TABLE bare (id INTEGER PRIMARY KEY, sealed BLOB)`); err != nil {
		b.Fatal(err)
	}
	insert, err := db.Prepare(`INSERT INTO bare (sealed) VALUES (?)`)
	if err != nil {
		b.Fatal(err)
	}
	sealed := make([]byte, 400)
	for b.Loop() {
		if _, err := insert.Exec(sealed); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkInsert stores whole requests: key, indexes, history and audit.
func BenchmarkInsert(b *testing.B) {
	for _, clients := range []int{1, 16, 64} {
		b.Run(fmt.Sprintf("clients=%d", clients), func(b *testing.B) {
			ring := givenRing(b)
			s := givenStore(b, ring)
			requests := make([]formsapi.NewAppointment, b.N)
			for i := range requests {
				requests[i] = givenRequest(b, ring)
			}
			b.ReportAllocs()
			b.ResetTimer()
			insertAll(b, s, requests, clients)
		})
	}
}

func insertAll(b *testing.B, s *Store, requests []formsapi.NewAppointment, clients int) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range clients {
		wg.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(requests)); i = next.Add(1) - 1 {
				if _, err := s.InsertAppointment(context.Background(), requests[i]); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
}

package main

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"testing"
	"time"

	_ "modernc.org/sqlite"
)

const (
	// benchTurn is how long each side of a round runs: long enough to outlast a
	// hiccup of the disk, short enough that both sides see the same disk.
	benchTurn = 300 * time.Millisecond
	// benchRounds is how many rounds it takes to judge.
	benchRounds = 5
)

var benchRequest = posting(goodRequest)

// BenchmarkRequests measures accepted appointment requests a second, over HTTP
// and durable before they are answered, beside a bare loop of one durable insert
// per transaction on the same disk. The two take turns, so that what else the
// machine does befalls both; x-bare is the median of the rounds' ratios. With
// many clients group commit must win:
//
//	go test -run '^$' -bench Requests -benchtime 15x ./cmd/sportello
func BenchmarkRequests(b *testing.B) {
	p, stop, err := runWith(settings{folders: unchanged(b), listen: "127.0.0.1:0", limits: false})
	if err != nil {
		b.Fatal(err)
	}
	defer func() {
		if err := stop(); err != nil {
			b.Error(err)
		}
	}()
	bare := openBare(b, filepath.Join(b.TempDir(), "bare.db"))
	for _, clients := range []int{1, 16, 64} {
		b.Run(fmt.Sprintf("clients=%d", clients), func(b *testing.B) {
			crowd := callers(b, p.Addr(), clients)
			ask := func() []byte { return benchRequest }
			var rounds []round
			for b.Loop() {
				accepted, _ := turn(b, crowd, ask)
				rounds = append(rounds, round{requests: accepted, bare: bare.insert(b)})
			}
			judge(b, clients, rounds)
		})
	}
}

// A round is what each side did, per second.
type round struct{ requests, bare float64 }

func (r round) ratio() float64 { return r.requests / r.bare }

// judge reports the medians, and fails when many clients together are no faster
// than the bare loop.
func judge(b *testing.B, clients int, rounds []round) {
	requests := sorted(rounds, func(r round) float64 { return r.requests })
	bare := sorted(rounds, func(r round) float64 { return r.bare })
	ratios := sorted(rounds, round.ratio)
	b.ReportMetric(median(requests), "requests/s")
	b.ReportMetric(median(bare), "bare-inserts/s")
	b.ReportMetric(median(ratios), "x-bare")
	b.ReportMetric(0, "ns/op") // a round's length is no finding
	if len(rounds) < benchRounds {
		return
	}
	b.Logf("%d clients: %.0f requests/s, bare %.0f inserts/s, ratio %.2f (%.2f to %.2f in %d rounds)",
		clients, median(requests), median(bare), median(ratios), ratios[0], ratios[len(ratios)-1], len(rounds))
	if clients >= 64 && median(ratios) <= 1 {
		b.Fatalf("group commit of %d clients does not beat the bare loop", clients)
	}
}

func sorted[T any](rounds []T, of func(T) float64) []float64 {
	values := make([]float64, len(rounds))
	for i, r := range rounds {
		values[i] = of(r)
	}
	slices.SortFunc(values, cmp.Compare)
	return values
}

func median(sorted []float64) float64 {
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

// A bareLoop stores one row after the other.
type bareLoop struct {
	ctx context.Context
	row *sql.Stmt
}

func openBare(b *testing.B, path string) *bareLoop {
	b.Helper()
	pragmas := url.Values{"_pragma": {"journal_mode(WAL)", "synchronous(FULL)"}}
	db, err := sql.Open("sqlite", "file:"+path+"?"+pragmas.Encode())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	db.SetMaxOpenConns(1)
	ctx := context.Background()
	if _, err := db.ExecContext(ctx, "CREATE TABLE request (id INTEGER PRIMARY KEY, body TEXT)"); err != nil {
		b.Fatal(err)
	}
	insert, err := db.PrepareContext(ctx, "INSERT INTO request (body) VALUES (?)")
	if err != nil {
		b.Fatal(err)
	}
	return &bareLoop{ctx: ctx, row: insert}
}

// insert counts the durable one-row transactions of a turn.
func (l *bareLoop) insert(b *testing.B) (perSecond float64) {
	n, began := 0, time.Now()
	for ; time.Since(began) < benchTurn; n++ {
		if _, err := l.row.ExecContext(l.ctx, goodRequest); err != nil {
			b.Fatal(err)
		}
	}
	return float64(n) / time.Since(began).Seconds()
}

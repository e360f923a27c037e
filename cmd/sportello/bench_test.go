package main

import (
	"context"
	"database/sql"
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	_ "modernc.org/sqlite"
)

// BenchmarkRequests measures accepted appointment requests a second, over HTTP
// and durable before they are answered, beside what the same disk gives a bare
// loop of one durable insert per transaction. x-bare is the ratio of the two.
func BenchmarkRequests(b *testing.B) {
	dir := b.TempDir()
	village := town(b)
	p, stop, err := runWith(settings{
		folders: folders{site: village, data: filepath.Join(dir, "var"), keys: filepath.Join(dir, "keys.toml")},
		listen:  "127.0.0.1:0",
		limits:  false,
	})
	if err != nil {
		b.Fatal(err)
	}
	defer func() {
		if err := stop(); err != nil {
			b.Error(err)
		}
	}()
	for _, clients := range []int{1, 16, 64} {
		b.Run(fmt.Sprintf("clients=%d", clients), func(b *testing.B) {
			bare := bareInserts(b)
			began := time.Now()
			sendRequests(b, p.Addr(), clients)
			rate := float64(b.N) / time.Since(began).Seconds()
			b.ReportMetric(rate, "requests/s")
			b.ReportMetric(bare, "bare-inserts/s")
			b.ReportMetric(rate/bare, "x-bare")
		})
	}
}

// sendRequests shares b.N requests among clients that keep their connections.
func sendRequests(b *testing.B, addr string, clients int) {
	transport := &http.Transport{MaxIdleConnsPerHost: clients}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport}
	var left atomic.Int64
	left.Store(int64(b.N))
	var done sync.WaitGroup
	b.ResetTimer()
	for range clients {
		done.Go(func() {
			for left.Add(-1) >= 0 {
				answer, err := client.Post("http://"+addr+"/api/appointments", "application/json", strings.NewReader(goodRequest))
				if err != nil {
					b.Error(err)
					return
				}
				answer.Body.Close()
				if answer.StatusCode != http.StatusCreated {
					b.Errorf("answered %s", answer.Status)
					return
				}
			}
		})
	}
	done.Wait()
}

// bareInserts counts the durable one-row transactions of half a second.
func bareInserts(b *testing.B) (perSecond float64) {
	b.Helper()
	pragmas := url.Values{"_pragma": {"journal_mode(WAL)", "synchronous(FULL)"}}
	db, err := sql.Open("sqlite", "file:"+filepath.Join(b.TempDir(), "bare.db")+"?"+pragmas.Encode())
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	ctx := context.Background()
	conn, err := db.Conn(ctx)
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, "CREATE TABLE request (id INTEGER PRIMARY KEY, body TEXT)"); err != nil {
		b.Fatal(err)
	}
	n, began := 0, time.Now()
	for ; time.Since(began) < time.Second/2; n++ {
		if _, err := conn.ExecContext(ctx, "INSERT INTO request (body) VALUES (?)", goodRequest); err != nil {
			b.Fatal(err)
		}
	}
	return float64(n) / time.Since(began).Seconds()
}

package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
	"sportello/forms-api/seal"
)

// A register is a database with many requests, as a region has them after five
// years: for measurements. Everything is sealed and indexed as the program does it;
// only the rows go in past the writer, the blind indexes in order, and the
// secondary indexes are made at the end. Of a request there is the event with which it
// came, and nothing in the audit log: verify would say so.
type register struct {
	*Store
	ring *seal.Ring
	rows int
	now  time.Time

	staff  []formsapi.Staff
	phones []string // of some requests, spread over all of them
	names  []string
}

const registerColleagues = 20

// keepRegisters names a folder in which registers are kept for the next measurement.
const keepRegisters = "SPORTELLO_BENCH_DIR"

// newRegister generates a register of so many requests, in a folder that is removed
// with the test, or takes the one that was kept. A million take about six minutes on two
// busy processors.
func newRegister(tb testing.TB, rows int) *register {
	tb.Helper()
	dir := cmp.Or(os.Getenv(keepRegisters), tb.TempDir())
	ring, _, err := seal.OpenOrCreate(filepath.Join(dir, "keys.toml"), noon)
	if err != nil {
		tb.Fatal(err)
	}
	r := &register{ring: ring, rows: rows, now: noon}
	path := filepath.Join(dir, fmt.Sprintf("register-%d.db", rows))
	_, missing := os.Stat(path)
	r.Store = openStore(tb, path, ring)
	if missing != nil {
		for n := range registerColleagues {
			givenStaff(tb, r.Store, fmt.Sprintf("colleague%d@example.org", n), formsapi.Grant{Role: formsapi.RoleOperator})
		}
	}
	if r.staff, err = r.StaffList(tb.Context()); err != nil {
		tb.Fatal(err)
	}
	r.closeAnAccount(tb)
	began := time.Now()
	if missing != nil {
		r.fill(tb, path)
		tb.Logf("%d requests were generated in %s", rows, time.Since(began).Round(time.Second))
		return r
	}
	random := r.random()
	for n := range rows {
		_, d := r.draw(random, n)
		r.note(n, d)
	}
	return r
}

// closeAnAccount closes the last one, which has as many requests as the others.
func (r *register) closeAnAccount(tb testing.TB) {
	tb.Helper()
	last := r.staff[len(r.staff)-1]
	if last.Disabled {
		return
	}
	if err := r.DisableStaff(tb.Context(), last.ID, entry(formsapi.ActionDisable, last.ID)); err != nil {
		tb.Fatal(err)
	}
}

// random draws the same for registers of the same size.
func (r *register) random() *rand.Rand { return rand.New(rand.NewPCG(1, uint64(r.rows))) }

// note keeps what some people can be looked for by.
func (r *register) note(n int, d formsapi.Details) {
	if n%max(1, r.rows/200) == 0 {
		r.phones, r.names = append(r.phones, d.Phone), append(r.names, d.Name)
	}
}

// fill writes the rows, without waiting for the disk.
func (r *register) fill(tb testing.TB, path string) {
	tb.Helper()
	fast := dsn{pragmas: []string{"synchronous(OFF)", "cache_size(-262144)", "temp_store(1)"}, busy: busyTimeout, lock: "immediate"}
	db, err := fast.pool(path, 1)
	if err != nil {
		tb.Fatal(err)
	}
	defer db.Close()
	ctx := context.Background()
	made, err := list(ctx, db, scanText, `SELECT sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'appointment' AND sql IS NOT NULL`)
	if err == nil {
		err = dropIndexes(ctx, db)
	}
	if err == nil {
		_, err = db.Exec(`CREATE TEMP TABLE loose (kind TEXT, value BLOB, record BLOB)`)
	}
	if err == nil {
		err = r.insertAll(ctx, db)
	}
	for _, query := range append(made,
		`INSERT OR IGNORE INTO blind_index SELECT kind, value, record FROM loose ORDER BY kind, value, record`, `DROP TABLE loose`,
		`INSERT INTO flag SELECT id, (SELECT id FROM staff ORDER BY id LIMIT 1), 'anna', created_at FROM appointment WHERE finished_at IS NULL LIMIT 20`,
		takePlaces, `PRAGMA wal_checkpoint(TRUNCATE)`,
	) {
		if err == nil {
			_, err = db.Exec(query)
		}
	}
	if err != nil {
		tb.Fatal(err)
	}
}

// takePlaces gives who is to come one of forty desks for half an hour.
const takePlaces = `
INSERT OR IGNORE INTO place (office, desk, unit, appointment)
SELECT a.office, abs(random()) % 40, a.start_at / 300000 + u.value, a.id
  FROM appointment a, json_each('[0, 1, 2, 3, 4, 5]') u
 WHERE a.finished_at IS NULL AND a.start_at IS NOT NULL`

func dropIndexes(ctx context.Context, db *sql.DB) error {
	names, err := list(ctx, db, scanText, `SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'appointment' AND sql IS NOT NULL`)
	for _, name := range names {
		if err == nil {
			_, err = db.Exec(`DROP INDEX ` + name)
		}
	}
	return err
}

// insertAll stores the requests in transactions of many.
func (r *register) insertAll(ctx context.Context, db *sql.DB) error {
	random := r.random()
	const together = 20000
	for n := 0; n < r.rows; n += together {
		conn, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		w := registerWriter{}
		for _, s := range []struct {
			into  **sql.Stmt
			query string
		}{
			{&w.request, insertAppointment}, {&w.key, insertKey}, {&w.event, insertHistory}, {&w.index, `INSERT INTO loose VALUES (?, ?, ?)`},
		} {
			if *s.into, err = conn.PrepareContext(ctx, s.query); err != nil {
				return err
			}
		}
		for i := n; i < min(n+together, r.rows); i++ {
			if err := r.insert(&w, random, i); err != nil {
				return err
			}
		}
		if err := conn.Commit(); err != nil {
			return err
		}
	}
	return nil
}

type registerWriter struct{ request, key, event, index *sql.Stmt }

func (r *register) insert(w *registerWriter, random *rand.Rand, n int) error {
	a, d := r.draw(random, n)
	key, err := r.ring.NewKey(a.ID)
	if err != nil {
		return err
	}
	a.Key = key.Wrapped()
	if a.Sealed, err = formsapi.SealDetails(key, a, d); err != nil {
		return err
	}
	h := formsapi.HistoryEntry{ID: uuid.Must(uuid.NewV7()), At: a.CreatedAt, By: formsapi.ByPublic, Event: formsapi.EventWait, To: a.State}
	if h.Sealed, err = formsapi.SealHistory(key, h, formsapi.HistoryDetails{Work: &a.Casework}); err != nil {
		return err
	}
	args := append(requestColumns(&a), caseworkColumns(a.Casework)...)
	if _, err := w.request.Exec(append(args, a.Person, a.Indexed)...); err != nil {
		return err
	}
	if _, err := w.key.Exec(a.ID[:], a.Key.RingKey, a.Key.Bytes); err != nil {
		return err
	}
	if _, err := w.event.Exec(a.ID[:], 1, h.ID[:], h.At.UnixMilli(), h.By, string(h.Event), "", string(h.To), h.Sealed); err != nil {
		return err
	}
	for _, i := range formsapi.DetailIndexes(r.ring, d) {
		if _, err := w.index.Exec(string(i.Kind), i.Value, a.ID[:]); err != nil {
			return err
		}
	}
	r.note(n, d)
	return nil
}

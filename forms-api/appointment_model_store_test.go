package formsapi_test

import (
	"database/sql"
	"fmt"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// watch has the database count each row that is stored, changed or removed, in
// every table that there is.
func (w *walk) watch() {
	w.raw = must(sql.Open("sqlite", "file:"+w.path+"?_pragma=busy_timeout(5000)"))
	w.raw.SetMaxOpenConns(1)
	w.t.Cleanup(func() { _ = w.raw.Close() })
	w.exec(`CREATE TABLE IF NOT EXISTS changes (n INTEGER NOT NULL)`)
	w.exec(`INSERT INTO changes VALUES (0)`)
	for _, table := range rows(w, `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'changes'`, func(r *sql.Rows) (name string, err error) {
		return name, r.Scan(&name)
	}) {
		for _, on := range []string{"INSERT", "UPDATE", "DELETE"} {
			w.exec(fmt.Sprintf(`CREATE TRIGGER IF NOT EXISTS %[1]s_%[2]s AFTER %[2]s ON %[1]s BEGIN UPDATE changes SET n = n + 1; END`, table, on))
		}
	}
}

func (w *walk) exec(query string) {
	if _, err := w.raw.Exec(query); err != nil {
		w.t.Fatal(err)
	}
}

func rows[T any](w *walk, query string, scan func(*sql.Rows) (T, error), args ...any) (all []T) {
	w.t.Helper()
	found, err := w.raw.Query(query, args...)
	if err != nil {
		w.t.Fatal(err)
	}
	defer found.Close()
	for found.Next() {
		one, err := scan(found)
		if err != nil {
			w.t.Fatal(err)
		}
		all = append(all, one)
	}
	return all
}

// changes are how many rows were stored, changed or removed so far.
func (w *walk) changes() int {
	return rows(w, `SELECT n FROM changes LIMIT 1`, func(r *sql.Rows) (n int, err error) { return n, r.Scan(&n) })[0]
}

// A standing is a request as it is stored, and as the model has it.
type standing struct {
	id               uuid.UUID
	state            formsapi.State
	start, hold      int64 // milliseconds since 1970; 0 without one
	closed           int64
	minutes, version int
	entries          int // of its history
	casework
}

func (m *modelled) stands() standing {
	return standing{
		id: m.id, state: m.state, start: millis(m.start), hold: millis(m.hold), closed: millis(m.closed), minutes: m.minutes,
		version: m.version, entries: m.version, casework: m.work,
	}
}

func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// compare holds all places, and all requests that there are, against the model.
func (w *walk) compare() {
	w.t.Helper()
	w.comparePlaces()
	stored := rows(w, `
SELECT a.id, state, coalesce(start_at, 0), coalesce(hold_until, 0), coalesce(closed_at, 0), minutes, version,
       urgency, coalesce(due_at, 0), awaits_person, coalesce(answered_at, 0), outcome, coalesce(finished_at, 0)
  FROM appointment a JOIN record_key ON record = id`, func(r *sql.Rows) (s standing, err error) {
		return s, r.Scan(&s.id, &s.state, &s.start, &s.hold, &s.closed, &s.minutes, &s.version,
			&s.urgency, &s.due, &s.awaits, &s.answered, &s.outcome, &s.finished)
	})
	if len(stored) != len(w.all) {
		w.t.Errorf("%d requests are stored, and %d in the model", len(stored), len(w.all))
	}
	for _, s := range stored {
		want := w.byID[s.id].stands()
		if s.entries = s.version; s != want {
			w.t.Errorf("stored is %+v, and in the model %+v", s, want)
		}
	}
}

func (w *walk) comparePlaces() {
	w.t.Helper()
	type place struct {
		chair
		who uuid.UUID
	}
	stored := rows(w, `SELECT desk, unit, appointment FROM place`, func(r *sql.Rows) (p place, err error) {
		return p, r.Scan(&p.desk, &p.five, &p.who)
	})
	held := 0
	for _, m := range w.all {
		if sits(m.state) {
			held += len(m.chairs)
		} else if len(m.chairs) > 0 {
			w.t.Errorf("in the model who is %s has a place", m.state)
		}
	}
	if len(stored) != held {
		w.t.Errorf("%d places are taken, and live requests hold %d", len(stored), held)
	}
	for _, p := range stored {
		if who := w.seated[p.chair]; who == nil || who.id != p.who {
			w.t.Errorf("desk %d is taken at %s, and not by them in the model", p.desk, time.Unix(p.five*fiveMinutes, 0).In(italy))
		}
	}
}

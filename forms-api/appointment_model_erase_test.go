package formsapi_test

import (
	"bytes"
	"database/sql"
	"errors"
	"path/filepath"
	"slices"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api/sqlite"
)

// A reopened store is another one after the database was restored.
type reopened struct{ *sqlite.Store }

// erase has the database restored from a copy of this moment, with one request
// erased since: nothing is left of it, and its place is free.
func (w *walk) erase() {
	m := w.someone()
	if m == nil {
		return
	}
	w.note("erase %s", m.id)
	ctx, backup := w.t.Context(), filepath.Join(w.t.TempDir(), "backup.db")
	if err := sqlite.Backup(ctx, w.path, backup, nil); err != nil {
		w.t.Fatal(err)
	}
	if err := errors.Join(w.raw.Close(), w.store.Close()); err != nil {
		w.t.Fatal(err)
	}
	earlier := w.erased
	w.erased = func(id uuid.UUID) bool { return id == m.id || earlier != nil && earlier(id) }
	restored, err := sqlite.Restore(ctx, sqlite.Restoration{
		Backup: backup, Path: w.path, Force: true, Now: w.clock, Sealer: w.ring, Chain: w.ring.Chain, Fingerprint: w.ring.Fingerprint(),
		Erased: w.erased,
	})
	if err != nil || restored.Erased != 1 {
		w.t.Fatalf("restoring erased %d: %v", restored.Erased, err)
	}
	w.store = must(sqlite.Open(ctx, sqlite.Config{Path: w.path, Chain: w.ring.Chain, Fingerprint: w.ring.Fingerprint(), Erased: w.erased, Now: w.clock}))
	store := w.store
	w.t.Cleanup(func() { _ = store.Close() })
	w.live.Store = store
	w.watch()
	w.stand(m)
	w.all = slices.DeleteFunc(w.all, func(other *modelled) bool { return other == m })
	delete(w.byID, m.id)
	w.met["erased"]++
	for _, kind := range []string{"SELECT record FROM blind_index", "SELECT record FROM idempotency", "SELECT appointment FROM outbox", "SELECT appointment FROM place",
		"SELECT appointment FROM kept_place", "SELECT appointment FROM kept_message", "SELECT id FROM appointment WHERE person IS NOT NULL",
	} {
		left := rows(w, kind, func(r *sql.Rows) (id []byte, err error) { return id, r.Scan(&id) })
		if slices.ContainsFunc(left, func(id []byte) bool { return bytes.Equal(id, m.id[:]) }) {
			w.t.Errorf("of who was erased something is left: %s", kind)
		}
	}
}

func (w *walk) clock() time.Time { return w.now }

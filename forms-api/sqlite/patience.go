package sqlite

import (
	"math/rand/v2"
	"time"

	lib "modernc.org/sqlite/lib"
)

// busyTimeout is how long one process waits for another one's transaction.
const busyTimeout = 10 * time.Second

// maxNap is how long patience sleeps at most before it tries again.
const maxNap = 2 * time.Millisecond

// patiently tries until the database is not busy, or for busyTimeout. SQLite's
// own waiting sleeps longer and longer, up to 100 ms: beside a busy server it
// hardly ever finds the moment between two transactions. And it does not wait
// at all when two processes put a new file into WAL mode at once.
func patiently(try func() error) error {
	for since := time.Now(); ; time.Sleep(rand.N(maxNap)) {
		err := try()
		if !isBusy(err) || time.Since(since) > busyTimeout {
			return err
		}
	}
}

func isBusy(err error) bool {
	code := resultCode(err)
	return code == lib.SQLITE_BUSY || code == lib.SQLITE_LOCKED
}

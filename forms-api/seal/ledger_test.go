package seal

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/uuid"
)

// Given a ledger, it remembers what was erased, also when the last line was
// torn off by a crash; what is no id is refused.
func TestLedgerRemembers(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys", "erasures")
	gone, torn, later := uuid.Must(uuid.NewV7()), uuid.Must(uuid.NewV7()), uuid.Must(uuid.NewV7())
	note(t, path, gone)
	writeRaw(t, path, "\n"+torn.String()[:20])
	note(t, path, later)
	l, err := OpenLedger(path)
	if err != nil {
		t.Fatal(err)
	}
	if !l.Erased(gone) || !l.Erased(later) || l.Erased(torn) || l.Erased(uuid.Nil) {
		t.Errorf("erased %v %v, torn %v", l.Erased(gone), l.Erased(later), l.Erased(torn))
	}
	writeRaw(t, path, "\n"+strings.Repeat("x", idLength))
	if _, err := OpenLedger(path); err == nil {
		t.Error("a spoilt ledger was read")
	}
}

// note opens a ledger and notes one erasure.
func note(t *testing.T, path string, id uuid.UUID) {
	t.Helper()
	l, err := OpenLedger(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Append(id); err != nil {
		t.Fatal(err)
	}
	if !l.Erased(id) {
		t.Error("what was noted is not known")
	}
}

func writeRaw(t *testing.T, path, text string) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteString(text); err != nil {
		t.Fatal(err)
	}
}

// Given another process that notes an erasure meanwhile, it is known at the next
// question; what was noted before is not written again.
func TestLedgerIsShared(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys", "erasures")
	l, err := OpenLedger(path)
	if err != nil {
		t.Fatal(err)
	}
	first, second := uuid.Must(uuid.NewV7()), uuid.Must(uuid.NewV7())
	note(t, path, first)
	if !l.Erased(first) || l.Erased(second) {
		t.Errorf("the other's is erased: %v, nobody's: %v", l.Erased(first), l.Erased(second))
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Append(first); err != nil {
		t.Fatal(err)
	}
	if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
		t.Errorf("the list grew to %q (%v)", after, err)
	}
	if err := l.Append(first, second); err != nil || !l.Erased(second) {
		t.Errorf("%v, erased %v", err, l.Erased(second))
	}
}

package seal

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/uuid"

	"sportello/forms-api"
)

func sealedRecord(t testing.TB, r *Ring, plain string) (*recordKey, []byte) {
	t.Helper()
	key, err := r.NewKey(uuid.Must(uuid.NewV7()))
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := key.Seal("request", []byte(plain))
	if err != nil {
		t.Fatal(err)
	}
	return key.(*recordKey), sealed
}

func openRecord(r *Ring, key *recordKey, sealed []byte) (string, error) {
	opened, err := r.OpenKey(key.record, key.wrapped)
	if err != nil {
		return "", err
	}
	plain, err := opened.Open("request", sealed)
	return string(plain), err
}

// Given a text of any length, it opens as it was sealed, and nothing of it shows.
func TestSealedOpens(t *testing.T) {
	r := givenRing(t)
	for _, plain := range []string{"", "\x80", "\x00", "a\x80\x00\x00", "نص", strings.Repeat("x", 63), strings.Repeat("x", 64), strings.Repeat("x", 5000)} {
		key, sealed := sealedRecord(t, r, plain)
		got, err := openRecord(r, key, sealed)
		if err != nil || got != plain {
			t.Errorf("%q opened as %q (%v)", plain, got, err)
		}
		if len(plain) > 3 && bytes.Contains(sealed, []byte(plain)) {
			t.Errorf("%q shows", plain)
		}
	}
}

// Given texts of similar length, their seals are equally long.
func TestLengthTellsLittle(t *testing.T) {
	r := givenRing(t)
	lengths := map[int]bool{}
	for n := range 128 {
		_, sealed := sealedRecord(t, r, strings.Repeat("x", n))
		lengths[len(sealed)] = true
	}
	if len(lengths) != 2 {
		t.Errorf("%d different lengths, want 2", len(lengths))
	}
}

// Given a seal, it opens neither for another use, nor for another record, nor
// with another key, nor with another ring.
func TestSealOpensNowhereElse(t *testing.T) {
	r := givenRing(t)
	key, sealed := sealedRecord(t, r, "text")
	other, _ := sealedRecord(t, r, "text")
	for name, open := range map[string]func() error{
		"other use":    func() error { _, err := key.Open("history", sealed); return err },
		"other record": func() error { _, err := other.Open("request", sealed); return err },
		"other beside": func() error { _, err := key.Open("request", sealed, "potenza"); return err },
		"moved key": func() error {
			_, err := r.OpenKey(other.record, key.wrapped)
			return err
		},
		"wrap as text": func() error { _, err := key.Open("request", key.wrapped.Bytes); return err },
		"text as wrap": func() error {
			_, err := r.OpenKey(key.record, formsapi.WrappedKey{RingKey: key.wrapped.RingKey, Bytes: sealed})
			return err
		},
	} {
		if err := open(); !errors.Is(err, ErrSealed) {
			t.Errorf("%s: %v, want ErrSealed", name, err)
		}
	}
	if _, err := openRecord(givenRing(t), key, sealed); !errors.Is(err, ErrUnknownKey) {
		t.Errorf("other ring: %v, want ErrUnknownKey", err)
	}
}

// Given a record whose key was destroyed, it says so.
func TestErasedRecordSaysSo(t *testing.T) {
	r := givenRing(t)
	if _, err := r.OpenKey(uuid.New(), formsapi.WrappedKey{}); !errors.Is(err, ErrErased) {
		t.Errorf("answered %v, want ErrErased", err)
	}
}

// Given one changed bit anywhere, neither a seal nor a wrapped key opens.
func TestChangedBitIsNoticed(t *testing.T) {
	r := givenRing(t)
	key, sealed := sealedRecord(t, r, "text")
	for i := range len(sealed) * 8 {
		if _, err := key.Open("request", flipped(sealed, i)); !errors.Is(err, ErrSealed) {
			t.Fatalf("seal, bit %d: %v", i, err)
		}
	}
	for i := range len(key.wrapped.Bytes) * 8 {
		spoilt := formsapi.WrappedKey{RingKey: key.wrapped.RingKey, Bytes: flipped(key.wrapped.Bytes, i)}
		if _, err := r.OpenKey(key.record, spoilt); !errors.Is(err, ErrSealed) {
			t.Fatalf("wrapped key, bit %d: %v", i, err)
		}
	}
}

func flipped(b []byte, bit int) []byte {
	spoilt := bytes.Clone(b)
	spoilt[bit/8] ^= 1 << (bit % 8)
	return spoilt
}

// Given any bytes, opening them never panics, and only a seal opens.
func FuzzOpen(f *testing.F) {
	r := givenRing(f)
	key, sealed := sealedRecord(f, r, "text")
	f.Add(sealed)
	f.Add(key.wrapped.Bytes)
	f.Add([]byte{})
	f.Add([]byte{version})
	f.Fuzz(func(t *testing.T, b []byte) {
		plain, err := key.Open("request", b)
		if err == nil && (!bytes.Equal(b, sealed) || string(plain) != "text") {
			t.Errorf("%x opened as %q", b, plain)
		}
		_, err = r.OpenKey(key.record, formsapi.WrappedKey{RingKey: r.CurrentKey(), Bytes: b})
		if err == nil && !bytes.Equal(b, key.wrapped.Bytes) {
			t.Errorf("%x was unwrapped", b)
		}
		r.FormToken(string(b))
		if unpadded, err := unpad(b); err == nil && !bytes.HasPrefix(b, unpadded) {
			t.Errorf("%x unpadded to %x", b, unpadded)
		}
		if _, err := parseRing(b); err == nil && !bytes.Contains(b, []byte("keys")) {
			t.Errorf("%q was read as a ring", b)
		}
	})
}

func BenchmarkNewKeyAndSeal(b *testing.B) {
	r := givenRing(b)
	id := uuid.Must(uuid.NewV7())
	plain := make([]byte, 400)
	for b.Loop() {
		key, err := r.NewKey(id)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := key.Seal("request", plain); err != nil {
			b.Fatal(err)
		}
	}
}

// Given a seal beside clear texts, it opens beside the very same, and letters
// cannot move from one to the next.
func TestSealIsBoundToWhatStandsBesideIt(t *testing.T) {
	key, _ := sealedRecord(t, givenRing(t), "text")
	sealed, err := key.Seal("request", []byte("text"), "potenza", "legal-advice")
	if err != nil {
		t.Fatal(err)
	}
	if plain, err := key.Open("request", sealed, "potenza", "legal-advice"); err != nil || string(plain) != "text" {
		t.Errorf("opened %q, %v", plain, err)
	}
	for _, beside := range [][]string{nil, {"potenza"}, {"montelucci", "legal-advice"}, {"potenzal", "egal-advice"}, {"potenza", "legal-advice", ""}} {
		if _, err := key.Open("request", sealed, beside...); !errors.Is(err, ErrSealed) {
			t.Errorf("beside %q: %v, want ErrSealed", beside, err)
		}
	}
}

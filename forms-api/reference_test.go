package formsapi

import (
	"bytes"
	"crypto/rand"
	"testing"
)

func TestNewReference(t *testing.T) {
	t.Run("every letter of the alphabet comes up, and nothing else", func(t *testing.T) {
		every := make([]byte, 256)
		for i := range every {
			every[i] = byte(i)
		}
		seen := map[rune]int{}
		source := bytes.NewReader(every)
		for source.Len() >= referenceLength {
			ref, err := NewReference(source)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range string(ref) {
				seen[r]++
			}
		}
		if len(seen) != len(crockford) {
			t.Errorf("%d different letters, want %d", len(seen), len(crockford))
		}
	})
	t.Run("a source that ends is an error, not a short reference", func(t *testing.T) {
		if ref, err := NewReference(bytes.NewReader([]byte("short"))); err == nil {
			t.Errorf("got %q without an error", ref)
		}
	})
}

func TestParseReference(t *testing.T) {
	tests := []struct {
		typed, want string
		ok          bool
	}{
		{"K7QF-2M9X-4TBD", "K7QF2M9X4TBD", true},
		{"k7qf 2m9x 4tbd", "K7QF2M9X4TBD", true},
		{"  k7qf2m9x4tbd\u200f", "K7QF2M9X4TBD", true},
		{"O7QF-IM9X-LTBD", "07QF1M9X1TBD", true},
		{"K7QF–2M9X–4TBD", "K7QF2M9X4TBD", true},
		{"K7QF-2M9X-4TB", "", false},
		{"K7QF-2M9X-4TBDD", "", false},
		{"K7QF-2M9X-4TBU", "", false}, // U is no letter of the alphabet
		{"../../etc/passwd", "", false},
		{"request", "", false},
		{"new", "", false},
		{"", "", false},
	}
	for _, tt := range tests {
		got, ok := ParseReference(tt.typed)
		if string(got) != tt.want || ok != tt.ok {
			t.Errorf("ParseReference(%q) = %q, %v; want %q, %v", tt.typed, got, ok, tt.want, tt.ok)
		}
	}
}

func TestReferenceIsReadBackAsShown(t *testing.T) {
	for range 100 {
		ref, err := NewReference(rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		if len(ref.String()) != 14 {
			t.Errorf("%q is not three groups of four", ref.String())
		}
		if got, ok := ParseReference(ref.String()); !ok || got != ref {
			t.Errorf("%q was read back as %q, %v", ref.String(), got, ok)
		}
	}
}

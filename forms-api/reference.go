package formsapi

import (
	"fmt"
	"io"
	"strings"
)

// A Reference names a request and is the key to it: 12 characters of
// Crockford's base 32 (60 random bits), written in groups of four.
type Reference string

const (
	crockford       = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	referenceLength = 12
	referenceGroup  = 4
)

// NewReference draws a reference from random, which must be a cryptographic source.
func NewReference(random io.Reader) (Reference, error) {
	var draw [referenceLength]byte
	if _, err := io.ReadFull(random, draw[:]); err != nil {
		return "", fmt.Errorf("drawing a reference: %w", err)
	}
	for i, b := range draw {
		draw[i] = crockford[b&31] // 32 divides 256: every letter is equally likely
	}
	return Reference(draw[:]), nil
}

// ParseReference understands what a person types or dictates: any case, spaces
// and dashes anywhere, O for 0, I and L for 1, as Crockford's base 32 says.
func ParseReference(typed string) (Reference, bool) {
	var plain strings.Builder
	for _, r := range strings.ToUpper(typed) {
		switch r {
		case ' ', '-', '.', ',', '\u2010', '\u2011', '\u2013', '\u00a0', '\u200e', '\u200f':
			continue
		case 'O':
			r = '0'
		case 'I', 'L':
			r = '1'
		}
		if !strings.ContainsRune(crockford, r) {
			return "", false
		}
		plain.WriteRune(r)
	}
	if plain.Len() != referenceLength {
		return "", false
	}
	return Reference(plain.String()), true
}

// String writes the reference in groups, as it is shown and put into addresses:
// K7QF-2M9X-4TBD.
func (r Reference) String() string {
	var groups []string
	for rest := string(r); rest != ""; {
		n := min(referenceGroup, len(rest))
		groups, rest = append(groups, rest[:n]), rest[n:]
	}
	return strings.Join(groups, "-")
}

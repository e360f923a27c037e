package notify

import (
	"strings"
	"testing"
)

// Given words, they travel in the smaller alphabet if they can, and are counted
// as a telephone company counts.
func TestPartsAreCountedAsATelephoneCompanyDoes(t *testing.T) {
	for _, c := range []struct {
		words    string
		encoding Encoding
		parts    int
	}{
		{"", GSM7, 1},
		{strings.Repeat("è", 160), GSM7, 1},
		{strings.Repeat("a", 161), GSM7, 2},
		{strings.Repeat("a", 306), GSM7, 2},
		{strings.Repeat("a", 307), GSM7, 3},
		{strings.Repeat("€", 80), GSM7, 1},
		{strings.Repeat("€", 81), GSM7, 2},
		{strings.Repeat("a", 152) + "€" + strings.Repeat("a", 152), GSM7, 3}, // the euro sign is not cut in two
		{strings.Repeat("م", 70), UCS2, 1},
		{strings.Repeat("م", 71), UCS2, 2},
		{strings.Repeat("م", 134), UCS2, 2},
		{strings.Repeat("م", 135), UCS2, 3},
		{strings.Repeat("a", 70) + "ç", UCS2, 2}, // GSM-7 has the capital one only
		{strings.Repeat("𐐷", 35), UCS2, 1},
		{strings.Repeat("𐐷", 67), UCS2, 3}, // 33 whole letters in each part
	} {
		if encoding, parts := measure(c.words); encoding != c.encoding || parts != c.parts {
			t.Errorf("%d signs like %.4q travel as %s in %d parts, want %s in %d", len([]rune(c.words)), c.words, encoding, parts, c.encoding, c.parts)
		}
	}
}

// Given the signs of GSM-7, there are as many as in the standard; each of the
// extension (with which an escape travels) counts twice, each other one once.
func TestSignsOfTheExtensionCountTwice(t *testing.T) {
	if n := len([]rune(gsmBasic)); n != 127 { // 128 without the escape itself
		t.Errorf("the basic table has %d signs, want 127", n)
	}
	if n := len([]rune(gsmExtended)); n != 10 {
		t.Errorf("the extension has %d signs, want 10", n)
	}
	for table, whole := range map[string]int{gsmBasic: 160, gsmExtended: 80} {
		for _, sign := range table {
			fits, over := strings.Repeat(string(sign), whole), strings.Repeat(string(sign), whole+1)
			for words, want := range map[string]int{fits: 1, over: 2} {
				if encoding, parts := measure(words); encoding != GSM7 || parts != want {
					t.Errorf("%d times %q travel as %s in %d parts, want %d", len([]rune(words)), sign, encoding, parts, want)
				}
			}
		}
	}
}

// Given typography that the smaller alphabet lacks, it is written plainly;
// letters are not.
func TestTypographyIsPlain(t *testing.T) {
	if got := plain("L’ufficio – «sì»…"); got != `L'ufficio - "sì"...` {
		t.Errorf("it is %q", got)
	}
	if got := plain("ç ñ ą"); got != "ç ñ ą" {
		t.Errorf("letters became %q", got)
	}
}

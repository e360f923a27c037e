package seal

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"sportello/forms-api"
)

// Given values, equal ones of one kind have equal indexes, and only those.
func TestIndexFindsEqualValuesOfAKind(t *testing.T) {
	r := givenRing(t)
	phone := r.Index(formsapi.IndexPhone, "+393331234567")
	if len(phone.Value) != 16 || phone.Kind != formsapi.IndexPhone {
		t.Errorf("%d bytes of kind %s, want 16 of phone", len(phone.Value), phone.Kind)
	}
	if !bytes.Equal(phone.Value, r.Index(formsapi.IndexPhone, "+393331234567").Value) {
		t.Error("equal values differ")
	}
	for name, other := range map[string]formsapi.BlindIndex{
		"other value": r.Index(formsapi.IndexPhone, "+393331234568"),
		"other kind":  r.Index(formsapi.IndexReference, "+393331234567"),
		"other ring":  givenRing(t).Index(formsapi.IndexPhone, "+393331234567"),
	} {
		if bytes.Equal(phone.Value, other.Value) {
			t.Errorf("%s: the same index", name)
		}
	}
}

// Given an entry, its hash changes with every part of it, with its place, with
// the entry before and with the ring; and letters cannot move between fields.
func TestChainCoversTheWholeEntry(t *testing.T) {
	r := givenRing(t)
	e := formsapi.AuditEntry{At: noon, By: "ab", Action: "c", Subject: "d", Office: "e", Detail: "f"}
	prev := []byte("before")
	hash := r.Chain(prev, 7, e)
	if !bytes.Equal(hash, r.Chain(prev, 7, e)) {
		t.Fatal("the same entry has two hashes")
	}
	inRome := e
	inRome.At = e.At.In(time.FixedZone("CET", 3600)).Add(time.Microsecond)
	if !bytes.Equal(hash, r.Chain(prev, 7, inRome)) {
		t.Error("the hash depends on the zone, or on what is finer than stored")
	}
	for name, other := range map[string][]byte{
		"before": r.Chain([]byte("other"), 7, e),
		"place":  r.Chain(prev, 8, e),
		"ring":   givenRing(t).Chain(prev, 7, e),
		"at":     r.Chain(prev, 7, formsapi.AuditEntry{At: noon.Add(time.Millisecond), By: "ab", Action: "c", Subject: "d", Office: "e", Detail: "f"}),
		"moved":  r.Chain(prev, 7, formsapi.AuditEntry{At: noon, By: "a", Action: "bc", Subject: "d", Office: "e", Detail: "f"}),
		"office": r.Chain(prev, 7, formsapi.AuditEntry{At: noon, By: "ab", Action: "c", Subject: "d", Detail: "ef"}),
	} {
		if bytes.Equal(hash, other) {
			t.Errorf("%s: the same hash", name)
		}
	}
}

// Given a form token, its ring knows when it was issued; nothing else is a token.
func TestFormToken(t *testing.T) {
	r := givenRing(t)
	token := r.NewFormToken(noon)
	if issued, ok := r.FormToken(token); !ok || !issued.Equal(noon) {
		t.Errorf("issued %s, %v; want noon", issued, ok)
	}
	if strings.ContainsAny(token, "+/= ") || len(token) != 50 {
		t.Errorf("%q cannot stand in an address", token)
	}
	if token == r.NewFormToken(noon) {
		t.Error("two forms have the same token")
	}
	if _, ok := givenRing(t).FormToken(token); ok {
		t.Error("another ring's token was accepted")
	}
	for i := range token {
		spoilt := []byte(token)
		spoilt[i] ^= 1
		if _, ok := r.FormToken(string(spoilt)); ok {
			t.Errorf("letter %d may be changed", i)
		}
	}
	for _, none := range []string{"", "A", token[1:], token + "A", token + "\n"} {
		if _, ok := r.FormToken(none); ok {
			t.Errorf("%q was accepted", none)
		}
	}
}

// Given a ring, its fingerprint is the same after a rotation, and no other ring's.
func TestFingerprintIsTheRings(t *testing.T) {
	r := givenRing(t)
	mark := r.Fingerprint()
	newer, err := r.Rotate(noon.Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	if len(mark) != 32 || !bytes.Equal(mark, newer.Fingerprint()) {
		t.Errorf("%d bytes, %x after a rotation; want 32 that stay", len(mark), newer.Fingerprint())
	}
	if bytes.Equal(mark, givenRing(t).Fingerprint()) {
		t.Error("two rings have the same fingerprint")
	}
	if bytes.Equal(mark, r.lasting()) || bytes.Equal(mark, r.chain) {
		t.Error("the fingerprint is a key")
	}
}

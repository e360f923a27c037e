package formsapi_test

import (
	"database/sql"
	"testing"

	formsapi "sportello/forms-api"
)

// Given a telephone that was corrected, the request is found by the new one, by
// its reference and by the name, and by the old one no more.
func TestACorrectedRequestIsFoundByWhatItHas(t *testing.T) {
	s := begin(t)
	a := s.asked(t, asking(""))
	d := must(formsapi.OpenDetails(s.ring, a))
	step := formsapi.PersonStep{Reference: d.Reference, Event: formsapi.EventCorrect, Proof: "4567", Phone: "333 765 4321", Partial: true}
	if err := s.follow.Step(t.Context(), step); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		kind  formsapi.IndexKind
		value string
		want  formsapi.Code
	}{
		{formsapi.IndexPhone, "+393337654321", ""},
		{formsapi.IndexPhone, "+393331234567", formsapi.CodeNotFound},
		{formsapi.IndexReference, string(d.Reference), ""},
		{formsapi.IndexNameWord, "amina", ""},
	} {
		if _, err := s.store.AppointmentByIndex(t.Context(), s.ring.Index(c.kind, c.value)); formsapi.CodeOf(err) != c.want {
			t.Errorf("by the %s %s: %v, want %q", c.kind, c.value, err, c.want)
		}
	}
}

// Given somebody who writes into the database, and leads their own reference to
// the request of another person, it opens nothing.
func TestAReferenceOpensOnlyItsOwnRequest(t *testing.T) {
	s := begin(t)
	mine, theirs := s.asked(t, asking("1")), s.asked(t, asking("2"))
	reference := must(formsapi.OpenDetails(s.ring, mine)).Reference
	index := s.ring.Index(formsapi.IndexReference, string(reference))
	db := must(sql.Open("sqlite", s.path))
	defer db.Close()
	for _, change := range []struct {
		query string
		args  []any
	}{
		{`DELETE FROM blind_index WHERE value = ?`, []any{index.Value}},
		{`INSERT INTO blind_index (kind, value, record) VALUES (?, ?, ?)`, []any{string(index.Kind), index.Value, theirs.ID[:]}},
	} {
		if _, err := db.ExecContext(t.Context(), change.query, change.args...); err != nil {
			t.Fatal(err)
		}
	}
	if a, err := s.store.AppointmentByIndex(t.Context(), index); err != nil || a.ID != theirs.ID {
		t.Fatalf("the index leads to %s (%v), want %s", a.ID, err, theirs.ID)
	}
	if _, err := s.follow.Follow(t.Context(), reference); formsapi.CodeOf(err) != formsapi.CodeNotFound {
		t.Errorf("followed: %v, want %s", err, formsapi.CodeNotFound)
	}
	step := formsapi.PersonStep{Reference: reference, Event: formsapi.EventCancel}
	if err := s.follow.Step(t.Context(), step); formsapi.CodeOf(err) != formsapi.CodeNotFound {
		t.Errorf("cancelled: %v, want %s", err, formsapi.CodeNotFound)
	}
}

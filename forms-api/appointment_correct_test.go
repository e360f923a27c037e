package formsapi_test

import (
	"testing"

	formsapi "sportello/forms-api"
)

// Given a telephone and an e-mail, each is proof, and the name is not: a page
// shows its initial. Given neither, the name as it was given is.
func TestWhoProvesToBeThePerson(t *testing.T) {
	both := formsapi.Details{Name: "Amina Bà", Phone: "+393331234567", Email: "Amina@example.org", Contact: "call"}
	none := formsapi.Details{Name: "Amina Bà", Contact: "none"}
	nobody := formsapi.Details{}
	for typed, want := range map[string][3]bool{
		"4567": {true, false, false}, "٤٥٦٧": {true, false, false}, "333 123 4567": {true, false, false}, "567": {}, "0000": {}, "": {}, " ": {}, "-": {},
		"amina@EXAMPLE.org": {true, false, false}, "amina": {}, "@4567": {}, "4567@": {}, "amina@bà": {}, "ab4567": {},
		"+39 333 123 4567": {true, false, false}, "0039 333 1234567": {true, false, false}, "0000 4567": {}, "000000000": {}, "00000000000000": {}, "000000007": {}, "0000004567": {}, "00000234567": {}, "Amina Bà": {false, true, false}, "bà, AMINA": {false, true, false}, "Amina Ba": {},
	} {
		got := [3]bool{both.Proves(typed), none.Proves(typed), nobody.Proves(typed)}
		if got != want {
			t.Errorf("%q proves %v, want %v", typed, got, want)
		}
	}
}

// Given somebody who left no contact, they add one with their name, and are told
// from then on; a program need not say how.
func TestAContactIsAdded(t *testing.T) {
	for _, partial := range []bool{true, false} {
		s := begin(t)
		r := asking("1")
		r.Phone, r.Contact = "", formsapi.ContactNone
		a := s.asked(t, r)
		d, err := formsapi.OpenDetails(s.ring, a)
		if err != nil {
			t.Fatal(err)
		}
		step := formsapi.PersonStep{Reference: d.Reference, Event: formsapi.EventCorrect, Proof: "4567", Phone: "333 765 4321", Partial: partial}
		if err := s.follow.Step(t.Context(), step); formsapi.CodeOf(err) != formsapi.CodeForbidden {
			t.Errorf("with the wrong proof: %v", err)
		}
		step.Proof = "amina"
		if added, err := s.follow.Corrected(t.Context(), step); err != nil || len(added) != 1 {
			t.Errorf("added are %v, %v", added, err)
		}
		if err := s.follow.Step(t.Context(), step); err != nil {
			t.Fatal(err)
		}
		d, err = s.follow.Details(t.Context(), d.Reference, "4321")
		if err != nil || d.Phone != "+393337654321" || d.Contact != formsapi.ContactCall {
			t.Errorf("kept is %s by %s, %v", d.Phone, d.Contact, err)
		}
		if added, err := s.follow.Corrected(t.Context(), formsapi.PersonStep{Reference: d.Reference, Proof: "4321", Email: "amina@example.org", Partial: true}); err != nil || len(added) != 1 || added[0].Kind != formsapi.IndexEmail {
			t.Errorf("an e-mail beside it adds %v, %v", added, err)
		}
	}
}

// Given numbers as people dial them at home and from abroad, the whole number is
// proof; what an "@" or a name stands in is no telephone, and can be guessed only
// where it is neither a whole telephone nor an e-mail.
func TestAWholeTelephoneIsProofHoweverItIsWritten(t *testing.T) {
	for phone, typed := range map[string][]string{
		"+447911123456": {"07911 123456", "+44 7911 123456", "0044 7911-123456"},
		"+390971415507": {"0971 415507", "0971/415.507", "+39 0971 415507"},
	} {
		for _, typed := range typed {
			if !(formsapi.Details{Phone: phone}).Proves(typed) || formsapi.Guessable(typed) {
				t.Errorf("%s for %s: proves %t, guessable %t", typed, phone, (formsapi.Details{Phone: phone}).Proves(typed), formsapi.Guessable(typed))
			}
		}
	}
	for proof, want := range map[string]bool{"4567": true, "000004567": true, "maria rossi": true, "maria 123456789": true, "a@example.org": false, "@4567": false} {
		if got := formsapi.Guessable(proof); got != want {
			t.Errorf("%q can be guessed: %t, want %t", proof, got, want)
		}
	}
}

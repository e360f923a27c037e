package sqlite

import (
	"slices"
	"testing"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// Given calls for people who share a telephone and an e-mail, those of one person are
// told by how they are counted, within the reader's offices; nobody knows whose the
// others are.
func TestCallsOfOnePersonAreFound(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	amina, sister := []byte("amina"), []byte("her sister")
	given := func(person []byte, office string) (request, call uuid.UUID) {
		n := givenRequest(t, ring, func(n *formsapi.NewAppointment) { n.Appointment.Person, n.Appointment.Office = person, office },
			telling(t, ring, formsapi.NoticeConfirmed, formsapi.ChannelCall, noon))
		return stored(t, s, n).ID, n.Messages[0].ID
	}
	one, first := given(amina, "potenza")
	_, second := given(amina, "potenza")
	_, elsewhere := given(amina, "roma")
	_, _ = given(sister, "potenza")
	unknown, _ := given(nil, "potenza")
	_, done := given(amina, "potenza")
	if err := s.Sent(t.Context(), done, noon); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		offices []string
		of      uuid.UUID
		want    []uuid.UUID
	}{
		{[]string{"potenza"}, one, []uuid.UUID{first, second}},
		{[]string{"roma"}, one, []uuid.UUID{elsewhere}},
		{nil, one, []uuid.UUID{first, second, elsewhere}},
		{nil, unknown, nil},
	} {
		all, err := s.CallsOf(t.Context(), c.offices, c.of)
		if err != nil {
			t.Fatal(err)
		}
		var got []uuid.UUID
		for _, m := range all {
			got = append(got, m.ID)
		}
		slices.SortFunc(got, func(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) })
		if !slices.Equal(got, c.want) {
			t.Errorf("at %v there are %d calls, want %d", c.offices, len(got), len(c.want))
		}
	}
}

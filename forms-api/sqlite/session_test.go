package sqlite

import (
	"bytes"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/google/uuid"

	"sportello/forms-api"
)

// sessionOf is what scs stores for who is signed in; nil for nobody.
func sessionOf(t *testing.T, staff *formsapi.Staff) []byte {
	t.Helper()
	values := map[string]any{"language": "it"}
	if staff != nil {
		values[formsapi.SessionStaff] = staff.ID.String()
	}
	data, err := scs.GobCodec{}.Encode(noon.Add(time.Hour), values)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// sessionAt stores a session of an account and returns its id.
func sessionAt(t *testing.T, s *Store, a formsapi.Staff, token string, began, seen time.Time) uuid.UUID {
	t.Helper()
	id := uuid.New()
	data, err := scs.GobCodec{}.Encode(noon.Add(time.Hour), map[string]any{
		formsapi.SessionStaff: a.ID.String(), formsapi.SessionID: id.String(), formsapi.SessionBrowser: "Firefox, Linux",
		formsapi.SessionBegan: began.UnixMilli(), formsapi.SessionSeen: seen.UnixMilli(),
	})
	if err != nil {
		t.Fatal(err)
	}
	commitSession(t, s.Sessions(), token, data)
	return id
}

// assertSession looks a token up.
func assertSession(t *testing.T, s *Sessions, token string, want []byte) {
	t.Helper()
	got, found, err := s.Find(token)
	if err != nil || found != (want != nil) || !bytes.Equal(got, want) {
		t.Errorf("session %q: found %v, %d bytes (%v); want found %v", token, found, len(got), err, want != nil)
	}
}

func commitSession(t *testing.T, s *Sessions, token string, data []byte) {
	t.Helper()
	if err := s.Commit(token, data, noon.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
}

// Given a session, it is found until it is ended or expires; storing an ended
// one again, as a request that was still running does, has no effect.
func TestSessionLivesUntilItEnds(t *testing.T) {
	s := givenStore(t, givenRing(t))
	sessions := s.Sessions()
	data := sessionOf(t, nil)
	assertSession(t, sessions, "a", nil)
	commitSession(t, sessions, "a", data)
	assertSession(t, sessions, "a", data)
	if err := sessions.Delete("a"); err != nil {
		t.Fatal(err)
	}
	commitSession(t, sessions, "a", data)
	assertSession(t, sessions, "a", nil)

	commitSession(t, sessions, "b", data)
	s.now = func() time.Time { return noon.Add(time.Hour) }
	assertSession(t, sessions, "b", nil)
	if err := sessions.Delete("never there"); err != nil {
		t.Errorf("deleting what is not there: %v", err)
	}
}

// Given staff who are signed in, closing the account or taking the password
// back ends their sessions, for good, and nobody else's.
func TestShutOutEndsSessions(t *testing.T) {
	for name, shutOut := range map[string]func(*Store, formsapi.Staff) error{
		"disable": func(s *Store, a formsapi.Staff) error {
			return s.DisableStaff(t.Context(), a.ID, entry(formsapi.ActionDisable, a.ID))
		},
		"replace": func(s *Store, a formsapi.Staff) error {
			i := formsapi.Invitation{TokenHash: []byte("new"), Staff: a.ID, ExpiresAt: noon.Add(time.Hour)}
			return s.ReplaceInvitation(t.Context(), i, entry(formsapi.ActionInvite, a.ID))
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := givenStore(t, givenRing(t))
			sessions := s.Sessions()
			gone, goneHash := givenStaff(t, s, "gone@example.org")
			stays, staysHash := givenStaff(t, s, "stays@example.org")
			givenPassword(t, s, gone, goneHash)
			givenPassword(t, s, stays, staysHash)
			goneData, staysData := sessionOf(t, &gone), sessionOf(t, &stays)
			commitSession(t, sessions, "gone", goneData)
			commitSession(t, sessions, "stays", staysData)
			assertSession(t, sessions, "gone", goneData)

			if err := shutOut(s, gone); err != nil {
				t.Fatal(err)
			}
			commitSession(t, sessions, "gone", goneData)
			commitSession(t, sessions, "signed in a moment too late", goneData)
			assertSession(t, sessions, "gone", nil)
			assertSession(t, sessions, "signed in a moment too late", nil)
			assertSession(t, sessions, "stays", staysData)
		})
	}
}

// Given sessions that have expired, they are deleted when an hour has passed.
func TestExpiredSessionsAreSwept(t *testing.T) {
	s := givenStore(t, givenRing(t))
	commitSession(t, s.Sessions(), "old", sessionOf(t, nil))
	s.writer.submit(t.Context(), func(*tx) error { s.now = func() time.Time { return noon.Add(2 * time.Hour) }; return nil })
	if err := s.Sessions().Commit("new", sessionOf(t, nil), noon.Add(3*time.Hour)); err != nil {
		t.Fatal(err)
	}
	n, err := first(t.Context(), s.read, scanNumber, `SELECT count(*) FROM session`)
	if err != nil || n != 1 {
		t.Errorf("%d sessions are kept (%v), want the new one", n, err)
	}
}

// Given a session whose staff key is no id, it is refused: nobody could end it.
func TestSessionOfNobodyKnownIsRefused(t *testing.T) {
	s := givenStore(t, givenRing(t))
	data, err := scs.GobCodec{}.Encode(noon, map[string]any{formsapi.SessionStaff: "anna"})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Sessions().Commit("a", data, noon.Add(time.Hour)); err == nil {
		t.Error("it was stored")
	}
}

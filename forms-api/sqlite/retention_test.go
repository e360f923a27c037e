package sqlite

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// Given requests and ratings of every kind, each period finds those whose time is
// over, the oldest first, and no others.
func TestOverdueByKind(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	names := map[uuid.UUID]string{}
	add := func(name string, created time.Time, aside bool, set string, args ...any) {
		n := givenRequest(t, ring, at(created), func(n *formsapi.NewAppointment) {
			n.Appointment.SetAside, n.History.At = aside, created
		})
		a := stored(t, s, n)
		names[a.ID] = name
		if set != "" {
			args = append(args, a.ID[:])
			if err := s.writer.submit(t.Context(), func(t *tx) error { return t.exec(`UPDATE appointment SET `+set+` WHERE id = ?`, args...) }); err != nil {
				t.Fatal(err)
			}
		}
	}
	limit := noon.AddDate(-1, 0, 0)
	early, late := limit.AddDate(0, 0, -1), limit.AddDate(0, 0, 1)
	add("finished", early, false, "finished_at = ?", early.UnixMilli())
	add("finished before", early.AddDate(0, -1, 0), false, "finished_at = ?", early.AddDate(0, -1, 0).UnixMilli())
	add("finished later", early, false, "finished_at = ?", late.UnixMilli())
	add("unfinished", early, false, "due_at = NULL")
	add("unfinished with a date to come", early, false, "start_at = ?, start_local = '2027-01-01T10:00', start_zone = 'Europe/Rome'", late.UnixMilli())
	add("unfinished, promised", early, false, "due_at = ?", late.UnixMilli())
	add("new", late, false, "")
	add("set aside", early, true, "")
	add("set aside later", late, true, "")
	rating := givenRating(t, ring, "/it/", "it", 1)
	rating.Rating.CreatedAt = early
	names[rating.Rating.ID] = "rating"
	if _, err := s.InsertRating(t.Context(), rating); err != nil {
		t.Fatal(err)
	}

	for kind, want := range map[formsapi.RecordKind][]string{
		formsapi.KindFinished:   {"finished before", "finished"},
		formsapi.KindUnfinished: {"unfinished"},
		formsapi.KindSetAside:   {"set aside"},
		formsapi.KindComments:   {"rating"},
	} {
		over, err := s.Overdue(t.Context(), kind, limit, 10)
		var got []string
		for _, o := range over {
			got = append(got, names[o.ID])
		}
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %q (%v), want %q", kind, got, err, want)
		}
	}
	for id, name := range names {
		kept, err := s.KeptSince(t.Context(), id)
		want := map[string]formsapi.KeptSince{
			"finished": {Kind: formsapi.KindFinished, At: early}, "unfinished, promised": {Kind: formsapi.KindUnfinished, At: late},
			"set aside": {Kind: formsapi.KindSetAside, At: early}, "new": {Kind: formsapi.KindUnfinished, At: late},
		}[name]
		if want.Kind != "" && (err != nil || kept != want) {
			t.Errorf("%s is kept since %+v (%v), want %+v", name, kept, err, want)
		}
	}
}

// Given rows that are old and rows that are not, only the old ones go, no more than
// the limit at once; a message that nobody has sent, and an office's last digest, stay.
func TestForgetByKind(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	old, young := noon.AddDate(-1, 0, 0), noon
	n := givenRequest(t, ring, idempotent(ring, "key", "content"),
		telling(t, ring, formsapi.NoticeRequested, formsapi.ChannelEmail, old), telling(t, ring, formsapi.NoticeConfirmed, formsapi.ChannelEmail, old),
		telling(t, ring, formsapi.NoticeReminder, formsapi.ChannelEmail, young))
	a := stored(t, s, n)
	for i, at := range []time.Time{old, young} {
		if err := s.Sent(t.Context(), n.Messages[2*i].ID, at); err != nil {
			t.Fatal(err)
		}
	}
	for i, at := range []time.Time{old, old.Add(time.Hour), young} {
		id := uuid.UUID{1, byte(i)}
		m := formsapi.Message{ID: id, Office: "potenza", Notice: formsapi.NoticeDigest, Channel: formsapi.ChannelEmail, Language: "it", DueAt: at, Sealed: []byte("{}")}
		if err := s.Enqueue(t.Context(), m); err != nil {
			t.Fatal(err)
		}
		if err := s.Sent(t.Context(), id, old); err != nil {
			t.Fatal(err)
		}
	}
	staff, _ := givenStaff(t, s, "ada@example.org")
	for kind, at := range map[string]time.Time{"note": old, "reply": young} {
		err := s.writer.submit(t.Context(), func(t *tx) error {
			if err := t.exec(`INSERT INTO session (token_hash, data, expires_at) VALUES (?, x'00', ?)`, []byte(kind), at.UnixMilli()); err != nil {
				return err
			}
			return t.exec(`INSERT INTO draft (staff, appointment, kind, at, sealed) VALUES (?, ?, ?, ?, x'00')`, staff.ID[:], a.ID[:], kind, at.UnixMilli())
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		kind  formsapi.RecordKind
		limit int
		want  int
	}{
		{formsapi.KindMessages, 1, 1}, {formsapi.KindMessages, 9, 2}, {formsapi.KindMessages, 9, 0},
		{formsapi.KindDrafts, 9, 1}, {formsapi.KindDrafts, 9, 0}, {formsapi.KindSessions, 9, 1}, {formsapi.KindRepetitions, 9, 0},
	} {
		if got, err := s.Forget(t.Context(), c.kind, old.AddDate(0, 0, 1), c.limit); err != nil || got != c.want {
			t.Errorf("%s: %d went (%v), want %d", c.kind, got, err, c.want)
		}
	}
	if got, err := s.Forget(t.Context(), formsapi.KindRepetitions, noon.AddDate(0, 0, 1), 9); err != nil || got != 1 {
		t.Errorf("repetitions: %d went (%v), want 1", got, err)
	}
	left, err := s.MessagesOf(t.Context(), a.ID)
	if err != nil || len(left) != 2 {
		t.Errorf("%d messages are left (%v), want the one that waits and the one of today", len(left), err)
	}
	digests, err := first(t.Context(), s.read, scanNumber, `SELECT count(*) FROM outbox WHERE appointment IS NULL`)
	if err != nil || digests != 1 {
		t.Errorf("%d digests are left (%v), want the last one", digests, err)
	}
}

// Given a log whose beginning was kept for long enough, it goes, the rest is a chain,
// and says where it begins. Who cuts more off, or hides that something was, is found.
func TestTheLogsBeginningGoes(t *testing.T) {
	for name, c := range map[string]struct{ sql, want string }{
		"untouched":         {"", ""},
		"more cut off":      {`DELETE FROM audit WHERE seq = 5`, "has no entry 5"},
		"base moved":        {`UPDATE audit_base SET seq = 5, mac = (SELECT mac FROM audit WHERE seq = 5); DELETE FROM audit WHERE seq = 5`, "says nothing of it"},
		"base removed":      {`DELETE FROM audit_base`, "has no entry 1"},
		"note of it forged": {`UPDATE audit SET detail = 'to 5 00' WHERE action = 'audit.forget'`, "was changed"},
	} {
		t.Run(name, func(t *testing.T) {
			k := givenKept(t)
			stored(t, k.Store, givenRequest(t, k.ring, at(noon.AddDate(-12, 0, 0)), func(n *formsapi.NewAppointment) {
				n.History.At, n.Audit.At = noon.AddDate(-12, 0, 0), noon.AddDate(-12, 0, 0)
			}))
			old := entry(formsapi.ActionExport, uuid.Nil)
			old.At = noon.AddDate(-11, 0, 0)
			for range 3 {
				if err := k.Audit(t.Context(), old); err != nil {
					t.Fatal(err)
				}
			}
			noted(t, k.Store, 3)
			for _, want := range []int{2, 2, 0} {
				if n, err := k.ForgetAudit(t.Context(), noon.AddDate(-10, 0, 0), noon, 2); err != nil || n != want {
					t.Fatalf("%d went (%v), want %d", n, err, want)
				}
			}
			if found := k.found(t); found != "" {
				t.Fatalf("afterwards %q", found)
			}
			if c.sql == "" {
				return
			}
			for _, sql := range strings.Split(c.sql, "; ") {
				direct(t, k.Store, sql)
			}
			if found := k.found(t); !strings.Contains(found, c.want) {
				t.Errorf("found %q, want %q", found, c.want)
			}
		})
	}
}

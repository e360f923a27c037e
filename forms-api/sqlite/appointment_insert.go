package sqlite

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"sportello/forms-api"
)

const insertAppointment = `
INSERT INTO appointment (id, organisation, office, service, office_shown, service_shown, language,
       privacy_notice, people, state, set_aside, start_at, start_local, start_zone, assignee,
       created_at, closed_at, version, sealed, minutes, hold_until, channel,
       urgency, due_at, awaits_person, answered_at, finished_at, outcome, activity, person, indexed)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

// InsertAppointment stores a request; see formsapi.AppointmentStore.
func (s *Store) InsertAppointment(ctx context.Context, n formsapi.NewAppointment) (stored uuid.UUID, err error) {
	err = s.writer.submit(ctx, func(t *tx) error {
		stored, err = t.insertAppointment(&n)
		return err
	})
	if err != nil {
		return uuid.Nil, err
	}
	return stored, nil
}

func (t *tx) insertAppointment(n *formsapi.NewAppointment) (uuid.UUID, error) {
	a := &n.Appointment
	earlier, err := t.claim(n.Idempotency, a.ID, a.CreatedAt)
	if err != nil || earlier != uuid.Nil {
		return earlier, err
	}
	if err := t.insertRequest(a); err != nil {
		return uuid.Nil, err
	}
	if err := t.refuseTooMany(n.PerContact, a.ID, a.Office, a.CreatedAt, n.Indexes); err != nil {
		return uuid.Nil, err
	}
	if err := t.seat(n); err != nil {
		return uuid.Nil, err
	}
	if err := t.insertKey(a.ID, a.Key); err != nil {
		return uuid.Nil, err
	}
	if err := t.insertIndexes(a.ID, n.Indexes); err != nil {
		return uuid.Nil, err
	}
	if err := t.insertHistory(a.ID, a.Version, n.History); err != nil {
		return uuid.Nil, err
	}
	if err := t.insertMessages(n.Messages); err != nil {
		return uuid.Nil, err
	}
	return a.ID, t.audit(n.Audit)
}

// seat takes the place of a new request. A group may need more time than was
// expected, if it does not sit down all at once.
func (t *tx) seat(n *formsapi.NewAppointment) error {
	if n.Claim == nil {
		return nil
	}
	minutes, err := t.claimPlaces(n.Claim, n.Appointment.ID)
	if err != nil || minutes == n.Appointment.Minutes {
		return err
	}
	n.Appointment.Minutes = minutes
	if n.History.Sealed, n.Messages, err = n.Tell(minutes); err != nil {
		return err
	}
	return t.exec(`UPDATE appointment SET minutes = ? WHERE id = ?`, minutes, n.Appointment.ID[:])
}

func (t *tx) insertRequest(a *formsapi.Appointment) error {
	args := append(requestColumns(a), caseworkColumns(a.Casework)...)
	return t.exec(insertAppointment, append(args, nullable(a.Person), a.Indexed)...)
}

// requestColumns are those of insertAppointment up to the channel.
func requestColumns(a *formsapi.Appointment) []any {
	at, local, zone := startColumns(a.Start)
	return []any{
		a.ID[:], a.Organisation, a.Office, a.Service, a.OfficeShown, a.ServiceShown, a.Language,
		a.PrivacyNotice, a.People, string(a.State), a.SetAside, at, local, zone, blob(a.Assignee),
		a.CreatedAt.UnixMilli(), millis(a.ClosedAt), a.Version, a.Sealed, a.Minutes, millis(a.HoldUntil), string(a.Channel),
	}
}

// caseworkColumns are urgency, due_at, awaits_person, answered_at, finished_at,
// outcome and activity.
func caseworkColumns(c formsapi.Casework) []any {
	return []any{
		int(c.Urgency), millis(c.DueAt), c.AwaitsPerson, millis(c.AnsweredAt), millis(c.FinishedAt), string(c.Outcome), c.Activity,
	}
}

func startColumns(s *formsapi.Start) (at, local, zone any) {
	if s == nil {
		return nil, nil, nil
	}
	return s.At.UnixMilli(), s.Local, s.Zone
}

const insertKey = `INSERT INTO record_key (record, ring_key, wrapped) VALUES (?, ?, ?)`

func (t *tx) insertKey(record uuid.UUID, key formsapi.WrappedKey) error {
	return t.exec(insertKey, record[:], key.RingKey, key.Bytes)
}

// indexRows is how many blind indexes one statement stores at most: a request
// has about that many.
const indexRows = 8

// insertIndexes holds the statement for each number of rows.
var insertIndexes = func() (statements [indexRows + 1]string) {
	for n := 1; n <= indexRows; n++ {
		statements[n] = "INSERT INTO blind_index (kind, value, record) VALUES (?, ?, ?)" +
			strings.Repeat(", (?, ?, ?)", n-1) + " ON CONFLICT DO NOTHING"
	}
	return statements
}()

func (t *tx) insertIndexes(record uuid.UUID, indexes []formsapi.BlindIndex) error {
	for len(indexes) > 0 {
		n := min(len(indexes), indexRows)
		args := make([]any, 0, 3*n)
		for _, i := range indexes[:n] {
			args = append(args, string(i.Kind), i.Value, record[:])
		}
		if err := t.exec(insertIndexes[n], args...); err != nil {
			return err
		}
		indexes = indexes[n:]
	}
	return nil
}

const insertHistory = `
INSERT INTO appointment_history (appointment, version, id, at, done_by, event, from_state, to_state, sealed)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`

func (t *tx) insertHistory(appointment uuid.UUID, version int, h formsapi.HistoryEntry) error {
	return t.exec(insertHistory, appointment[:], version, h.ID[:], h.At.UnixMilli(), h.By,
		string(h.Event), string(h.From), string(h.To), h.Sealed)
}

package sqlite

import (
	"context"
	"database/sql"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// selectAppointment joins the key: a record without one was erased.
const selectAppointment = `
SELECT a.id, a.organisation, a.office, a.service, a.office_shown, a.service_shown, a.language,
       a.privacy_notice, a.people, a.state, a.set_aside, a.start_at, a.start_local, a.start_zone, a.assignee,
       a.created_at, a.closed_at, a.version, a.sealed, a.minutes, a.hold_until, a.channel,
       a.urgency, a.due_at, a.awaits_person, a.answered_at, a.finished_at, a.outcome, a.activity, a.person, a.indexed,
       a.rated_at IS NOT NULL, k.ring_key, k.wrapped
  FROM appointment a
  JOIN record_key k ON k.record = a.id`

func scanAppointment(row scanner) (a formsapi.Appointment, err error) {
	var startAt, createdAt, closedAt, holdUntil, dueAt, answeredAt, finishedAt sql.NullInt64
	var local, zone sql.NullString
	err = row.Scan(&a.ID, &a.Organisation, &a.Office, &a.Service, &a.OfficeShown, &a.ServiceShown, &a.Language,
		&a.PrivacyNotice, &a.People, &a.State, &a.SetAside, &startAt, &local, &zone, &a.Assignee,
		&createdAt, &closedAt, &a.Version, &a.Sealed, &a.Minutes, &holdUntil, &a.Channel,
		&a.Urgency, &dueAt, &a.AwaitsPerson, &answeredAt, &finishedAt, &a.Outcome, &a.Activity, &a.Person, &a.Indexed,
		&a.Rated, &a.Key.RingKey, &a.Key.Bytes)
	a.CreatedAt, a.ClosedAt, a.HoldUntil = instant(createdAt), instant(closedAt), instant(holdUntil)
	a.DueAt, a.AnsweredAt, a.FinishedAt = instant(dueAt), instant(answeredAt), instant(finishedAt)
	if startAt.Valid {
		a.Start = &formsapi.Start{At: instant(startAt), Local: local.String, Zone: zone.String}
	}
	return a, err
}

const selectAppointmentByID = selectAppointment + ` WHERE a.id = ?`

// Appointment reads one request, or answers CodeNotFound.
func (s *Store) Appointment(ctx context.Context, id uuid.UUID) (formsapi.Appointment, error) {
	return first(ctx, s.read, scanAppointment, selectAppointmentByID, id[:])
}

const selectAppointmentByIndex = selectAppointment + `
 WHERE a.id = (SELECT record FROM blind_index WHERE kind = ? AND value = ? ORDER BY record DESC LIMIT 1)`

// AppointmentByIndex reads the request with a blind index, the latest where
// there are several, or answers CodeNotFound.
func (s *Store) AppointmentByIndex(ctx context.Context, i formsapi.BlindIndex) (formsapi.Appointment, error) {
	return first(ctx, s.read, scanAppointment, selectAppointmentByIndex, string(i.Kind), i.Value)
}

const selectHistory = `
SELECT id, at, done_by, event, from_state, to_state, sealed
  FROM appointment_history
 WHERE appointment = ?
 ORDER BY version`

// AppointmentHistory lists what happened to a request, in that order.
func (s *Store) AppointmentHistory(ctx context.Context, id uuid.UUID) ([]formsapi.HistoryEntry, error) {
	return list(ctx, s.read, scanHistory, selectHistory, id[:])
}

func scanHistory(row scanner) (h formsapi.HistoryEntry, err error) {
	var at int64
	err = row.Scan(&h.ID, &at, &h.By, &h.Event, &h.From, &h.To, &h.Sealed)
	h.At = time.UnixMilli(at).UTC()
	return h, err
}

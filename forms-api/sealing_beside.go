package formsapi

import (
	"encoding/hex"
	"fmt"
	"strconv"
	"time"
)

// What is kept in clear decides who may read a record and in which list it
// stands. The parts that never change are bound into the record's seal: a row
// that was moved to another office behind the program's back cannot be read
// there. What does change (state, assignee, start and what belongs to
// it) follows from the history, whose entries are bound likewise, and is compared
// with it by Replay.

// SealDetails seals what the person told beside the request that it belongs to.
func SealDetails(key RecordKey, a Appointment, d Details) ([]byte, error) {
	return sealJSON(key, useRequest, d, a.beside()...)
}

// OpenDetails unseals what the person told.
func OpenDetails(s Sealer, a Appointment) (Details, error) {
	key, err := s.OpenKey(a.ID, a.Key)
	if err != nil {
		return Details{}, fmt.Errorf("opening the key of %s: %w", a.ID, err)
	}
	return a.openSealed(key)
}

// openSealed opens what SealDetails made, and what the first programs sealed
// without the channel. Nobody makes the one of the other without the key.
func (a *Appointment) openSealed(key RecordKey) (d Details, err error) {
	if err = openJSON(key, useRequest, a.Sealed, &d, a.beside()...); err == nil {
		return d, nil
	}
	if openJSON(key, useFirstRequest, a.Sealed, &d, a.besideFirst()...) == nil {
		return d, nil
	}
	return Details{}, err
}

// SealHistory seals the words of an event beside that event.
func SealHistory(key RecordKey, e HistoryEntry, d HistoryDetails) ([]byte, error) {
	return sealJSON(key, useHistory, d, e.beside()...)
}

// SealRating seals a rating's comment beside the rating.
func SealRating(key RecordKey, r Rating, d RatingDetails) ([]byte, error) {
	return sealJSON(key, useRating, d, r.beside()...)
}

func (a *Appointment) beside() []string { return append(a.besideFirst(), string(a.Channel)) }

func (a *Appointment) besideFirst() []string {
	return []string{
		a.Organisation, a.Office, a.Service, a.OfficeShown, a.ServiceShown, a.Language,
		hex.EncodeToString(a.PrivacyNotice), strconv.Itoa(a.People), strconv.FormatBool(a.SetAside), besideTime(a.CreatedAt),
	}
}

func (e *HistoryEntry) beside() []string {
	return []string{e.ID.String(), besideTime(e.At), e.By, string(e.Event), string(e.From), string(e.To)}
}

func (r *Rating) beside() []string {
	return []string{
		r.Page, strconv.Itoa(r.Rating), r.Aspect, r.Language, strconv.FormatBool(r.SetAside), besideTime(r.CreatedAt),
	}
}

func (m *Message) beside() []string {
	return []string{m.ID.String(), m.Appointment.String(), m.Office, string(m.Notice), string(m.Channel), m.Language}
}

// besideTime is an instant as precise as it is stored.
func besideTime(t time.Time) string { return strconv.FormatInt(t.UnixMilli(), 10) }

package formsapi

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
)

// MaxDraft is the length of a draft, in characters: of whatever it is a draft of,
// its own form says how long that may be.
const MaxDraft = 20000

// A DraftKind is what somebody is writing.
type DraftKind string

// The kinds.
const (
	DraftNote  DraftKind = "note"
	DraftReply DraftKind = "reply"
)

// A Draft is what a colleague is writing on a request, one of each kind.
type Draft struct {
	Staff       uuid.UUID
	Appointment uuid.UUID
	Kind        DraftKind
	At          time.Time
	Sealed      []byte // DraftDetails as JSON, sealed with the request's key for use "draft"
}

// DraftDetails are the words of a draft, as they are typed: nothing is trimmed.
type DraftDetails struct {
	Text string `json:"text"`
	// What else the form holds, by the names of its fields, such as the language of a
	// reply; may be nil.
	Fields map[string]string `json:"fields,omitempty"`
}

// A ReadDraft is a draft with its words.
type ReadDraft struct {
	DraftDetails
	At time.Time // when it was stored; zero: there is none
}

// Draft is what the reader was writing on a request; a zero one if they were not, or
// if what they wrote cannot be read.
func (u *WorkAppointments) Draft(ctx context.Context, by Staff, id uuid.UUID, kind DraftKind) (ReadDraft, error) {
	a, err := u.readable(ctx, by, id)
	if err != nil {
		return ReadDraft{}, err
	}
	d, err := u.Store.Draft(ctx, by.ID, id, kind)
	if CodeOf(err) == CodeNotFound {
		return ReadDraft{}, nil
	}
	if err != nil {
		return ReadDraft{}, fmt.Errorf("reading a draft: %w", err)
	}
	key, err := u.Sealer.OpenKey(a.ID, a.Key)
	if err != nil {
		return ReadDraft{}, nil
	}
	read := ReadDraft{At: d.At}
	if err := openJSON(key, useDraft, d.Sealed, &read.DraftDetails, d.beside()...); err != nil {
		return ReadDraft{}, nil
	}
	return read, nil
}

// SaveDraft keeps what the reader is writing on a request; without words there is
// none any more. It answers a *Problem with CodeNotFound, CodeForbidden or CodeInvalid.
func (u *WorkAppointments) SaveDraft(ctx context.Context, by Staff, id uuid.UUID, kind DraftKind, words DraftDetails) error {
	_, key, err := u.noting(ctx, by, id)
	if err != nil {
		return err
	}
	if kind != DraftNote && kind != DraftReply {
		return &Problem{Code: CodeNotFound, Key: "not-found"}
	}
	if words.Text == "" && words.Fields["details"] == "" {
		return u.DropDraft(ctx, by, id, kind)
	}
	if err := words.check(); err != nil {
		return err
	}
	d := Draft{Staff: by.ID, Appointment: id, Kind: kind, At: u.Now().UTC().Truncate(time.Millisecond)}
	if d.Sealed, err = sealJSON(key, useDraft, words, d.beside()...); err != nil {
		return err
	}
	return wrapped("storing a draft", u.Store.PutDraft(ctx, d))
}

// check refuses what no form of the desk sends.
func (d DraftDetails) check() error {
	size := Length(d.Text)
	for name, value := range d.Fields {
		size += Length(name) + Length(value)
		if !isText(value, "\n\r\t") {
			return Invalid([]FieldError{{Field: "text", Key: "note-unreadable"}})
		}
	}
	switch {
	case size > MaxDraft:
		return Invalid([]FieldError{{Field: "text", Key: "note-too-long", Args: map[string]any{"Max": MaxDraft}}})
	case !isText(d.Text, "\n\r\t"):
		return Invalid([]FieldError{{Field: "text", Key: "note-unreadable"}})
	}
	return nil
}

// DropDraft forgets what the reader was writing on a request: it was sent, or is not
// wanted any more.
func (u *WorkAppointments) DropDraft(ctx context.Context, by Staff, id uuid.UUID, kind DraftKind) error {
	return wrapped("dropping a draft", u.Store.DropDraft(ctx, by.ID, id, kind))
}

// ForgetKept drops what was kept in case a step is undone, once nobody can undo it.
// Drafts go with the other records whose period is over: see PassRetention.
func (u *PassTime) ForgetKept(ctx context.Context) error {
	return wrapped("dropping what was kept to undo steps", u.Store.ForgetKept(ctx, u.Now()))
}

func (d *Draft) beside() []string {
	return []string{d.Staff.String(), d.Appointment.String(), string(d.Kind), besideTime(d.At)}
}

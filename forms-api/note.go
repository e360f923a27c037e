package formsapi

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
)

// MaxNote is the length of a colleague's note, by itself or with a step, in characters.
const MaxNote = 4000

// noteTwice is how long the same words of the same colleague are the same note: a
// button is pressed twice.
const noteTwice = time.Minute

// A Note is what a colleague wrote on a request, for colleagues only.
type Note struct {
	ID          uuid.UUID // UUIDv7
	Appointment uuid.UUID
	At          time.Time
	By          string    // a staff id
	StruckAt    time.Time // when its writer struck it out; zero: it stands
	Sealed      []byte    // NoteDetails as JSON, sealed with the request's key for use "note"; empty once it is struck out
}

// NoteDetails are the words of a note: Markdown as it was typed.
type NoteDetails struct {
	Text string `json:"text"`
}

// A ReadNote is a note with its words.
type ReadNote struct {
	Note
	Text       string // Markdown, never shown as it is; empty if it was struck out
	Own        bool   // the reader wrote it, and can strike it out
	Unreadable error  // as InboxRow.Unreadable
}

// Notes lists the notes of a request, the oldest first.
func (u *WorkAppointments) Notes(ctx context.Context, by Staff, id uuid.UUID) ([]ReadNote, error) {
	a, err := u.readable(ctx, by, id)
	if err != nil {
		return nil, err
	}
	notes, err := u.Store.Notes(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("reading the notes of %s: %w", id, err)
	}
	read := make([]ReadNote, len(notes))
	for i, n := range notes {
		read[i] = ReadNote{Note: n}
		if !n.StruckAt.IsZero() {
			continue
		}
		read[i].Text, read[i].Unreadable = OpenNote(u.Sealer, a, n)
		read[i].Own = n.By == by.ID.String() && by.May(NoteRequests, a.Office)
	}
	return read, nil
}

// AddNote stores a note, and drops the writer's draft of one. Two colleagues who
// write at once both have theirs. It answers a *Problem with CodeNotFound,
// CodeForbidden or CodeInvalid.
func (u *WorkAppointments) AddNote(ctx context.Context, by Staff, id uuid.UUID, text string) error {
	a, key, err := u.noting(ctx, by, id)
	if err != nil {
		return err
	}
	if text, err = cleanNote(text); err != nil {
		return err
	}
	if !shows(text) {
		return wrongNote("note-missing")
	}
	now := u.Now().UTC().Truncate(time.Millisecond)
	if written, err := u.writtenJustNow(ctx, by, a, text, now); written || err != nil {
		return err
	}
	n := Note{Appointment: id, At: now, By: by.ID.String()}
	if n.ID, err = newID(u.Now().UTC(), rand.Reader); err != nil {
		return err
	}
	if n.Sealed, err = sealJSON(key, useNote, NoteDetails{text}, n.beside()...); err != nil {
		return err
	}
	return wrapped("storing a note", u.Store.InsertNote(ctx, n, NewAuditEntry(now, n.By, ActionNote, id, a.Office)))
}

// StrikeNote strikes a note of the reader's own out: its words are gone, and that
// there was one stays. Striking it out twice is no problem.
func (u *WorkAppointments) StrikeNote(ctx context.Context, by Staff, id, note uuid.UUID) error {
	a, _, err := u.noting(ctx, by, id)
	if err != nil {
		return err
	}
	notes, err := u.Store.Notes(ctx, id)
	if err != nil {
		return fmt.Errorf("reading the notes of %s: %w", id, err)
	}
	n := slices.IndexFunc(notes, func(n Note) bool { return n.ID == note })
	switch {
	case n < 0:
		return &Problem{Code: CodeNotFound, Key: "not-found"}
	case notes[n].By != by.ID.String():
		return &Problem{Code: CodeForbidden, Key: "forbidden"}
	case !notes[n].StruckAt.IsZero():
		return nil
	}
	now := u.Now().UTC().Truncate(time.Millisecond)
	err = u.Store.StrikeNote(ctx, note, now, NewAuditEntry(now, by.ID.String(), ActionStrike, id, a.Office))
	return wrapped("striking a note out", err)
}

// noting is a request that somebody may write on, and its key.
func (u *WorkAppointments) noting(ctx context.Context, by Staff, id uuid.UUID) (a Appointment, key RecordKey, err error) {
	if a, err = u.readable(ctx, by, id); err != nil {
		return a, nil, err
	}
	if !by.May(NoteRequests, a.Office) {
		return a, nil, &Problem{Code: CodeForbidden, Key: "forbidden"}
	}
	if _, err := OpenDetails(u.Sealer, a); err != nil {
		return a, nil, &Problem{Code: CodeForbidden, Key: "request-unreadable"}
	}
	key, err = u.Sealer.OpenKey(a.ID, a.Key)
	return a, key, wrapped("opening the key of "+id.String(), err)
}

// writtenJustNow says whether the last note is the same, of the same colleague, and new.
func (u *WorkAppointments) writtenJustNow(ctx context.Context, by Staff, a Appointment, text string, now time.Time) (bool, error) {
	notes, err := u.Store.Notes(ctx, a.ID)
	if err != nil || len(notes) == 0 {
		return false, wrapped("reading the notes of "+a.ID.String(), err)
	}
	last := notes[len(notes)-1]
	if last.By != by.ID.String() || now.Sub(last.At) > noteTwice || !last.StruckAt.IsZero() {
		return false, nil
	}
	before, err := OpenNote(u.Sealer, a, last)
	return err == nil && before == text, nil
}

// cleanNote is a note as it is kept, by itself or with a step; it may be empty.
func cleanNote(typed string) (string, error) {
	text, err := CleanText(typed)
	switch {
	case err != nil:
		return "", wrongNote("note-unreadable")
	case Length(text) > MaxNote:
		return "", wrongNote("note-too-long")
	}
	return text, nil
}

// wrongNote says what is wrong with the field of a note.
func wrongNote(key string) error {
	return Invalid([]FieldError{{Field: "note", Key: key, Args: map[string]any{"Max": MaxNote}}})
}

// OpenNote unseals the words of a note that was not struck out.
func OpenNote(s Sealer, a Appointment, n Note) (string, error) {
	var d NoteDetails
	key, err := s.OpenKey(a.ID, a.Key)
	if err != nil {
		return "", fmt.Errorf("opening the key of %s: %w", a.ID, err)
	}
	err = openJSON(key, useNote, n.Sealed, &d, n.beside()...)
	return d.Text, err
}

func (n *Note) beside() []string {
	return []string{n.ID.String(), n.Appointment.String(), besideTime(n.At), n.By}
}

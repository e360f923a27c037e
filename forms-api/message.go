package formsapi

import (
	"context"
	"time"

	"github.com/google/uuid"
)

// A Channel is a way in which a message leaves.
type Channel string

// The channels there are.
const (
	ChannelEmail Channel = "email"
	ChannelSMS   Channel = "sms"
	ChannelCall  Channel = "call" // staff tell the person by telephone: the message waits in the call list
)

// Channels says which channels the installation has set up. Staff can always call.
type Channels struct{ Email, SMS bool }

// NoticeDigest tells an office of its new requests, without personal data.
const NoticeDigest Notice = "digest"

// A Message is a row of the outbox: something that somebody is to be told. It
// is stored with the change that it tells of, and leaves later.
type Message struct {
	ID          uuid.UUID // UUIDv7; also the name in an e-mail's Message-ID, the same at each attempt
	Appointment uuid.UUID // uuid.Nil for a digest
	Office      string
	Notice      Notice
	Channel     Channel
	Language    string
	DueAt       time.Time
	Concerns    time.Time // by when the person has to know: the time that falls away or comes soonest, or until when they can answer; zero if it is about none
	Version     int       // of the appointment that it tells of; 0 for a digest. Only stored
	Sealed      []byte    // MessageDetails as JSON, sealed with the appointment's key for use "message"; a digest's are in clear
}

// MessageDetails are what a message says, as it was when the message was made.
// Words are made of them when it leaves.
type MessageDetails struct {
	To        string    `json:"to"` // an e-mail address, or a telephone in E.164; may be empty in the call list
	Reference Reference `json:"reference,omitempty"`
	Office    string    `json:"office,omitempty"` // as the person saw it
	Start     *Start    `json:"start,omitempty"`
	Was       *Start    `json:"was,omitempty"` // the time that was given up
	Gone      *Start    `json:"-"`             // a time that holds no more, which the notice alone does not say; only while words are made
	Heard     *Heard    `json:"heard,omitempty"`
	Minutes   int       `json:"minutes,omitempty"`
	Until     time.Time `json:"until,omitzero"` // until when an offer holds
	Reason    string    `json:"reason,omitempty"`
	Instead   string    `json:"instead,omitempty"` // an office's folder name
	Discreet  bool      `json:"discreet,omitempty"`
	Sequence  int       `json:"sequence"` // of the calendar's event: the appointment's version
	State     State     `json:"state,omitempty"`
	Count     int       `json:"count,omitempty"` // of a digest

	Text         string    `json:"text,omitempty"` // of NoticeReply: what staff have written
	TextLanguage string    `json:"text_language,omitempty"`
	At           time.Time `json:"at,omitzero"` // until when a digest has counted
}

// A QueuedMessage is a message with where it stands.
type QueuedMessage struct {
	Message
	Key      WrappedKey // of its appointment; empty for a digest
	Attempts int
	SentAt   time.Time // zero while it has not left, or nobody has called
	DeadAt   time.Time // when it was given up; zero otherwise
	Failure  string    // why the latest attempt failed, without personal data

	CalledAt   time.Time // when staff last called and nobody answered; zero if nobody has tried
	Unanswered int       // how often that was
}

// A CallPlace is a place in the call list; the zero one is before it.
type CallPlace struct {
	CalledAt, Concerns, DueAt time.Time
	ID                        uuid.UUID
}

// OutboxStore keeps messages until they have left.
type OutboxStore interface {
	// Lease takes messages that are due, the longest due first, so that no other
	// process has them until the lease ends; of one appointment only the oldest of
	// those that are due. The call list is never leased.
	Lease(ctx context.Context, at, until time.Time, limit int) ([]QueuedMessage, error)
	Sent(ctx context.Context, id uuid.UUID, at time.Time) error
	// Failed notes a failed attempt: the next one is due at next, or there is
	// none if next is zero.
	Failed(ctx context.Context, id uuid.UUID, at, next time.Time, failure string) error
	// Drop removes a message that no longer holds and has not left: nobody is told.
	// What has come after it, and was not tried yet, leaves as early as it would have.
	Drop(ctx context.Context, id uuid.UUID) error
	// Enqueue stores a message that belongs to no change. One with the same id is
	// stored once.
	Enqueue(ctx context.Context, m Message) error
	// LastDigest is until when an office's latest digest has counted, however often
	// it was tried; zero if there is none. One that was given up told nobody, and is none.
	LastDigest(ctx context.Context, office string) (time.Time, error)
	// ForgetDigests removes an office's digests that were given up, but for one: the
	// next one counts what they would have told.
	ForgetDigests(ctx context.Context, office string, but uuid.UUID) error
	// MessagesOf lists an appointment's messages, the latest first.
	MessagesOf(ctx context.Context, appointment uuid.UUID) ([]QueuedMessage, error)
	// Calls lists what staff have to look after at some offices (all of them if none
	// is named), the call list and what was given up, from the one after a place on:
	// by what they concern, the soonest first and what is about no time at the end,
	// and behind all of these who did not answer, the longest ago first.
	Calls(ctx context.Context, offices []string, after CallPlace, limit int) ([]QueuedMessage, error)
	// CallsOf lists, in any order, what of that is for the person of an appointment, with
	// the appointment's own: by the same telephone or, without one, e-mail. Nobody
	// knows the person of who left neither: nothing is for them.
	CallsOf(ctx context.Context, offices []string, appointment uuid.UUID) ([]QueuedMessage, error)
	// Unanswered notes that staff have called, and nobody answered. What is not
	// theirs to tell stays as it is.
	Unanswered(ctx context.Context, id uuid.UUID, at time.Time) error
	// CountCalls counts them, of those due from an instant on.
	CountCalls(ctx context.Context, offices []string, since time.Time) (int, error)
	// NewSince counts the requests that came to an office after an instant and
	// that wait for its answer.
	NewSince(ctx context.Context, office string, since time.Time) (int, error)
}

// SealMessage seals what a message says beside the row that it is in.
func SealMessage(key RecordKey, m Message, d MessageDetails) ([]byte, error) {
	return sealJSON(key, useMessage, d, m.beside()...)
}

// OpenMessage unseals what a message says.
func OpenMessage(s Sealer, m QueuedMessage) (MessageDetails, error) {
	var d MessageDetails
	if m.Appointment == uuid.Nil {
		return d, unmarshalDigest(m.Sealed, &d)
	}
	key, err := s.OpenKey(m.Appointment, m.Key)
	if err != nil {
		return d, err
	}
	err = openJSON(key, useMessage, m.Sealed, &d, m.beside()...)
	return d, err
}

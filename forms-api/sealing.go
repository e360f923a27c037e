package formsapi

import "github.com/google/uuid"

// A WrappedKey is a record's key, encrypted by a key of the ring.
type WrappedKey struct {
	RingKey string // which key of the ring wraps it
	Bytes   []byte
}

// A RecordKey seals what belongs to one record; without it the record cannot
// be read again, which is how a record is erased (GDPR art. 17).
type RecordKey interface {
	Wrapped() WrappedKey
	// Seal encrypts and authenticates plain; use names what it is ("request",
	// "note"), and only the same use opens it. beside is what the store keeps in
	// clear next to it and must not change unseen: only the same opens it.
	Seal(use string, plain []byte, beside ...string) ([]byte, error)
	Open(use string, sealed []byte, beside ...string) ([]byte, error)
}

// An IndexKind keeps the blind indexes of different things apart.
type IndexKind string

// The kinds of blind index.
const (
	IndexReference   IndexKind = "reference"
	IndexPhone       IndexKind = "phone" // E.164
	IndexEmail       IndexKind = "email" // lower case
	IndexNameWord    IndexKind = "name-word"
	IndexPerson      IndexKind = "person" // not looked up: Appointment.Person
	IndexIdempotency IndexKind = "idempotency"
	IndexContent     IndexKind = "content"
	IndexRecovery    IndexKind = "recovery-code" // of a colleague
)

// A BlindIndex finds equal values without telling what they are.
type BlindIndex struct {
	Kind  IndexKind
	Value []byte // 16 bytes of a keyed hash
}

// Sealer protects personal data before it reaches a store.
type Sealer interface {
	NewKey(record uuid.UUID) (RecordKey, error)
	OpenKey(record uuid.UUID, wrapped WrappedKey) (RecordKey, error)
	Index(kind IndexKind, value string) BlindIndex
}

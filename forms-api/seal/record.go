package seal

import (
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"golang.org/x/crypto/chacha20poly1305"

	"sportello/forms-api"
)

// version is the first byte of all that is sealed or wrapped, and is
// authenticated: a later format can stand beside this one.
const version = 1

// Errors of opening.
var (
	// ErrErased says that the record's key was destroyed: it cannot be read again.
	ErrErased = errors.New("the record was erased")
	// ErrUnknownKey says that the ring lacks the key that wraps a record.
	ErrUnknownKey = errors.New("the key is not in the ring")
	// ErrSealed says that bytes are damaged, or belong to another record, use
	// or key, or that what stands beside them in clear was changed.
	ErrSealed = errors.New("the seal does not open")
)

type recordKey struct {
	record  uuid.UUID
	wrapped formsapi.WrappedKey
	aead    cipher.AEAD
}

// NewKey draws a key for a record and wraps it with the current key.
func (r *Ring) NewKey(record uuid.UUID) (formsapi.RecordKey, error) {
	var secret [keySize]byte
	rand.Read(secret[:])
	aead, err := chacha20poly1305.NewX(secret[:])
	if err != nil {
		return nil, fmt.Errorf("preparing a record's key: %w", err)
	}
	id := r.current().id
	wrapped := seal(r.wrap[id], secret[:], bind(useWrap, record, id))
	return &recordKey{record: record, wrapped: formsapi.WrappedKey{RingKey: id, Bytes: wrapped}, aead: aead}, nil
}

// OpenKey unwraps a record's key. It returns ErrErased, ErrUnknownKey or
// ErrSealed, wrapped.
func (r *Ring) OpenKey(record uuid.UUID, wrapped formsapi.WrappedKey) (formsapi.RecordKey, error) {
	if len(wrapped.Bytes) == 0 {
		return nil, ErrErased
	}
	ring, ok := r.wrap[wrapped.RingKey]
	if !ok {
		return nil, fmt.Errorf("unwrapping with key %q: %w", wrapped.RingKey, ErrUnknownKey)
	}
	secret, err := open(ring, wrapped.Bytes, bind(useWrap, record, wrapped.RingKey))
	if err != nil {
		return nil, fmt.Errorf("unwrapping with key %q: %w", wrapped.RingKey, err)
	}
	aead, err := chacha20poly1305.NewX(secret)
	if err != nil {
		return nil, fmt.Errorf("unwrapping with key %q: %w", wrapped.RingKey, ErrSealed)
	}
	return &recordKey{record: record, wrapped: wrapped, aead: aead}, nil
}

func (k *recordKey) Wrapped() formsapi.WrappedKey { return k.wrapped }

func (k *recordKey) Seal(use string, plain []byte, beside ...string) ([]byte, error) {
	return seal(k.aead, pad(plain), bind("record", k.record, use, beside...)), nil
}

func (k *recordKey) Open(use string, sealed []byte, beside ...string) ([]byte, error) {
	padded, err := open(k.aead, sealed, bind("record", k.record, use, beside...))
	if err != nil {
		return nil, err
	}
	return unpad(padded)
}

// seal writes version, nonce, ciphertext. The nonce is random: XChaCha20's 192
// bits make a repetition unthinkable.
func seal(aead cipher.AEAD, plain, bound []byte) []byte {
	out := make([]byte, 1+aead.NonceSize(), 1+aead.NonceSize()+len(plain)+aead.Overhead())
	out[0] = version
	rand.Read(out[1:])
	return aead.Seal(out, out[1:], plain, bound)
}

func open(aead cipher.AEAD, sealed, bound []byte) ([]byte, error) {
	if len(sealed) < 1+aead.NonceSize() || sealed[0] != version {
		return nil, ErrSealed
	}
	nonce, text := sealed[1:1+aead.NonceSize()], sealed[1+aead.NonceSize():]
	plain, err := aead.Open(nil, nonce, text, bound)
	if err != nil {
		return nil, ErrSealed
	}
	return plain, nil
}

// bind names what a ciphertext belongs to, so that it opens nowhere else.
func bind(kind string, record uuid.UUID, use string, beside ...string) []byte {
	bound := make([]byte, 0, 256)
	bound = append(bound, version)
	bound = prefixed(bound, kind)
	bound = append(bound, record[:]...)
	bound = prefixed(bound, use)
	for _, text := range beside {
		bound = prefixed(bound, text)
	}
	return bound
}

// prefixed appends a text after its length, so that two neighbours cannot
// exchange letters unseen.
func prefixed(to []byte, text string) []byte {
	return append(binary.AppendUvarint(to, uint64(len(text))), text...)
}

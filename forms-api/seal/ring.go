package seal

import (
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"sync"
	"time"

	"golang.org/x/crypto/chacha20poly1305"

	"sportello/forms-api"
)

const keySize = chacha20poly1305.KeySize

// A Ring is an unchanging set of keys, safe for use by several goroutines. The
// newest key wraps; every key opens what it wrapped.
type Ring struct {
	path string
	keys []ringKey // oldest first, at least one

	wrap    map[string]cipher.AEAD // by a key's id
	chain   []byte
	token   []byte
	indexes sync.Map // formsapi.IndexKind to its subkey
}

type ringKey struct {
	id      string
	created time.Time
	secret  []byte
}

var _ formsapi.Sealer = (*Ring)(nil)

// What a ring's keys are used for. A subkey tells nothing about another one.
const (
	useWrap  = "sportello 1 wrap"
	useChain = "sportello 1 audit chain"
	useToken = "sportello 1 form token"
	useIndex = "sportello 1 index "
	useMark  = "sportello 1 fingerprint"
)

func newRing(path string, keys []ringKey) (*Ring, error) {
	r := &Ring{path: path, keys: keys, wrap: make(map[string]cipher.AEAD, len(keys))}
	for _, k := range keys {
		aead, err := chacha20poly1305.NewX(subkey(k.secret, useWrap))
		if err != nil {
			return nil, fmt.Errorf("preparing key %s: %w", k.id, err)
		}
		r.wrap[k.id] = aead
	}
	r.chain, r.token = subkey(r.lasting(), useChain), subkey(r.lasting(), useToken)
	return r, nil
}

// lasting is the secret of the first key there ever was. Blind indexes, the
// audit chain and form tokens come from it and not from the current key: a
// rotation must neither orphan the indexes that are stored nor break the chain.
func (r *Ring) lasting() []byte { return r.keys[0].secret }

// Fingerprint tells this ring from every other one, also after a rotation, and
// nothing about its keys: 32 bytes that a database may hold in clear (an HMAC of
// a constant: RFC 5869, HKDF-SHA256).
func (r *Ring) Fingerprint() []byte { return subkey(r.lasting(), useMark) }

// Path is where the ring's file is: what belongs to the keys stands beside it.
func (r *Ring) Path() string { return r.path }

func (r *Ring) current() ringKey { return r.keys[len(r.keys)-1] }

// CurrentKey is the id of the key that wraps new records.
func (r *Ring) CurrentKey() string { return r.current().id }

// subkey derives a key for one use (RFC 5869, HKDF-SHA256).
func subkey(secret []byte, use string) []byte {
	key, err := hkdf.Key(sha256.New, secret, nil, use, keySize)
	if err != nil {
		panic(err) // only a length beyond 255 hashes is an error
	}
	return key
}

func newRingKey(now time.Time) ringKey {
	secret := make([]byte, keySize)
	rand.Read(secret) // never fails: crypto/rand ends the program instead
	id := make([]byte, 5)
	rand.Read(id)
	return ringKey{id: crockford.EncodeToString(id), created: now.UTC().Truncate(time.Second), secret: secret}
}

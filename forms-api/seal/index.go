package seal

import (
	"crypto/hmac"
	"crypto/sha256"

	"sportello/forms-api"
)

const indexSize = 16

// Index is a keyed hash of a value. Equal values of a kind have equal indexes,
// also after a rotation (see lasting); without the ring an index tells nothing
// and cannot be guessed by trying telephone numbers.
func (r *Ring) Index(kind formsapi.IndexKind, value string) formsapi.BlindIndex {
	mac := hmac.New(sha256.New, r.indexKey(kind))
	mac.Write([]byte(value))
	return formsapi.BlindIndex{Kind: kind, Value: mac.Sum(nil)[:indexSize:indexSize]}
}

func (r *Ring) indexKey(kind formsapi.IndexKind) []byte {
	if key, ok := r.indexes.Load(kind); ok {
		return key.([]byte)
	}
	key := subkey(r.lasting(), useIndex+string(kind))
	r.indexes.Store(kind, key)
	return key
}

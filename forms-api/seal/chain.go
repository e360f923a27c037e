package seal

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"

	"sportello/forms-api"
)

// Chain is the keyed hash of an audit entry at its place (seq, from 1) after the
// entry whose hash is prev (empty before the first). Who changes, removes or
// moves an entry cannot make the hashes fit again without the ring.
func (r *Ring) Chain(prev []byte, seq int64, e formsapi.AuditEntry) []byte {
	mac := hmac.New(sha256.New, r.chain)
	mac.Write(entryBytes(prev, seq, e))
	return mac.Sum(nil)
}

// entryBytes is the entry in one way only: every field after its length, the
// instant in milliseconds, as it is stored.
func entryBytes(prev []byte, seq int64, e formsapi.AuditEntry) []byte {
	text := make([]byte, 0, 256)
	text = append(text, version)
	text = prefixed(text, string(prev))
	text = binary.AppendVarint(text, seq)
	text = binary.AppendVarint(text, e.At.UnixMilli())
	for _, field := range [...]string{e.By, string(e.Action), e.Subject, e.Office, e.Detail} {
		text = prefixed(text, field)
	}
	return text
}

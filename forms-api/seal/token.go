package seal

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"time"
)

// A form token is version, issue time, nonce and a keyed hash of the three.
const (
	tokenNonce = 12
	tokenBody  = 1 + 8 + tokenNonce
	tokenMAC   = 16
)

var tokenLength = base64.RawURLEncoding.EncodedLen(tokenBody + tokenMAC)

// NewFormToken makes a token that says when a form was shown: 50 characters
// that may stand in an address. It is bound to nobody, because telephones change
// their address while a form is being filled.
func (r *Ring) NewFormToken(now time.Time) string {
	body := make([]byte, tokenBody, tokenBody+tokenMAC)
	body[0] = version
	binary.BigEndian.PutUint64(body[1:], uint64(now.UnixMilli()))
	rand.Read(body[9:])
	return base64.RawURLEncoding.EncodeToString(append(body, r.tokenMAC(body)...))
}

// FormToken tells when a token was issued, to the millisecond, and whether this
// ring issued it.
func (r *Ring) FormToken(token string) (issued time.Time, ok bool) {
	if len(token) != tokenLength { // the decoder passes over line ends
		return time.Time{}, false
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil || raw[0] != version {
		return time.Time{}, false
	}
	if !hmac.Equal(raw[tokenBody:], r.tokenMAC(raw[:tokenBody])) {
		return time.Time{}, false
	}
	return time.UnixMilli(int64(binary.BigEndian.Uint64(raw[1:]))).UTC(), true
}

func (r *Ring) tokenMAC(body []byte) []byte {
	mac := hmac.New(sha256.New, r.token)
	mac.Write(body)
	return mac.Sum(nil)[:tokenMAC]
}

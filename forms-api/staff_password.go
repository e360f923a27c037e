package formsapi

import (
	"crypto/rand"
	"crypto/subtle"
	"fmt"
	"sync"

	"github.com/alexedwards/argon2id"
)

// MinPassword and MaxPassword bound a password's length in characters (NIST
// SP 800-63B asks for at least 8 and at least 64 accepted; longer ones would
// let a stranger spend our memory).
const (
	MinPassword = 10
	MaxPassword = 200
)

// passwordCost is argon2id with 19 MiB and two passes, the OWASP minimum: the
// smallest office PC can bear several sign-ins at once.
var passwordCost = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

func validatePassword(password, repeated string) []FieldError {
	switch n := Length(password); {
	case n < MinPassword:
		return []FieldError{{Field: "password", Key: "password-short", Args: map[string]any{"Min": MinPassword}}}
	case n > MaxPassword:
		return []FieldError{{Field: "password", Key: "password-long", Args: map[string]any{"Max": MaxPassword}}}
	case subtle.ConstantTimeCompare([]byte(password), []byte(repeated)) == 0:
		return []FieldError{{Field: "repeated", Key: "password-differs"}}
	}
	return nil
}

func hashPassword(password string) (hash string, err error) {
	if hash, err = argon2id.CreateHash(password, passwordCost); err != nil {
		return "", fmt.Errorf("hashing a password: %w", err)
	}
	return hash, nil
}

func matches(password, hash string) (bool, error) {
	if hash == "" {
		var err error
		if hash, err = nobodysHash(); err != nil {
			return false, err
		}
	}
	if Length(password) > MaxPassword {
		password = ""
	}
	return argon2id.ComparePasswordAndHash(password, hash)
}

// nobodysHash is compared against when there is no account, so that its answer takes as long.
var nobodysHash = sync.OnceValues(func() (string, error) {
	return hashPassword(rand.Text())
})

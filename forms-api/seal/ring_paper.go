package seal

import (
	"bytes"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"strings"
)

// crockford is base 32 without letters that are mistaken for digits
// (https://www.crockford.com/base32.html).
var crockford = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

const (
	checkSize = 3 // with the key's 32 bytes it makes 56 letters: 14 groups, no remainder
	groupSize = 4
)

// formatKey writes a key as groups of letters that end in a check.
func formatKey(secret []byte) string {
	letters := crockford.EncodeToString(append(bytes.Clone(secret), checkOf(secret)...))
	var groups []string
	for ; letters != ""; letters = letters[groupSize:] {
		groups = append(groups, letters[:groupSize])
	}
	return strings.Join(groups, "-")
}

// typed undoes what people do when they copy letters from paper.
var typed = strings.NewReplacer("-", "", " ", "", "\t", "", "\n", "", "O", "0", "I", "1", "L", "1")

func parseKey(text string) ([]byte, error) {
	plain, err := crockford.DecodeString(typed.Replace(strings.ToUpper(text)))
	if err != nil || len(plain) != keySize+checkSize {
		return nil, errors.New("a key is 14 groups of 4 letters or digits")
	}
	secret, check := plain[:keySize], plain[keySize:]
	if !bytes.Equal(check, checkOf(secret)) {
		return nil, errors.New("a letter of the key is mistyped: its check does not fit")
	}
	return secret, nil
}

func checkOf(secret []byte) []byte {
	sum := sha256.Sum256(secret)
	return sum[:checkSize]
}

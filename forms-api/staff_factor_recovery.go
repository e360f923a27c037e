package formsapi

import (
	"context"
	"encoding/base32"
	"fmt"
	"io"
	"strings"

	"github.com/google/uuid"
)

// RecoveryCodes is how many somebody gets, for the day on which the app is lost.
const RecoveryCodes = 10

// recoveryLength is that of a code in letters: 50 random bits, which nobody guesses
// where attempts are slowed.
const recoveryLength = 10

// recoveryLetters are Crockford's: none is mistaken for a digit.
var recoveryLetters = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// drawRecovery draws codes, as their owner keeps them and as they are stored: as
// keyed hashes, so that who has the database alone cannot try them all.
func (u *SecondFactors) drawRecovery(staff uuid.UUID) (shown []string, hashes [][]byte, err error) {
	for range RecoveryCodes {
		var drawn [7]byte
		if _, err := io.ReadFull(u.Random, drawn[:]); err != nil {
			return nil, nil, fmt.Errorf("drawing recovery codes: %w", err)
		}
		code := recoveryLetters.EncodeToString(drawn[:])[:recoveryLength]
		shown = append(shown, code[:recoveryLength/2]+"-"+code[recoveryLength/2:])
		hashes = append(hashes, u.recoveryHash(staff, code))
	}
	return shown, hashes, nil
}

func (u *SecondFactors) recoveryHash(staff uuid.UUID, code string) []byte {
	return u.Sealer.Index(IndexRecovery, staff.String()+" "+code).Value
}

// parseRecovery undoes what people do when they copy a code from paper.
func parseRecovery(typed string) (code string, ok bool) {
	code = strings.NewReplacer("O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(typed))
	return code, len(code) == recoveryLength && strings.Trim(code, "0123456789ABCDEFGHJKMNPQRSTVWXYZ") == ""
}

// RenewRecovery draws ten other codes for somebody who proves to have the app; the
// older ones are void.
func (u *SecondFactors) RenewRecovery(ctx context.Context, s Staff, code string) (recovery []string, err error) {
	if _, err := u.prove(ctx, s, code); err != nil {
		return nil, err
	}
	recovery, hashes, err := u.drawRecovery(s.ID)
	if err != nil {
		return nil, err
	}
	entry := NewAuditEntry(u.Now().UTC(), s.ID.String(), ActionRecovery, s.ID, "")
	return recovery, u.Store.ReplaceRecoveryCodes(ctx, s.ID, hashes, entry)
}

// RecoveryLeft counts the codes that somebody has not used.
func (u *SecondFactors) RecoveryLeft(ctx context.Context, s Staff) (int, error) {
	n, err := u.Store.RecoveryCodesLeft(ctx, s.ID)
	if err != nil {
		return 0, fmt.Errorf("counting recovery codes: %w", err)
	}
	return n, nil
}

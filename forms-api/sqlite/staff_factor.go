package sqlite

import (
	"context"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

var _ formsapi.SecondFactorStore = (*Store)(nil)

const (
	selectFactors = `SELECT staff, ring_key, wrapped, sealed, confirmed_at, last_step FROM second_factor`
	insertFactor  = `
INSERT INTO second_factor (staff, ring_key, wrapped, sealed, confirmed_at, last_step)
VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (staff) DO NOTHING`
	useStep = `
UPDATE second_factor
   SET last_step = ?1, ring_key = ?2, wrapped = ?3, sealed = ?4
 WHERE staff = ?5 AND last_step < ?1 AND sealed = ?6`
	deleteFactor = `DELETE FROM second_factor WHERE staff = ?`

	// Each names the keyed hash that has to be there before, so that what was changed in
	// the database is not taken over.
	turnFactor = `UPDATE staff SET factor_mac = ? WHERE id = ? AND factor_mac = ?`
	freeFactor = `UPDATE staff SET factor_mac = ?1 WHERE id = ?2 AND factor_mac <> ?1`
)

func scanFactor(row scanner) (f formsapi.SecondFactor, err error) {
	var confirmed int64
	err = row.Scan(&f.Staff, &f.Key.RingKey, &f.Key.Bytes, &f.Sealed, &confirmed, &f.LastStep)
	f.ConfirmedAt = time.UnixMilli(confirmed).UTC()
	return f, err
}

// SecondFactor reads an account's second factor, or answers CodeNotFound.
func (s *Store) SecondFactor(ctx context.Context, staff uuid.UUID) (formsapi.SecondFactor, error) {
	return first(ctx, s.read, scanFactor, selectFactors+` WHERE staff = ?`, staff[:])
}

// ConfirmSecondFactor stores that an app has the secret; see
// formsapi.SecondFactorStore.
func (s *Store) ConfirmSecondFactor(ctx context.Context, f formsapi.SecondFactor, here uuid.UUID, codes [][]byte, e formsapi.AuditEntry) error {
	return s.writer.submit(ctx, func(t *tx) error {
		n, err := t.changed(insertFactor, f.Staff[:], f.Key.RingKey, f.Key.Bytes, f.Sealed, f.ConfirmedAt.UnixMilli(), f.LastStep)
		if err == nil && n > 0 {
			n, err = t.changed(turnFactor, t.chain.factorMAC(f.Staff, f.ConfirmedAt, f.Sealed), f.Staff[:], t.chain.noFactorMAC(f.Staff))
		}
		if err == nil && n == 0 {
			err = errFactorThere
		}
		if err != nil {
			return err
		}
		if err := t.replaceCodes(f.Staff, codes); err != nil {
			return err
		}
		if err := t.endOthers(f.Staff, here, e.At); err != nil {
			return err
		}
		return t.audit(e)
	})
}

// UseStep takes a step that is later than the last, or answers CodeForbidden: also
// where another secret stands by now than the one that was read.
func (s *Store) UseStep(ctx context.Context, f formsapi.SecondFactor, read []byte, entries ...formsapi.AuditEntry) error {
	return s.writer.submit(ctx, func(t *tx) error {
		n, err := t.changed(useStep, f.LastStep, f.Key.RingKey, f.Key.Bytes, f.Sealed, f.Staff[:], read)
		if err == nil && n > 0 {
			now, then := t.chain.factorMAC(f.Staff, f.ConfirmedAt, f.Sealed), t.chain.factorMAC(f.Staff, f.ConfirmedAt, read)
			n, err = t.changed(turnFactor, now, f.Staff[:], then)
		}
		if err == nil && n == 0 {
			err = errCodeUsed
		}
		if err != nil {
			return err
		}
		return t.auditAll(entries)
	})
}

// TakeSecondFactor takes it away with its recovery codes, and ends the owner's
// sessions but the one here. It is the way back, too, for one that was taken away or
// put there in the database; CodeConflict where the e-mail was changed (named).
func (s *Store) TakeSecondFactor(ctx context.Context, staff, here uuid.UUID, e formsapi.AuditEntry) error {
	return s.writer.submit(ctx, func(t *tx) error {
		if err := t.named(staff); err != nil {
			return err
		}
		if err := t.freeFactor(staff); err != nil {
			return err
		}
		if err := t.exec(deleteCodes, staff[:]); err != nil {
			return err
		}
		if err := t.endOthers(staff, here, e.At); err != nil {
			return err
		}
		return t.audit(e)
	})
}

// freeFactor leaves an account without a second factor; one that has none, by its
// keyed hash too, is CodeNotFound.
func (t *tx) freeFactor(staff uuid.UUID) error {
	taken, err := t.changed(deleteFactor, staff[:])
	if err != nil {
		return err
	}
	freed, err := t.changed(freeFactor, t.chain.noFactorMAC(staff), staff[:])
	if err == nil && taken+freed == 0 {
		err = errNotFound
	}
	return err
}

package sqlite

import (
	"bytes"
	"context"
	"database/sql"

	"sportello/forms-api"
)

// An OtherKeysError says that a database was made with another key ring. What
// would be stored with this one could not be read with the rightful one, and
// the audit log's chain would be broken for good.
type OtherKeysError struct{}

func (e *OtherKeysError) Error() string { return "it was made with other keys than these" }

// Hint is what to do now.
func (e *OtherKeysError) Hint() string {
	return "name the key ring that belongs to it (--keys FILE, or SPORTELLO_KEYS=FILE), its keys in their old order"
}

const (
	selectFingerprint = `SELECT fingerprint FROM key_ring WHERE id = 1`
	// insertFingerprint gives keys to a database that holds nothing yet.
	insertFingerprint = `
INSERT INTO key_ring (id, fingerprint)
SELECT 1, ?
 WHERE NOT EXISTS (SELECT 1 FROM key_ring)
   AND NOT EXISTS (SELECT 1 FROM record_key)
   AND NOT EXISTS (SELECT 1 FROM audit)`
)

// claim makes a database without records that of these keys, and refuses one of
// others. A second process may be doing the same.
func claim(ctx context.Context, db *sql.DB, fingerprint []byte) error {
	_, err := first(ctx, db, scanBlob, selectFingerprint)
	if formsapi.CodeOf(err) == formsapi.CodeNotFound {
		err = patiently(func() error {
			_, err := db.ExecContext(ctx, insertFingerprint, fingerprint)
			return err
		})
	}
	if err != nil {
		return classify(err)
	}
	return refuseOtherKeys(ctx, db, fingerprint)
}

// refuseOtherKeys returns an *OtherKeysError unless the database says that it
// was made with these keys.
func refuseOtherKeys(ctx context.Context, db querier, fingerprint []byte) error {
	kept, err := first(ctx, db, scanBlob, selectFingerprint)
	switch {
	case formsapi.CodeOf(err) == formsapi.CodeNotFound:
		return &OtherKeysError{}
	case err == nil && !bytes.Equal(kept, fingerprint):
		return &OtherKeysError{}
	}
	return err
}

func scanBlob(row scanner) (bytes []byte, err error) {
	err = row.Scan(&bytes)
	return bytes, err
}

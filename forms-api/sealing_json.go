package formsapi

import (
	"encoding/json"
	"fmt"
)

// The uses that a record's key seals for.
const (
	useRequest      = "request 2" // with the channel beside it
	useFirstRequest = "request"   // what the first programs sealed
	useHistory      = "history"
	useRating       = "rating"
	useMessage      = "message"
	useNote         = "note"
	useDraft        = "draft"
)

func sealJSON(key RecordKey, use string, v any, beside ...string) ([]byte, error) {
	plain, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("encoding a %s: %w", use, err)
	}
	sealed, err := key.Seal(use, plain, beside...)
	if err != nil {
		return nil, fmt.Errorf("sealing a %s: %w", use, err)
	}
	return sealed, nil
}

func openJSON(key RecordKey, use string, sealed []byte, v any, beside ...string) error {
	plain, err := key.Open(use, sealed, beside...)
	if err != nil {
		return fmt.Errorf("unsealing a %s: %w", use, err)
	}
	if err := json.Unmarshal(plain, v); err != nil {
		return fmt.Errorf("decoding a %s: %w", use, err)
	}
	return nil
}

// unmarshalDigest reads what a message to an office says: it is about nobody, and
// not sealed.
func unmarshalDigest(plain []byte, d *MessageDetails) error {
	if err := json.Unmarshal(plain, d); err != nil {
		return fmt.Errorf("decoding a digest: %w", err)
	}
	return nil
}

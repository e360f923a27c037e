package desk

import (
	"testing"

	formsapi "sportello/forms-api"
	"sportello/forms-api/words"
)

// Given a problem of any code, even without a key of its own, the desk has a
// status for it, a title and a sentence.
func TestEveryCodeIsAnswered(t *testing.T) {
	said, err := words.Load(I18n)
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range formsapi.Codes {
		status, known := statusOf[code]
		if !known {
			t.Errorf("%s has no status", code)
		}
		for _, key := range []string{problemTitleKey(status), problemKey(&formsapi.Problem{Code: code})} {
			if _, err := said.Lookup("it", key, nil); err != nil {
				t.Errorf("%s: %v", code, err)
			}
		}
	}
	if len(statusOf) != len(formsapi.Codes) {
		t.Errorf("%d codes have a status, there are %d", len(statusOf), len(formsapi.Codes))
	}
}

package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"

	formsapi "sportello/forms-api"
	"sportello/forms-api/catalogue"
)

// facts is the catalogue that is valid now: a build replaces it while requests
// are being answered (formsapi.Catalogue).
type facts struct {
	now     atomic.Pointer[catalogue.Snapshot]
	notices atomic.Pointer[map[string][]byte] // SHA-256 by language
}

var _ formsapi.Catalogue = (*facts)(nil)

func (f *facts) Office(id string) (formsapi.Office, bool)   { return f.now.Load().Office(id) }
func (f *facts) Service(id string) (formsapi.Service, bool) { return f.now.Load().Service(id) }
func (f *facts) Organisation(id string) (formsapi.Organisation, bool) {
	return f.now.Load().Organisation(id)
}
func (f *facts) Offices() []formsapi.Office   { return f.now.Load().Offices() }
func (f *facts) Services() []formsapi.Service { return f.now.Load().Services() }

// PrivacyNotice is the SHA-256 of the notice that people are shown in a
// language; where it is not translated they are shown the Italian one.
func (f *facts) PrivacyNotice(language string) []byte {
	notices := *f.notices.Load()
	if hash, ok := notices[language]; ok {
		return hash
	}
	return notices["it"]
}

func (f *facts) replace(s *catalogue.Snapshot, content string, languages []string) error {
	notices := map[string][]byte{}
	for _, tag := range languages {
		text, err := os.ReadFile(filepath.Join(content, "pages", "privacy", "index."+tag+".md"))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return fmt.Errorf("reading the privacy notice: %w", err)
		}
		sum := sha256.Sum256(text)
		notices[tag] = sum[:]
	}
	f.notices.Store(&notices)
	f.now.Store(s)
	return nil
}

package site

import (
	"os"
	"path"
	"path/filepath"

	"sportello/forms-api/catalogue"
	"sportello/forms-api/words"
)

// wordsFound are the findings about the town's own interface words.
func (w workshop) wordsFound(said *words.Words, tags []string) ([]catalogue.Finding, error) {
	folder := filepath.Join(w.town(), "i18n")
	if !isFolder(folder) {
		return nil, nil
	}
	told, err := said.Review(os.DirFS(folder), tags)
	return wordsFindings(told), err
}

// wordsFindings are findings about files of i18n/, as a town sees them.
func wordsFindings(told []words.Finding) (found []catalogue.Finding) {
	for _, f := range told {
		severity := catalogue.Warning
		if f.Wrong {
			severity = catalogue.Error
		}
		found = append(found, catalogue.Finding{
			File: path.Join("i18n", f.File), Line: f.Line, Key: f.Key, Severity: severity, Sentence: f.Sentence,
		})
	}
	return found
}

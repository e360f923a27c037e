package formsapi

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// DetailIndexes are what a request with validated details can be found by.
func DetailIndexes(s Sealer, d Details) []BlindIndex { return DetailIndexesBy(s, d, IndexRules) }

// DetailIndexesBy are what it could be found by when the rules had a number: see
// IndexRules.
func DetailIndexesBy(s Sealer, d Details, rules int) []BlindIndex {
	indexes := append([]BlindIndex{s.Index(IndexReference, string(d.Reference))}, ContactIndexes(s, d)...)
	for _, form := range nameForms(d.Name, rules) {
		indexes = append(indexes, s.Index(IndexNameWord, form))
	}
	return indexes
}

// ContactIndexes are the telephone and the e-mail of validated details, without
// telling them.
func ContactIndexes(s Sealer, d Details) []BlindIndex {
	var indexes []BlindIndex
	if d.Phone != "" {
		indexes = append(indexes, s.Index(IndexPhone, d.Phone))
	}
	if d.Email != "" {
		indexes = append(indexes, s.Index(IndexEmail, strings.ToLower(d.Email)))
	}
	return indexes
}

// PersonOf is by what the person is counted who left these details: a keyed hash of
// the telephone, or else of the e-mail. Nil stands for nobody knows whom.
func PersonOf(s Sealer, d Details) []byte {
	switch {
	case d.Phone != "":
		return s.Index(IndexPerson, "phone\x00"+d.Phone).Value
	case d.Email != "":
		return s.Index(IndexPerson, "email\x00"+strings.ToLower(d.Email)).Value
	}
	return nil
}

// NameWords splits a name into the words by which it can be found: folded to
// one case and compatibility form (Unicode NFKC), each word once.
func NameWords(name string) []string {
	folded := strings.ToLower(norm.NFKC.String(name))
	words := strings.FieldsFunc(folded, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r)
	})
	seen := map[string]bool{}
	unique := words[:0]
	for _, w := range words {
		if !seen[w] {
			seen[w], unique = true, append(unique, w)
		}
	}
	return unique
}

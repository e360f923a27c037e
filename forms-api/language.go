package formsapi

import (
	"slices"

	"golang.org/x/text/language"
)

// SourceLanguage is what everything is written in first; all others are translated
// from it.
const SourceLanguage = "it"

// WishedLanguages are those of the offered languages, as in addresses (zh-hans),
// that an Accept-Language header names (RFC 9110 12.5.4), the most wished for first.
// A region or a script does not matter: who wishes for zh-CN is offered zh-hans. Of
// a header that cannot be read nothing is known.
func WishedLanguages(header string, offered []string) (wished []string) {
	wishes, _, err := language.ParseAcceptLanguage(header)
	if err != nil {
		return nil
	}
	for _, wish := range wishes {
		base, _ := wish.Base()
		for _, tag := range offered {
			if own, _ := language.Make(tag).Base(); own == base && !slices.Contains(wished, tag) {
				wished = append(wished, tag)
			}
		}
	}
	return wished
}

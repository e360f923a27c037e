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

// oneSpeech are languages that are written in two scripts and spoken as one: who
// reads sr-latn talks with who speaks sr. Of others a script can stand for another
// speech (zh-hant is what many readers of Cantonese choose).
var oneSpeech = []string{"az", "sr", "uz"}

// speech reads a tag and takes it to its macrolanguage.
const speech = language.Default | language.Macro

// SameSpeech tells whether somebody who speaks one language can be expected to talk
// with somebody who reads or speaks another: by base and script, said or likely (RFC
// 5646 2.2), so that zh and zh-hans, or pt and pt-br, are the same, and zh-hant and
// yue are others. The language that is most of a macrolanguage (ISO 639-3) is taken as
// it: cmn is zh, arb is ar, als is sq, kmr is ku; ary and ckb are others. Of what is no
// language only the very same is the same.
func SameSpeech(a, b string) bool {
	if a == b {
		return a != ""
	}
	if !isLanguage(a) || !isLanguage(b) {
		return false
	}
	one, other := speech.Make(a), speech.Make(b)
	base, _ := one.Base()
	if otherBase, _ := other.Base(); base != otherBase {
		return false
	}
	script, _ := one.Script()
	otherScript, _ := other.Script()
	return script == otherScript || slices.Contains(oneSpeech, base.String())
}

// isLanguage tells whether a code names a language (RFC 5646).
func isLanguage(code string) bool {
	tag, err := language.Parse(code)
	return err == nil && tag != language.Und
}

// SpokenAmong tells whether one of some languages is the same speech as another.
func SpokenAmong(languages []string, wanted string) bool {
	return slices.ContainsFunc(languages, func(l string) bool { return SameSpeech(l, wanted) })
}

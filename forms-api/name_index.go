package formsapi

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mozillazg/go-unidecode"
)

// IndexRules numbers the rules by which requests are found by name: 1 since names
// are found across scripts. What was stored by older ones is indexed anew in the
// background (RenewIndexes); the store knows 0 from 1 alone, so that other rules
// begin there.
const IndexRules = 1

// The prefixes keep how a word sounds apart from how it is written.
const (
	soundsLatin = "latin~"
	soundsOther = "other~"
)

// MostNameForms is how many blind indexes a name has at most. Each may touch a page of
// the database: no name that anybody has needs more.
const MostNameForms = 80

// nameForms are what a name is found by when the rules had a number: its words, and
// as far as MostNameForms allows, how they are written and sound otherwise.
func nameForms(name string, rules int) []string {
	words := NameWords(name)
	forms := slices.Clone(words)
	if rules == 0 {
		return forms
	}
	for _, w := range words {
		for _, form := range indexedForms(w) {
			if len(forms) < MostNameForms && !slices.Contains(forms, form) {
				forms = append(forms, form)
			}
		}
	}
	return forms
}

// indexedForms are what a word of NameWords is found by: as it is written, without
// accents and in Latin letters, and as it sounds, apart for Latin and other scripts.
//
// Where one script does not write what another does (Arabic no short vowels), only
// consonants can be compared: Amina and أمينة are both amn. That finds too many rather
// than too few, and only across scripts: who types Amina is not shown every Iman.
func indexedForms(word string) []string {
	forms := writtenForms(word)
	for _, latin := range inLatin(word) {
		if sound := soundOf(latin); sound != "" {
			forms = append(forms, soundsPrefix(word)+sound)
		}
	}
	return forms
}

// writtenForms are a word as it is written, and in Latin letters.
func writtenForms(word string) []string {
	forms := []string{word}
	for _, latin := range inLatin(word) {
		if latin != word {
			forms = append(forms, latin)
		}
	}
	return forms
}

// lookedForForms are those of writtenForms under which somebody is looked for. A part
// of what was written without spaces is nobody's name.
func lookedForForms(word string) []string {
	if forms := writtenForms(word); len(forms) <= 2 {
		return forms
	}
	return []string{word}
}

// soundGroups are what a word that is looked for may sound like in a name in another
// script, or in another one's spelling: a form of each group.
func soundGroups(word string) (groups [][]string) {
	for _, latin := range inLatin(word) {
		group := slices.Compact([]string{word, latin})
		if sound := soundOf(latin); sound != "" {
			group = append(group, soundsOther+sound)
			if !isLatin(word) {
				group = append(group, soundsLatin+sound)
			}
		}
		groups = append(groups, group)
	}
	return groups
}

func soundsPrefix(word string) string {
	if isLatin(word) {
		return soundsLatin
	}
	return soundsOther
}

// isLatin says whether a word is written in Latin letters.
func isLatin(word string) bool {
	return !strings.ContainsFunc(word, func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) })
}

// unheard begin a word with a vowel that their transliteration leaves out.
const unheard = "اأإآٱعءئؤ"

// inLatin is a word in the letters a to z and digits: Zoë is zoe, Оксана is oksana.
// What is written without spaces comes apart: 王伟 is wang and wei.
func inLatin(word string) (parts []string) {
	text := unidecode.Unidecode(word)
	if first, _ := utf8.DecodeRuneInString(word); strings.ContainsRune(unheard, first) {
		text = "a" + strings.TrimLeft(text, "aA'`")
	}
	for _, part := range strings.Fields(strings.ToLower(text)) {
		part = strings.Map(func(r rune) rune {
			if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
				return r
			}
			return -1
		}, part)
		if part != "" && !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	return parts
}

// digraphs are spelled with one letter where others spell them with two, or with
// another one: Rachid and Rashid, Djamila and Jamila, Parvin and پروین.
var digraphs = strings.NewReplacer(
	"sch", "s", "ch", "s", "sh", "s", "kh", "k", "gh", "g", "dh", "d", "th", "t", "ph", "f", "dj", "j", "dz", "z",
	"q", "k", "c", "k", "x", "ks", "v", "w",
)

// soundOf are the consonants of a word in Latin letters, double ones once, with an a
// for a vowel that it begins with. Inside a word y and w are vowels, and an h at its
// end is not heard. It is empty for what has too few to tell anybody by.
func soundOf(latin string) string {
	var sound []byte
	letters := digraphs.Replace(beginning(latin))
	for i := range len(letters) {
		r, last := letters[i], i == len(letters)-1
		switch {
		case i > 0 && r == letters[i-1], i > 0 && strings.IndexByte("aeiouyw", r) >= 0, i > 0 && last && r == 'h':
		case strings.IndexByte("aeiou", r) >= 0:
			sound = append(sound, 'a')
		default:
			sound = append(sound, r)
		}
	}
	if len(sound) < 2 {
		return ""
	}
	return string(sound)
}

// beginning spells what a word begins with in one way: Oualid is walid, Iuliia yuliia.
func beginning(latin string) string {
	for from, to := range map[string]string{"ou": "w", "i": "y"} {
		if rest, ok := strings.CutPrefix(latin, from); ok && rest != "" && strings.IndexByte("aeiou", rest[0]) >= 0 {
			return to + rest
		}
	}
	return latin
}

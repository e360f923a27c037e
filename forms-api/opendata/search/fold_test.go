package search_test

import (
	"slices"
	"testing"
	"unicode"
	"unicode/utf8"

	"sportello/forms-api/opendata/search"
)

// Each line is different ways to write one thing.
func TestFoldForgives(t *testing.T) {
	for script, same := range map[string][][]string{
		"Latin": {
			{"Città", "citta", "CITTÀ", "citta\u0300"},
			{"l’ufficio", "L'Ufficio", "l ufficio", "lʼufficio"},
			{"Perché?", "perche", "  «perché» "},
			{"Straße", "STRASSE"},
			{"œuvre", "Œuvre", "oeuvre"},
			{"ﬁdanzato", "fidanzato"},
			{"ＳＰＩＤ", "spid"},
		},
		"Romanian, Albanian, Turkish, Filipino": {
			{"școală", "şcoală", "scoala"}, {"Ţară", "țară", "tara"}, {"shëndeti", "shendeti"}, {"çka", "cka"},
			{"İstanbul", "istanbul", "ıstanbul"}, {"niño", "nino"}, {"Łódź", "lodz"}, {"đak", "dak"},
		},
		"Greek": {{"Υγεία", "υγεια", "ΥΓΕΙΑ"}, {"ΝΟΜΟΣ", "νόμος"}},
		"Cyrillic": {
			{"ещё", "еще", "ЕЩЁ"}, {"йод", "иод"}, {"ґрунт", "грунт"}, {"їжа", "іжа"}, {"Київ", "киів"},
		},
		"Arabic": {
			{"أسرة", "اسرة", "اسره", "أُسْرَة"}, {"إقامة", "اقامه", "إقـــامة"}, {"آخر", "اخر"}, {"مستشفى", "مستشفي"},
			{"سؤال", "سوال"}, {"شئون", "شيون"}, {"لقاء", "لقا"}, {"ٱلله", "الله", "ﷲ"}, {"لا", "ﻻ"},
			{"\u200fمكتب\u200e", "مكتب"}, {"٠٩٧١", "0971", "۰۹۷۱"},
		},
		"Persian, Urdu, Pashto": {
			{"کمک", "كمك"}, {"یکی", "يكي"}, {"خانهٔ", "خانۀ", "خانه"}, {"می\u200cخواهم", "میخواهم"},
			{"ہسپتال", "هسپتال"}, {"ګټه", "گټه"}, {"ښځۍ", "ښځي"},
		},
		"Bengali":  {{"কোর্ট", "ক\u09c7\u09beর্ট"}, {"য়", "\u09af\u09bc"}, {"১২৩", "123"}},
		"Gurmukhi": {{"ਸ਼ਹਿਰ", "ਸ\u0a3cਹਿਰ"}, {"੧੨", "12"}},
		"Sinhala":  {{"ශ්\u200dරී", "ශ්රී"}, {"කෝ", "ක\u0dd9\u0dcf\u0dca"}},
		"Tamil":    {{"கோ", "க\u0bc7\u0bbe"}, {"௧௨", "12"}},
		"Ethiopic": {{"ቢሮ፡ስራ", "ቢሮ ስራ", "ቢሮ ሥራ"}, {"ጸሓይ", "ፀሓይ"}, {"ኣምሓርኛ", "አምሓርኛ"}, {"፩፪", "12"}},
		"Chinese":  {{"法律，帮助", "法律 帮助"}, {"２４小时", "24小时"}, {"\uf9e9", "里"}},
	} {
		for _, ways := range same {
			want := search.Fold(ways[0])
			for _, way := range ways {
				if got := search.Fold(way); got != want || got == "" {
					t.Errorf("%s: %q folds to %q, %q to %q", script, ways[0], want, way, got)
				}
			}
		}
	}
}

// In these scripts a mark makes another word.
func TestFoldKeepsApart(t *testing.T) {
	for _, words := range [][]string{
		{"কাজ", "কজ", "কিজ"}, {"হ", "হ্"}, {"ਕਮ", "ਕੰਮ"}, {"සල", "සිල"}, {"கல", "கலை"}, {"ሰራ", "ሥራ", "ሰሪ"}, {"बल", "बाल"},
		{"法律", "法办"}, {"پير", "بير"}, {"casa", "cassa"}, {"بڑی", "بڑے"},
	} {
		folded := map[string]bool{}
		for _, w := range words {
			folded[search.Fold(w)] = true
		}
		if len(folded) != len(words) {
			t.Errorf("%q fold to %d words", words, len(folded))
		}
	}
}

func TestWords(t *testing.T) {
	for text, want := range map[string][]string{
		"法律帮助":             {"法律", "律帮", "帮助", "助"},
		"法":                {"法"},
		"在Potenza办公室 24小时": {"在", "potenza", "办公", "公室", "室", "24", "小时", "时"},
		"dell’ufficio":     {"dell", "ufficio"},
		"e-mail: a@b.it":   {"e", "mail", "a", "b", "it"},
		"":                 nil, "؟ – …": nil, "\u0640\u064e": nil, "\xff\xfe": nil,
	} {
		if got := search.Words(text); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, text := range []string{
		"Città", "İIıi", "ẞ", "ΌΔΟΣ", "أُسْـرَة", "ﷺ", "কো়্", "ශ්\u200dරී", "法律㍿", "ŉ", "ﬀ", "a\u200d\u0323\u0301",
		"\u09cd\u200d\u09bc", "\xff", "𝟘𝐀", "ϓ", "\u1e9b\u0323", "Ⅷ½", "\u0345α\u0301",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		once := search.Fold(text)
		if twice := search.Fold(once); twice != once {
			t.Errorf("%q folds to %+q, and that to %+q", text, once, twice)
		}
		if utf8.ValidString(text) && !utf8.ValidString(once) {
			t.Errorf("%q folds to %q, which is no text", text, once)
		}
	})
}

// Every character folds to what stays as it is.
func TestFoldOfEveryCharacterIsStable(t *testing.T) {
	for r := rune(1); r <= utf8.MaxRune; r++ {
		if !unicode.IsGraphic(r) && !unicode.Is(unicode.Cf, r) {
			continue // nothing is assigned to it
		}
		once := search.Fold(string(r))
		if twice := search.Fold(once); twice != once {
			t.Errorf("%U folds to %+q, and that to %+q", r, once, twice)
		}
	}
}

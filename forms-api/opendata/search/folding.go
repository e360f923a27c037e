package search

import (
	"strconv"
	"strings"
	"unicode"
)

// TheFolding is the one rule of folding, for every language: people type the
// words of one language on another's keyboard.
var TheFolding = Folding{
	Drop:  pairsOf(drop),
	Map:   spelled(spellings),
	Zeros: zeros(),
	Word:  `[\p{L}\p{M}\p{N}]+`,
	Han:   "[々〇㐀-䶿一-鿿豈-\uFAFF𠀀-𱍊]+",
	Whole: "^[" + alphabets + "0-9]{1,2}$", // two letters are no word yet

	// و and ف (and), ب, ك, ل (in, as, for) and the article are written as one with the word.
	Clitics: "^(?:[وف]?[بكل]?ال|[وف]?لل)(.{3,})$",
	// My, your, our, their: اقامتي is اقامه and ي.
	Endings: "^([آ-ۿ]{3,}?)ت?(?:ي|ك|نا|كم|ه|ها|هم)$",
	Slips:   []string{"^[" + alphabets + "]{5,}$", "^[" + alphabets + "]{8,}$"},
}

// alphabets are Latin, Greek, Cyrillic, Armenian, Hebrew and Arabic, as regular
// expressions name them: each letter is a sound.
const alphabets = "a-zß-ۿ"

// drop is left out. Bengali, Ethiopic, Gurmukhi, Sinhala and Tamil marks are not
// among it: there they are letters.
var drop = [][2]rune{
	{0x00AD, 0x00AD},                   // soft hyphen
	{0x0300, 0x036F},                   // accents of Latin, Greek and Cyrillic
	{0x0483, 0x0489},                   // Cyrillic titlo
	{0x0610, 0x061A}, {0x061C, 0x061C}, // Arabic signs above, direction mark
	{0x0621, 0x0621},                   // hamza by itself: سماء is typed as سما
	{0x0640, 0x0640},                   // tatweel
	{0x064B, 0x065F}, {0x0670, 0x0670}, // harakat, hamza and madda above, superscript alef
	{0x0674, 0x0674},                                     // high hamza
	{0x06D6, 0x06DC}, {0x06DF, 0x06E4}, {0x06E7, 0x06ED}, // Quranic signs
	{0x08CA, 0x08FF},                   // further Arabic marks
	{0x180B, 0x180F},                   // variation selectors
	{0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, // accents
	{0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x2069}, // joiners and direction marks
	{0x20D0, 0x20FF},                                     // marks for symbols
	{0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, // variation selectors, half accents, byte order mark
}

// spellings are characters that stand for one another: first what is kept, then
// those that become it. What Unicode decomposes (é, ё, أ) needs no line here.
var spellings = []string{
	"ss ß", "ae æ", "oe œ", "o ø", "d đ ð", "l ł", "h ħ", "i ı", "th þ", "t ŧ", "n ŋ", "e ə ǝ",
	"σ ς",
	"г ґ",
	"ا ٱ ٲ ٳ", "ي ى ی ې ۍ", "ك ک ڪ", "ه ة ہ ھ ە ۃ", "گ ګ",
	// Letters of one sound: Eritreans write ሰ and ኣ where Ethiopians write ሠ and አ.
	"ሰ ሠ", "ሱ ሡ", "ሲ ሢ", "ሳ ሣ", "ሴ ሤ", "ስ ሥ", "ሶ ሦ", "ጸ ፀ", "ጹ ፁ", "ጺ ፂ", "ጻ ፃ", "ጼ ፄ", "ጽ ፅ", "ጾ ፆ", "ኣ አ",
	"' ’ ‘ ‛ ʼ ʻ ʹ ′ ` ＇ ՚ ꞌ", "- ‐ ‑ ‒ – — − ־",
	"1 ፩", "2 ፪", "3 ፫", "4 ፬", "5 ፭", "6 ፮", "7 ፯", "8 ፰", "9 ፱",
}

func spelled(lines []string) map[string]string {
	all := map[string]string{}
	for _, line := range lines {
		forms := strings.Fields(line)
		for _, form := range forms[1:] {
			all[form] = forms[0]
		}
	}
	return all
}

func pairsOf(ranges [][2]rune) string {
	var b strings.Builder
	for _, r := range ranges {
		b.WriteRune(r[0])
		b.WriteRune(r[1])
	}
	return b.String()
}

// zeros finds the decimal digits of every script. Unicode keeps each ten in one
// block, in order (Unicode 4.6).
func zeros() string {
	var b strings.Builder
	decimals := func(lo, hi rune) {
		for zero := lo; zero <= hi; zero += 10 {
			if zero > '9' {
				b.WriteRune(zero)
			}
		}
	}
	for _, r := range unicode.Nd.R16 {
		decimals(rune(r.Lo), rune(r.Hi))
	}
	for _, r := range unicode.Nd.R32 {
		decimals(rune(r.Lo), rune(r.Hi))
	}
	return b.String()
}

var (
	dropRunes = []rune(TheFolding.Drop)
	digits    = digitsOf(TheFolding.Zeros)
)

func digitsOf(zeros string) map[rune]string {
	all := map[rune]string{}
	for _, zero := range zeros {
		for n := range 10 {
			all[zero+rune(n)] = strconv.Itoa(n)
		}
	}
	return all
}

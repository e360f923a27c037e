package translation_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"sportello/forms-api/translation"
)

// in is a body in a language, that begins on line 6 of its file.
func in(language, body string) translation.Text {
	return translation.Text{
		Language: language, Title: "-", Description: "-", Body: []byte(body),
		Lines: translation.Lines{Title: 2, Description: 3, AnsweredBy: 1, Body: 6},
	}
}

// differences are written as a finding is.
func differences(italian, translated translation.Text) []string {
	var all []string
	for _, d := range translation.Compare(italian, translated) {
		all = append(all, fmt.Sprintf("%d: %s: %s", d.Line, d.Severity, d.Sentence))
	}
	return all
}

// The same fact may be written as a language writes it.
func TestWhatSaysTheSameDiffersInNothing(t *testing.T) {
	for _, c := range []struct{ italian, language, translated string }{
		{"Chiama lo 0971 415507.", "en", "Call 0971 415507."},
		{"Chiama lo 0971 415507.", "en", "Call +39 0971 415 507."},
		{"Chiama lo 0971 415507.", "en", "Call 0971/415507 or\nwrite."},
		{"Chiama lo 0971 415507.", "ar", "اتصل بالرقم ٠٩٧١ ٤١٥٥٠٧."},
		{"Chiama lo 0971 415507.", "bn", "০৯৭১ ৪১৫৫০৭ নম্বরে ফোন করুন।"},
		{"Chiama il 1522 o l’800 290 290.", "fr", "Appelez le 1522 ou le 800 290 290."},
		{"Telefoni: 0971 415507, 333 123 4567", "zh-hans", "电话：333 1234567、0971 415507。"},
		{"Dalle 8:30 alle 12:00.", "en", "From 08:30 to 12.00."},
		{"Dalle 8.30 alle 12.", "fa", "از ۸:۳۰ تا ۱۲"},
		{"8.30-12.30 e 16.30-18.00", "zh-hans", "上午8：30至12：30，下午16:30–18:00。"},
		{"Dalle 8:30.", "ro", "De la 8:30 am timp."}, // I have
		{"Dalle 8:30 alle 18:30.", "en", "From 8:30 in the morning to 18:30 in the evening."},
		{"Alle 8:30 di sera.", "en", "At 8:30 p.m."},
		{"È finito il 31/12/2022.", "en", "It ended on 31 December 2022."},
		{"È finito il 31/12/2022.", "fil", "Natapos noong Disyembre 31, 2022."},
		{"È finito il 31/12/2022.", "zh-hans", "已于2022年12月31日结束。"},
		{"È nato il 1° luglio 2017.", "es", "Nació el 1 de julio de 2017."},
		{"È nato il 1° luglio 2017.", "en", "It began on July 1st, 2017."},
		{"È nato il 1° luglio 2017.", "en", "It began on 1st July 2017."},
		{"È nato il 1° luglio 2017.", "ru", "Открыт 1 июля 2017 г."},
		{"È nato il 1° luglio 2017.", "ps", "د 2017 جولای 1"},
		{"Il 21 settembre c’è un incontro.", "uk", "Зустріч 21 вересня."},
		{"Da settembre 2022.", "sq", "Nga shtatori 2022."},   // no name of CLDR's: the year is compared
		{"Il 21 settembre.", "si", "සැප්තැම්බර් 21."},        // another calendar's name in CLDR
		{"Il 21 settembre.", "ru", "Двадцать 21 сентябрём."}, // another case
		{"Costa 16,00 euro.", "en", "It costs €16."},
		{"Costa 16,50 €.", "en", "It costs €16.50."},
		{"Costa 1.500 euro.", "fr", "Cela coûte 1\u202f500\u00a0euros."},
		{"Costa 1.500 euro.", "ru", "Это стоит 1500 евро."},
		{"Costa 16 euro.", "xx", "16 hix."}, // no word for the euro: the number is compared
		{"Costa 1.500 euro.", "ro", "Costă 1.500 de euro."},
		{"Costa 16 euro.", "sq", "Kushton 16 eurosh."},
		{"Ti danno 20 dollari.", "en", "They give you $20."},
		{"Il 21 e il 22 settembre.", "en", "On September 21 and 22."},
		{"Fino al 200%, entro 24 o 48 ore.", "ar", "حتى ٢٠٠٪، خلال ٢٤ أو ٤٨ ساعة."},
		{"WCAG 2.2, articolo 6 (UE) 2016/679", "ro", "WCAG 2.2, articolul 6 (UE) 2016/679"},
		{"Scrivi a desk@example.org.", "en", "Write to DESK@example.org!"},
		{"Vedi www.example.org/a.", "zh-hans", "请看www.example.org/a。"},
		{"[Qui](/it/offices/potenza/), [e qui](https://example.org/).", "en", "[There](https://example.org/) and [here](/en/offices/potenza/)."},
		{"[Qui]({{% relref \"/offices\" %}}).", "en", "[Here]({{% relref \"/offices\" %}})."},
		{"[In inglese](/en/offices/).", "en", "[In English](/en/offices/)."},
		{"[Qui]({{% relref \"/faq#police\" %}}).", "en", "[Here](/faq#police)."},
		{"1. uno\n2. due\n", "en", "1) one\n1) two\n"},
		{"## Come {#how}\n\n- a\n- b\n", "en", "How {#how}\n---\n\n* a\n\n* b\n"},
	} {
		if got := differences(in("it", c.italian), in(c.language, c.translated)); got != nil {
			t.Errorf("%q and %q: %q", c.italian, c.translated, got)
		}
	}
}

func TestWhatDiffersIsToldWithLineAndSentence(t *testing.T) {
	for _, c := range []struct {
		italian, language, translated string
		want                          []string
	}{
		{
			"Ciao.\n\nChiama lo 0971 415507.", "en", "Hello.\n\nPlease\ncall 0971 415508.",
			[]string{"9: error: the telephone number here is 0971 415508, on the Italian page it is 0971 415507: correct it"},
		},
		{
			"Ciao.\n\nChiama lo 0971 415507.", "ar", "مرحبا.\n\nاتصل.",
			[]string{"8: error: the Italian page has the telephone number 0971 415507, which is missing here: write it as it stands there"},
		},
		{
			"## A {#a}\n\nChiama il 1522.\n\nSubito.", "en", "Hello.\n\n## A {#a}\n\nCall.",
			[]string{"8: error: the Italian page has the telephone number 1522, which is missing here: write it as it stands there"},
		},
		{"Ciao.", "en", "Hello: 06 6710 1234.", []string{"6: error: the telephone number 06 6710 1234 is not on the Italian page: take it out, or correct it"}},
		{"Dalle 8:30.", "bn", "৮:০০ থেকে।", []string{"6: error: the time here is 8:00, on the Italian page it is 8:30: correct it"}},
		{"Dalle 16:30.", "en", "From 4:30 pm.", []string{"6: error: the time here is 4:30 pm, on the Italian page it is 16:30: correct it"}},
		{"Dalle 8:30.", "en", "From 8:30 pm.", []string{"6: error: the time here is 8:30 pm, on the Italian page it is 8:30: correct it"}},
		{"Dalle 8:30.", "fil", "Mula 8.30 A.M. araw-araw", []string{"6: error: the time here is 8.30 A.M., on the Italian page it is 8:30: correct it"}},
		{"Dalle 8:30.", "ar", "من ٨:٣٠ مساءً.", []string{"6: error: the time here is 8:30 مساءً, on the Italian page it is 8:30: correct it"}},
		{"Dalle 8:30.", "zh-hans", "下午8：30起。", []string{"6: error: the time here is 下午8:30, on the Italian page it is 8:30: correct it"}},
		{"Dalle 8:30.", "fa", "از ۸:۳۰ ب.ظ تا", []string{"6: error: the time here is 8:30 ب.ظ, on the Italian page it is 8:30: correct it"}},
		{"Alle 8.", "en", "At 8 pm.", []string{
			"6: error: the time 8 pm is not on the Italian page: take it out, or correct it",
			"6: warning: the Italian page has the number 8, which is missing here: write it as it stands there",
		}},
		{"È aperto.", "en", "Open at 4 P. M. daily.", []string{"6: error: the time 4 P. M. is not on the Italian page: take it out, or correct it"}},
		{"Il 31/12/2022.", "en", "On 30 December 2022.", []string{"6: error: the date here is 30 December 2022, on the Italian page it is 31/12/2022: correct it"}},
		{"Il 21 settembre.", "en", "On 21 October.", []string{"6: error: the date here is 21 October, on the Italian page it is 21 settembre: correct it"}},
		{"Il 21 settembre.", "ti", "22 መዓልቲ።", []string{
			"6: error: the Italian page has the date 21 settembre, which is missing here: write it as it stands there",
			"6: warning: the number 22 is not on the Italian page: take it out, or correct it",
		}},
		{"Costa 16 euro.", "en", "It costs €61.", []string{"6: error: the amount here is €61, on the Italian page it is 16 euro: correct it"}},
		{"Costa 1.500 euro.", "en", "It costs 1,500 dollars.", []string{"6: error: the amount here is 1,500 dollars, on the Italian page it is 1.500 euro: correct it"}},
		{"Costa 16 euro.", "ti", "16 ብር ይኽፈል።", []string{"6: error: the amount here is 16 ብር, on the Italian page it is 16 euro: correct it"}},
		{"Costa 1.500 euro.", "en", "It costs 1,500 coins.", []string{"6: warning: the Italian page says 1.500 euro, of which only the numbers are understood here: look whether the rest is the same"}},
		{"Costa 1.500.", "en", "It costs €1,500.", []string{"6: warning: here it says €1,500, of which only the numbers are understood on the Italian page: look whether the rest is the same"}},
		{"Il 21 settembre.", "en", "On 21 Vendémiaire.", []string{"6: warning: the Italian page says 21 settembre, of which only the numbers are understood here: look whether the rest is the same"}},
		{"Scrivi a a@example.org", "en", "Write to b@example.org", []string{"6: error: the e-mail or web address here is b@example.org, on the Italian page it is a@example.org: correct it"}},
		{"Entro 24 o 48 ore, 24 al massimo.", "en", "Within 24 or 36 hours.", []string{
			"6: warning: the number here is 36, on the Italian page it is 48: correct it",
			"6: warning: the Italian page has the number 24, which is missing here: write it as it stands there",
		}},
		{"[Qui](/a) e [qui](/a)", "en", "[Here](/a)\nand [here](/b)", []string{"7: error: this link leads to /b, on the Italian page one leads to /a: correct the address"}},
		{"[Qui](/it/needs/)", "en", "[Here](/en/offices/)", []string{"6: error: this link leads to /en/offices/, on the Italian page one leads to /it/needs/: correct the address"}},
		{"[Qui](/en/needs/)", "fr", "[Ici](/fr/needs/)", []string{"6: error: this link leads to /fr/needs/, on the Italian page one leads to /en/needs/: correct the address"}},
		{"[Qui]({{% relref \"/faq#police\" %}})", "en", "[Here](#police)", []string{"6: error: this link leads to #police, on the Italian page one leads to /faq#police: correct the address"}},
		{"Qui", "en", "[Here](/b)", []string{"6: error: the Italian page has no link to /b: take it out"}},
		{"[Qui](/b)", "en", "Here", []string{"2: error: the Italian page has a link to /b, which is missing here"}},
		{"## A {#a}\n\n## B {#b}\n\n## C {#c}", "en", "## A {#a}\n\n### B {#b}\n\n## C {#c}", []string{
			"8: error: this heading is ### … {#b}, on the Italian page it is ## … {#b}: level and id are the same in every language",
		}},
		{"## A {#a}\n\n## B {#b}\n\n## C {#c}", "en", "## A {#a}\n\n## C {#c}", []string{
			"6: error: the Italian page has the heading ## … {#b}, which is missing about here: add it with what stands beneath it",
		}},
		{"## A {#a}", "en", "## A {#a}\n\n## More", []string{"8: error: the Italian page has no heading ## … at this place: take it out, or correct its level and its id"}},
		{"- a\n- b\n\nFine.\n\n1. c", "en", "- a\n\nEnd.\n\n- c", []string{
			"6: warning: here is a list of 1 item, on the Italian page a list of 2 items",
			"10: warning: here is a list of 1 item, on the Italian page a numbered list of 1 item",
		}},
	} {
		if diff := cmp.Diff(c.want, differences(in("it", c.italian), in(c.language, c.translated))); diff != "" {
			t.Errorf("%q and %q (-want +got):\n%s", c.italian, c.translated, diff)
		}
	}
}

// What stands in the front matter is compared too, and told at its line.
func TestFactsOfTheTitleAreComparedToo(t *testing.T) {
	italian, english := in("it", ""), in("en", "")
	italian.Description, english.Description = "È finito il 31/12/2022.", "It ended on 31/12/2023."
	want := []string{"3: error: the date here is 31/12/2023, on the Italian page it is 31/12/2022: correct it"}
	if got := differences(italian, english); !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
}

// Every decimal digit of Unicode has the value that its place in its ten gives it.
func TestDigitsOfEveryScript(t *testing.T) {
	tens := 0
	for _, zero := range "0٠۰০੦෦௦०๐０𝟎𝟘" {
		for v := range 10 {
			got := differences(in("it", fmt.Sprintf("Ore %d", v)), in("xx", "Ore "+string(zero+rune(v))))
			if got != nil {
				t.Errorf("%c is no %d: %q", zero+rune(v), v, got)
			}
		}
		tens++
	}
	for _, s := range unicode.Nd.R16 {
		if (s.Hi-s.Lo+1)%10 != 0 || s.Stride != 1 {
			t.Errorf("digits from %x to %x are no tens", s.Lo, s.Hi)
		}
	}
	for _, s := range unicode.Nd.R32 {
		if (s.Hi-s.Lo+1)%10 != 0 || s.Stride != 1 {
			t.Errorf("digits from %x to %x are no tens", s.Lo, s.Hi)
		}
	}
}

func FuzzCompare(f *testing.F) {
	f.Add("it", potenza)
	f.Add("en", "On 21 September 2022, 8.30-12.00, €16.50, 0971 41 55 07 - 1522, a@b.it www.\n> - 1. x\n\n[a](b) ![c](d)")
	f.Add("zh-hans", "2022年9月21日 8：30 1\u202f500 €€€ 9月")
	f.Add("xx", "+++ (((1) 2 3 4 5 6 7 8 9 10 11 12 13 14 15")
	f.Fuzz(func(t *testing.T, language, body string) {
		text := in(language, body)
		if got := differences(text, text); got != nil {
			t.Fatalf("a text differs from itself: %q", got)
		}
		italian := in("it", potenza)
		for _, d := range translation.Compare(italian, text) {
			if lines := 6 + strings.Count(body, "\n"); d.Line < 1 || d.Line > lines || d.Sentence == "" {
				t.Fatalf("%+v of %d lines", d, lines)
			}
		}
		translation.Compare(text, italian)
		text.Read()
	})
}

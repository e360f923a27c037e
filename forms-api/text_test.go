package formsapi

import "testing"

func TestCleanLine(t *testing.T) {
	kept := []string{
		"Amina", "أمينة بنت يوسف", "আমিনা খাতুন", "ਅਮੀਨਾ", "王小明", "👩🏽‍👧 Zoë", "O'Brien-Łukasz",
		"\u200fمحمد\u200e 5", // direction marks belong to the text
		"=cmd|calc", "<script>",
	}
	for _, s := range kept {
		if got, err := CleanLine(s); err != nil || got != s {
			t.Errorf("CleanLine(%q) = %q, %v; want it unchanged", s, got, err)
		}
	}
	refused := []string{"a\x00b", "two\nlines", "tab\there", "bell\a", "\xff\xfe", "caf\xe9", "\x1b[31m", "del\x7f", "c1\u0085",
		"line\u2028separator", "paragraph\u2029separator",
		"\u202aa", "\u202bb", "a\u202c", "\u202dd", "Ali\u202eanimA", "\u2066a\u2069", "\u2067b", "\u2068c"}
	for _, s := range refused {
		if got, err := CleanLine(s); err == nil {
			t.Errorf("CleanLine(%q) = %q, want ErrNotText", s, got)
		}
	}
}

func TestCleanText(t *testing.T) {
	tests := []struct{ given, want string }{
		{"one\r\ntwo", "one\ntwo"},
		{"  one\n\n\ttwo \n", "one\n\n\ttwo"},
		{"مرحبا\nবাংলা\n🌍", "مرحبا\nবাংলা\n🌍"},
		{"", ""},
		{"one\u2028two\u2029three", "one\ntwo\nthree"},
		{"call \u202a+39 333\u202c, \u2067\u202bمرحبا\u202c\u2069", "call \u202a+39 333\u202c, \u2067\u202bمرحبا\u202c\u2069"},
		{"open \u202egnp.elif", "open \u202egnp.elif\u202c"},
		{"\u2067one\ntwo\u2069", "\u2067one\u2069\ntwo"},
		{"a\u202cb\u2069c", "abc"},
		{"\u202a\u2068a\u202cb\u2069", "\u202a\u2068ab\u2069\u202c"},
		{"\u2068\u202ba\u2069b\u202c", "\u2068\u202ba\u2069b"},
	}
	for _, tt := range tests {
		if got, err := CleanText(tt.given); err != nil || got != tt.want {
			t.Errorf("CleanText(%q) = %q, %v; want %q", tt.given, got, err, tt.want)
		}
		if again, err := CleanText(tt.want); err != nil || again != tt.want {
			t.Errorf("CleanText(%q) = %q, %v the second time", tt.want, again, err)
		}
	}
	for _, s := range []string{"a\x00", "\xc3", "lone\rreturn"} {
		if got, err := CleanText(s); err == nil {
			t.Errorf("CleanText(%q) = %q, want ErrNotText", s, got)
		}
	}
}

func TestLengthCountsCodePoints(t *testing.T) {
	for s, want := range map[string]int{"": 0, "città": 5, "বাংলা": 5, "👩🏽‍👧": 4} {
		if got := Length(s); got != want {
			t.Errorf("Length(%q) = %d, want %d", s, got, want)
		}
	}
}

func TestFoldDigits(t *testing.T) {
	for given, want := range map[string]string{
		"12": "12", "٢": "2", "۱۲": "12", "৯": "9", "੫ ੬": "5 6", "１２": "12", "𝟗": "9", "sei": "sei", "½": "½",
	} {
		if got := FoldDigits(given); got != want {
			t.Errorf("FoldDigits(%q) = %q, want %q", given, got, want)
		}
	}
}

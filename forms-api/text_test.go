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
	refused := []string{"a\x00b", "two\nlines", "tab\there", "bell\a", "\xff\xfe", "caf\xe9", "\x1b[31m", "del\x7f", "c1\u0085"}
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
	}
	for _, tt := range tests {
		if got, err := CleanText(tt.given); err != nil || got != tt.want {
			t.Errorf("CleanText(%q) = %q, %v; want %q", tt.given, got, err, tt.want)
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

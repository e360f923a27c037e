package formsapi

import (
	"strings"
	"testing"
)

func TestParseEmail(t *testing.T) {
	taken := []string{
		"amina@example.org", "a.b+tag@sub.example.co.uk", "o'brien@example.ie", "user_name-2@xn--mnchen-3ya.de", "x@1and1.example",
		"m=21!#$*/^`{|}~@example.org", "josé@exämple.org", "مستخدم@مثال.إختبار", "ব্যবহারকারী@উদাহরণ.বাংলা",
	}
	for _, s := range taken {
		if got, ok := ParseEmail(s); !ok || got != s {
			t.Errorf("ParseEmail(%q) = %q, %t; want it taken", s, got, ok)
		}
	}
	refused := map[string]string{
		"a link's other fields":     "a?bcc=evil%40evil.org&body=x@x.it",
		"an ampersand":              "a&b@example.org",
		"a percent sign":            "a%40b@example.org",
		"a quoted part":             `"a b"@example.org`,
		"a comment":                 "a(b)@example.org",
		"a name":                    "Amina <a@example.org>",
		"nothing before":            "@example.org",
		"two dots":                  "a..b@example.org",
		"an address of a machine":   "a@[192.0.2.1]",
		"a number of a machine":     "a@192.0.2.1",
		"one label":                 "a@localhost",
		"a dot at the end":          "a@example.org.",
		"a hyphen first":            "a@-example.org",
		"a hyphen last":             "a@example-.org",
		"an underscore":             "a@exa_mple.org",
		"a query behind":            "a@example.org?bcc=b",
		"an override":               "a@\u202egro.elpmaxe.org",
		"an override before":        "\u202ea@example.org",
		"an invisible space":        "a\u200bb@example.org",
		"an invisible letter":       "a\u3164@example.org",
		"a direction mark":          "a@example.org\u200f",
		"two":                       "a@example.org,b@example.org",
		"a line":                    "a@example.org\nBcc: b@example.org",
		"65 before":                 strings.Repeat("a", 65) + "@example.org",
		"a label of 64":             "a@" + strings.Repeat("a", 64) + ".org",
		"255 bytes":                 "a@" + strings.Repeat("a.", 125) + "org",
		"bytes that are no letters": "a\xff@example.org",
		"a label of 64 in ASCII":    "a@" + strings.Repeat("م", 31) + strings.Repeat("ك", 31) + ".org",
		"letters of two directions": "a@مثالexample.org",
	}
	for name, s := range refused {
		if got, ok := ParseEmail(s); ok {
			t.Errorf("%s: ParseEmail(%q) = %q; want it refused", name, s, got)
		}
	}
}

// Given an address, it travels with its domain in ASCII; letters before the @ that
// have no such form are not sent.
func TestAnEmailTravelsInASCII(t *testing.T) {
	for typed, want := range map[string]string{
		"amina@example.org":     "amina@example.org",
		"amina@مثال.إختبار":     "amina@xn--mgbh0fb.xn--kgbechtv",
		"amina@Exämple.org":     "amina@xn--exmple-cua.org",
		"a@xn--mnchen-3ya.de":   "a@xn--mnchen-3ya.de",
		"a@r3---sn.example.org": "a@r3---sn.example.org",
		"josé@example.org":      "",
		"مستخدم@مثال.إختبار":    "",
		"nobody":                "",
	} {
		if got, ok := EmailOnTheWire(typed); ok != (want != "") || ok && got != want {
			t.Errorf("EmailOnTheWire(%q) = %q, %t; want %q", typed, got, ok, want)
		}
	}
}

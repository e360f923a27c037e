package formsapi

import (
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// Limits of an e-mail address and its parts, in bytes (RFC 5321 4.5.3.1 and RFC 1035 2.3.4).
const (
	MaxEmail      = 254
	maxEmailLocal = 64
	maxLabel      = 63
)

// ParseEmail checks a bare address such as name@example.org, of any script (RFC
// 6531). It is stricter than the standards, because an address goes on into
// links, headers and tables: before the @ a dot-atom without "?", "&" and "%"
// (no quotes, no comments; those three would continue a mailto: link, RFC 6068
// 2), after it a name of at least two labels, so no address of a machine.
func ParseEmail(typed string) (address string, ok bool) {
	a, err := mail.ParseAddress(typed)
	if err != nil || a.Address != typed || len(typed) > MaxEmail {
		return "", false
	}
	local, domain, _ := strings.Cut(typed, "@")
	if !isDotAtom(local) || !isDomain(domain) {
		return "", false
	}
	if wire, ok := asciiDomain(domain); !ok || len(local)+len("@")+len(wire) > MaxEmail {
		return "", false
	}
	return typed, true
}

// EmailOnTheWire is an address as every mail server takes it, with its domain in
// ASCII (RFC 5891). What stands before the @ has no such form: an address with other
// letters there is not ok, because only some servers would take it (RFC 6531).
func EmailOnTheWire(address string) (wire string, ok bool) {
	at := strings.LastIndex(address, "@")
	if at < 0 || !isASCII(address[:at]) {
		return "", false
	}
	domain, ok := asciiDomain(address[at+1:])
	if !ok {
		return "", false
	}
	return address[:at+1] + domain, true
}

// asciiDomain is a domain as the DNS knows it; one that is in ASCII already stays
// as it is.
func asciiDomain(domain string) (string, bool) {
	if isASCII(domain) {
		return domain, true
	}
	ascii, err := idna.Lookup.ToASCII(domain)
	return ascii, err == nil
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf })
}

func isDotAtom(local string) bool {
	if len(local) > maxEmailLocal {
		return false
	}
	for atom := range strings.SplitSeq(local, ".") {
		if !consistsOf(atom, "!#$'*+-/=^_`{|}~") {
			return false
		}
	}
	return true
}

func isDomain(domain string) bool {
	labels := strings.Split(domain, ".")
	for _, label := range labels {
		if len(label) > maxLabel || !consistsOf(label, "-") || strings.HasPrefix(label, "-") || strings.HasSuffix(label, "-") {
			return false
		}
	}
	return len(labels) > 1 && strings.ContainsFunc(labels[len(labels)-1], unicode.IsLetter)
}

// consistsOf tells whether a text has only letters, digits and some signs, and
// one of them at least. A vowel sign of Bengali or Tamil is part of a letter.
func consistsOf(s, signs string) bool {
	strange := func(r rune) bool {
		return isFiller(r) || !unicode.In(r, unicode.Letter, unicode.Mark, unicode.Nd) && !strings.ContainsRune(signs, r)
	}
	return s != "" && !strings.ContainsFunc(s, strange)
}

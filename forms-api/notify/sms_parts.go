package notify

import (
	"strings"
	"unicode/utf16"
)

// An Encoding is the alphabet in which an SMS travels (3GPP TS 23.038).
type Encoding string

// The alphabets. One sign that GSM-7 lacks sends the whole message in UCS-2.
const (
	GSM7 Encoding = "gsm-7"
	UCS2 Encoding = "ucs-2"
)

// The signs of GSM-7: those of the basic table, and those of its extension, which
// count twice (3GPP TS 23.038, 6.2.1). No library of this is to be had.
const (
	gsmBasic    = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
	gsmExtended = "\f^{}\\[~]|€"
)

// How much a message holds that travels whole, and each part of one that does not.
const (
	gsmWhole, gsmPart = 160, 153
	ucsWhole, ucsPart = 70, 67
)

// measure says in which alphabet words travel, and in how many parts.
func measure(words string) (Encoding, int) {
	var units []int
	for _, r := range words {
		switch {
		case strings.ContainsRune(gsmBasic, r):
			units = append(units, 1)
		case strings.ContainsRune(gsmExtended, r):
			units = append(units, 2)
		default:
			return UCS2, parts(wide(words), ucsWhole, ucsPart)
		}
	}
	return GSM7, parts(units, gsmWhole, gsmPart)
}

// wide are how many units of UTF-16 each sign takes.
func wide(words string) []int {
	var units []int
	for _, r := range words {
		units = append(units, utf16.RuneLen(r))
	}
	return units
}

// parts counts the parts that signs of so many units fill; no sign is cut in two.
func parts(units []int, whole, part int) int {
	total := 0
	for _, n := range units {
		total += n
	}
	if total <= whole {
		return 1
	}
	count, room := 1, part
	for _, n := range units {
		if n > room {
			count, room = count+1, part
		}
		room -= n
	}
	return count
}

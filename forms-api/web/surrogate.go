package web

import (
	"bytes"
	"strconv"
)

// hasLoneSurrogate finds the escape of half a character, which Go would turn
// into U+FFFD silently. raw is valid JSON, so a backslash starts an escape.
func hasLoneSurrogate(raw []byte) bool {
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' {
			continue
		}
		i++
		if raw[i] != 'u' {
			continue
		}
		unit := hexUnit(raw[i+1:])
		i += 4
		if unit < 0xD800 || unit > 0xDFFF {
			continue
		}
		if unit > 0xDBFF || !bytes.HasPrefix(raw[i+1:], []byte(`\u`)) {
			return true
		}
		if low := hexUnit(raw[i+3:]); low < 0xDC00 || low > 0xDFFF {
			return true
		}
		i += 6
	}
	return false
}

func hexUnit(digits []byte) uint64 {
	unit, _ := strconv.ParseUint(string(digits[:4]), 16, 16) // valid JSON has four hex digits here
	return unit
}

package formsapi

import "testing"

// Given a number, who is called and what is shown come from one reading of it.
func TestBothReadingsOfATelephoneAgree(t *testing.T) {
	for typed, want := range map[string]Telephone{
		"0971 415507":       {Shown: "0971 415507", E164: "+390971415507"},
		"333-1234567":       {Shown: "333 123 4567", E164: "+393331234567", Mobile: true},
		"800 290 290":       {Shown: "800 290 290", E164: "+39800290290", TollFree: true},
		"+880 1712 345678":  {Shown: "+880 1712-345678", E164: "+8801712345678", Mobile: true},
		"12":                {},
		"call me any time!": {},
	} {
		got, ok := ParseTelephone(typed)
		e164, okToo := ParsePhone(typed)
		if ok != (want.E164 != "") || ok != okToo || got.E164 != e164 {
			t.Errorf("%q: %v and %v, %q and %q", typed, ok, okToo, got.E164, e164)
		}
		if got.Shown != want.Shown || got.E164 != want.E164 || got.Mobile != want.Mobile || got.TollFree != want.TollFree {
			t.Errorf("%q is %+v, want %+v", typed, got, want)
		}
	}
}

package formsapi

import "github.com/nyaruka/phonenumbers"

// DefaultRegion is where a telephone number without a prefix belongs (ISO 3166-1).
const DefaultRegion = "IT"

// ParsePhone reads a telephone number of any country; without a prefix it is
// taken as Italian. It returns E.164.
func ParsePhone(typed string) (e164 string, ok bool) {
	n, ok := parseNumber(typed)
	if !ok {
		return "", false
	}
	return phonenumbers.Format(n, phonenumbers.E164), true
}

// ParseTelephone reads the same numbers, with what there is to say of them.
func ParseTelephone(typed string) (t Telephone, ok bool) {
	n, ok := parseNumber(typed)
	if !ok {
		return Telephone{}, false
	}
	kind := phonenumbers.GetNumberType(n)
	return Telephone{
		Shown:    shownTelephone(n),
		E164:     phonenumbers.Format(n, phonenumbers.E164),
		TollFree: kind == phonenumbers.TOLL_FREE,
		Mobile:   kind == phonenumbers.MOBILE,
	}, true
}

func parseNumber(typed string) (*phonenumbers.PhoneNumber, bool) {
	n, err := phonenumbers.Parse(typed, DefaultRegion)
	return n, err == nil && phonenumbers.IsValidNumber(n)
}

// shownTelephone is a number as people in Italy dial it: a foreign one with its prefix.
func shownTelephone(n *phonenumbers.PhoneNumber) string {
	if phonenumbers.GetRegionCodeForNumber(n) == DefaultRegion {
		return phonenumbers.Format(n, phonenumbers.NATIONAL)
	}
	return phonenumbers.Format(n, phonenumbers.INTERNATIONAL)
}

// TakesMessages tells whether a text message can reach a number. Where a
// country's numbers do not tell a mobile from a landline, it may.
func TakesMessages(e164 string) bool {
	n, err := phonenumbers.Parse(e164, DefaultRegion)
	if err != nil {
		return false
	}
	switch phonenumbers.GetNumberType(n) {
	case phonenumbers.MOBILE, phonenumbers.FIXED_LINE_OR_MOBILE, phonenumbers.PERSONAL_NUMBER, phonenumbers.UNKNOWN:
		return true
	}
	return false
}

package catalogue

import (
	"strings"

	"github.com/nyaruka/phonenumbers"

	formsapi "sportello/forms-api"
)

func parseTelephone(number string) (*phonenumbers.PhoneNumber, bool) {
	n, err := phonenumbers.Parse(number, formsapi.DefaultRegion)
	return n, err == nil && phonenumbers.IsValidNumber(n)
}

// telephones are the numbers in the order of the facts; those that are none are
// left out, as the rules have refused them.
func telephones(facts []telephoneFacts) []formsapi.Telephone {
	var all []formsapi.Telephone
	for _, f := range facts {
		if n, ok := parseTelephone(f.Number); ok {
			all = append(all, telephone(n, f))
		}
	}
	return all
}

func telephone(n *phonenumbers.PhoneNumber, f telephoneFacts) formsapi.Telephone {
	kind := phonenumbers.GetNumberType(n)
	return formsapi.Telephone{
		Shown:    shown(n),
		E164:     phonenumbers.Format(n, phonenumbers.E164),
		For:      f.For,
		TollFree: kind == phonenumbers.TOLL_FREE,
		Mobile:   kind == phonenumbers.MOBILE,
		WhatsApp: f.WhatsApp,
	}
}

// shown is a number as people in Italy dial it: a foreign one with its prefix.
func shown(n *phonenumbers.PhoneNumber) string {
	if phonenumbers.GetRegionCodeForNumber(n) == formsapi.DefaultRegion {
		return phonenumbers.Format(n, phonenumbers.NATIONAL)
	}
	return phonenumbers.Format(n, phonenumbers.INTERNATIONAL)
}

// whatsApp is the address that opens a chat (faq.whatsapp.com: digits only,
// without the plus sign).
func whatsApp(t formsapi.Telephone) string {
	if !t.WhatsApp {
		return ""
	}
	return "https://wa.me/" + strings.TrimPrefix(t.E164, "+")
}

func emails(facts []emailFacts) []string {
	var all []string
	for _, f := range facts {
		all = append(all, f.Address)
	}
	return all
}

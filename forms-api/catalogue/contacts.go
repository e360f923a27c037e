package catalogue

import (
	"strings"

	formsapi "sportello/forms-api"
)

// telephones are the numbers in the order of the facts; those that are none are
// left out, as the rules have refused them.
func telephones(facts []telephoneFacts) []formsapi.Telephone {
	var all []formsapi.Telephone
	for _, f := range facts {
		if t, ok := formsapi.ParseTelephone(f.Number); ok {
			t.For, t.WhatsApp = f.For, f.WhatsApp
			all = append(all, t)
		}
	}
	return all
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

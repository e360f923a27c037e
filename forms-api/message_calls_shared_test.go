package formsapi_test

import (
	"slices"
	"testing"

	formsapi "sportello/forms-api"
)

// Given calls for one number, those of one name stand together and can be told in one
// call. Of somebody else's, or of who left no name, nothing is said before it is known
// who answers; and where one of them asks for discretion, each card warns of it, the
// first one too, and no two are told at once.
func TestWhoSharesANumberIsToldTheirOwn(t *testing.T) {
	const one, two, whoever = formsapi.SharedByOne, formsapi.SharedByTwo, formsapi.SharedByWhoever
	type person struct {
		name     string
		discreet bool
	}
	type row struct {
		name   string
		shared formsapi.SharedCall
		beside bool
	}
	for about, c := range map[string]struct {
		asked []person
		want  []row
	}{
		"one name":         {[]person{{"Amina Haile", false}, {"haile AMINA", false}}, []row{{"Amina Haile", "", false}, {"haile AMINA", one, false}}},
		"two names":        {[]person{{"Amina", false}, {"Bilal", false}}, []row{{"Amina", "", false}, {"Bilal", two, false}}},
		"again behind two": {[]person{{"Amina", false}, {"Bilal", false}, {"Amina", false}}, []row{{"Amina", "", false}, {"Amina", one, false}, {"Bilal", two, false}}},
		"no name":          {[]person{{"Amina", false}, {"", false}, {"", false}}, []row{{"Amina", "", false}, {"", whoever, false}, {"", whoever, false}}},
		"the second asks":  {[]person{{"Bilal", false}, {"Amina", true}}, []row{{"Bilal", "", true}, {"Amina", two, false}}},
		"the first asks":   {[]person{{"Amina", true}, {"Amina", false}}, []row{{"Amina", "", false}, {"Amina", whoever, true}}},
	} {
		t.Run(about, func(t *testing.T) {
			s := begin(t)
			for _, p := range c.asked {
				contact := noted("")
				contact.Wait, contact.Name, contact.Discreet = true, p.name, p.discreet
				contact.Phone, contact.Contact = "333 000 0001", formsapi.ContactCall
				a := must(s.record.Record(t.Context(), coordinator, contact))
				s.decides(t, a.ID, formsapi.EventDecline, "")
			}
			var got []row
			for _, r := range s.toCall(t) {
				got = append(got, row{r.Name, r.Shared, r.BesideDiscreet})
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("the list has\n%v, want\n%v", got, c.want)
			}
		})
	}
}

package opendata

import "testing"

func TestAnAddressIsCompleteWithAllThatHSDSRequires(t *testing.T) {
	whole := address{Address1: "via Roma, 1", City: "Potenza", StateProvince: "PZ", PostalCode: "85100", Country: "IT"}
	if !whole.complete() {
		t.Error("the whole address is not complete")
	}
	for name, without := range map[string]func(*address){
		"street":      func(a *address) { a.Address1 = "" },
		"city":        func(a *address) { a.City = "" },
		"province":    func(a *address) { a.StateProvince = "" },
		"postal code": func(a *address) { a.PostalCode = "" },
		"country":     func(a *address) { a.Country = "" },
	} {
		a := whole
		if without(&a); a.complete() {
			t.Errorf("an address without %s is complete", name)
		}
	}
}

package catalogue_test

import (
	"io/fs"
	"testing"

	"sportello/forms-api/catalogue"

	"github.com/google/go-cmp/cmp"
)

// What an editor who is no programmer gets wrong first: a closure pasted above
// everything else, a line added at the end, a slip of the pen, and the quotation
// marks of a word processor. Each is told once, and with what to do.
func TestKeysInTheWrongPlace(t *testing.T) {
	const closure = "[[closures]]\nfrom = 2026-12-24\nuntil = 2026-12-31\nreason = \"holiday\"\n"
	for name, c := range map[string]struct {
		content fs.FS
		want    []catalogue.Finding
	}{
		"a closure at the top of the file": {
			editOffice(`organisation = "town"`, closure+`organisation = "town"`),
			[]catalogue.Finding{
				refusal(office, 5, "closures[0].organisation", `"organisation" stands beneath [[closures]]: move it above the first line in square brackets`),
				refusal(office, 6, "closures[0].services", `"services" stands beneath [[closures]]: move it above the first line in square brackets`),
			},
		},
		"access at the end of a table": {
			editOffice("[booking.services", "access = \"open-door\"\n[booking.services"),
			one(office, 32, "booking.access", `"access" stands beneath [booking]: move it above the first line in square brackets`),
		},
		"access among the days": {
			editOffice("\n[[closures]]", "access = \"open-door\"\n[[closures]]"),
			one(office, 24, "hours.counter.access", `"access" stands beneath [hours.counter]: move it above the first line in square brackets`),
		},
		"a slip": {
			editOffice("services =", "acess = \"open-door\"\nservices ="),
			one(office, 2, "acess", `nothing is known by the name "acess": write access (docs/content.md lists the keys)`),
		},
		"a hyphen": {
			editOffice("[patron_saint]", "[patron-saint]"),
			one(office, 43, "patron-saint", `nothing is known by the name "patron-saint": write patron_saint (docs/content.md lists the keys)`),
		},
		"a slip within a table": {
			editOffice("street  =", "steet   ="),
			one(office, 6, "address.steet", `nothing is known by the name "steet": write street (docs/content.md lists the keys)`),
		},
		"typographic quotation marks": {
			editOffice(`["legal-advice", "orientation"]`, `[“legal-advice”, "orientation"]`),
			one(office, 2, "", "“ is no quotation mark of TOML: use the straight one, \", on both sides"),
		},
		"typographic quotation marks around a value": {
			editOffice(`"via Roma, 1"`, "«via Roma, 1»"),
			one(office, 6, "", "« is no quotation mark of TOML: use the straight one, \", on both sides"),
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, found := catalogue.Load(c.content, nil, today)
			if diff := cmp.Diff(c.want, found); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

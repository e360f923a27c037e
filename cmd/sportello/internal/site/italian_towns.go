package site

import (
	"regexp"
	"strings"

	"sportello/forms-api/catalogue"
)

// townName is what a town is called in another language, and the signs that the
// language puts the Italian name in: in lists both stand, as they do in a title.
type townName struct {
	Name   string `json:"name"`
	Opens  string `json:"opens"`  // such as a space, at which no line breaks, and a bracket
	Closes string `json:"closes"` // the bracket at the end
}

// Behind the last comma of a title, in whatever script: Arabic, Chinese and Ethiopic
// have their own.
var (
	townInTitle = regexp.MustCompile(`^.*[,،，、፣]\s*(\S[^,،，、፣()（）]*?)(\s*[(（])[^()（）]+([)）])$`)
	townItself  = regexp.MustCompile(`^.*,\s*(\S[^,()]*)$`)
)

// townsIn are the towns by language and Italian name (data/towns.json, read by town.html). No file has
// them apart: an office that is called after its town, as in "Sportello, Potenza",
// is so in each language. Where it is not, or where both names are one, the list has
// the Italian name alone.
func townsIn(c *catalogue.Snapshot) map[string]map[string]townName {
	found := map[string]map[string]townName{}
	for _, o := range c.Offices() {
		own := townItself.FindStringSubmatch(o.Title(source))
		if own == nil || o.Address.City == "" || own[1] != o.Address.City {
			continue
		}
		for tag, title := range o.Names {
			m := townInTitle.FindStringSubmatch(strings.TrimSpace(title))
			if tag == source || m == nil || m[1] == o.Address.City {
				continue
			}
			if found[tag] == nil {
				found[tag] = map[string]townName{}
			}
			found[tag][o.Address.City] = townName{Name: m[1], Opens: strings.ReplaceAll(m[2], " ", "\u00a0"), Closes: m[3]}
		}
	}
	return found
}

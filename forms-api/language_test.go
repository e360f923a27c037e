package formsapi_test

import (
	"strings"
	"testing"

	formsapi "sportello/forms-api"
)

// Given what a browser prefers, the languages that the site has come out under the
// site's own tags, in the browser's order.
func TestWishesNameTheSitesTags(t *testing.T) {
	offered := []string{"it", "zh-hans", "fil", "pa"}
	for header, want := range map[string]string{
		"zh-CN,zh;q=0.9": "zh-hans", "zh-Hant-TW": "zh-hans", "tl": "fil", "fil-PH, pa-PK": "fil pa",
		"pa;q=0.2, it-CH;q=0.9": "it pa", "de": "", "": "", "nonsense!": "",
	} {
		if got := strings.Join(formsapi.WishedLanguages(header, offered), " "); got != want {
			t.Errorf("%q wishes for %q, want %q", header, got, want)
		}
	}
}

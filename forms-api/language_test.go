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

// Given a mediator's language and a person's, they are the same speech whichever region
// or likely script is said besides; a script or a language that stands for other speech
// is not, nor is what names no language.
func TestSpeechIsTheSameByBaseAndScript(t *testing.T) {
	for pair, want := range map[[2]string]bool{
		{"zh", "zh-hans"}: true, {"zh", "zh-hant"}: false, {"zh", "zh-tw"}: false, {"zh", "yue"}: false, {"zh-hans", "zh-hant"}: false,
		{"pt", "pt-br"}: true, {"sr", "sr-latn"}: true, {"sr", "hr"}: false, {"fil", "tl"}: true, {"ar", "ar-MA"}: true, {"pa", "pa-arab"}: false,
		{"cmn", "zh"}: true, {"cmn", "zh-hans"}: true, {"cmn", "zh-hant"}: false, {"cmn", "yue"}: false, {"arb", "ar"}: true, {"ary", "ar"}: false,
		{"als", "sq"}: true, {"kmr", "ku"}: true, {"kmr", "ckb"}: false, {"pes", "fa"}: true, {"hbs", "sr"}: true, {"azj", "az-cyrl"}: true,
		{"fa", "prs"}: false, {"ku", "ckb"}: false, {"uk", "ru"}: false, {"en", ""}: false, {"", ""}: false, {"und", "en"}: false,
		{"nonsense", "en"}: false, {"nonsense", "nonsense"}: true, {"wo", "wo"}: true,
	} {
		if got := formsapi.SameSpeech(pair[0], pair[1]); got != want || formsapi.SameSpeech(pair[1], pair[0]) != want {
			t.Errorf("%q and %q: %t, want %t both ways", pair[0], pair[1], got, want)
		}
	}
}

package desk

import "testing"

// Given what browsers send, most of which name several, the one it is.
func TestBrowserKind(t *testing.T) {
	const like = "AppleWebKit/537.36 (KHTML, like Gecko) "
	for sent, want := range map[string]string{
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) " + like + "Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0":                                      "Edge, Windows",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) " + like + "Chrome/126.0.0.0 Safari/537.36 OPR/112.0":                                          "Opera, Windows",
		"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) " + like + "Chrome/126.0.0.0 Safari/537.36":                                                     "Chrome, ChromeOS",
		"Mozilla/5.0 (Linux; Android 13; SM-A135F) " + like + "SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36":                         "Samsung Internet, Android",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1": "Safari, iPhone",
		"Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/127.0 Mobile/15E148 Safari/605.1.15":        "Firefox, iPad",
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15":                   "Safari, Mac",
		"Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0":                                                                  "Firefox, Linux",
		"curl/8.5": "",
		"":         "",
	} {
		if got := browserKind(sent); got != want {
			t.Errorf("%q is %q, want %q", sent, got, want)
		}
	}
}

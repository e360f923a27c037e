package desk

import "strings"

// A kind is what a browser or a system calls itself, and the mark of it in what
// browsers send (RFC 9110 10.1.5). Most pretend to be several: the first that fits
// counts.
type kind struct{ mark, name string }

var browsers = []kind{
	{"Edg", "Edge"}, {"OPR/", "Opera"}, {"SamsungBrowser/", "Samsung Internet"}, {"Firefox/", "Firefox"}, {"FxiOS/", "Firefox"},
	{"CriOS/", "Chrome"}, {"Chrome/", "Chrome"}, {"Chromium/", "Chromium"}, {"Safari/", "Safari"},
}

var systems = []kind{
	{"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Windows", "Windows"}, {"CrOS", "ChromeOS"},
	{"Macintosh", "Mac"}, {"Linux", "Linux"},
}

// browserKind tells a session apart to its owner, such as "Firefox, Windows";
// empty for what we do not know. More is not kept: who sits at which machine is
// nobody's business.
func browserKind(userAgent string) string {
	var known []string
	for _, table := range [][]kind{browsers, systems} {
		if name := kindOf(userAgent, table); name != "" {
			known = append(known, name)
		}
	}
	return strings.Join(known, ", ")
}

func kindOf(userAgent string, table []kind) string {
	for _, k := range table {
		if strings.Contains(userAgent, k.mark) {
			return k.name
		}
	}
	return ""
}

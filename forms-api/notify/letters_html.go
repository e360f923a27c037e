package notify

import (
	"html/template"
	"strings"
)

// asText is an e-mail for who reads no HTML.
func asText(blocks []block) string {
	var text strings.Builder
	for n, b := range blocks {
		if n > 0 {
			text.WriteString("\n")
		}
		for _, line := range []string{b.Words, b.Code, b.Link} {
			if line != "" {
				text.WriteString(line + "\n")
			}
		}
	}
	return text.String()
}

// A letter is what the template of an e-mail shows.
type letter struct {
	Language  string
	Direction string // "ltr" or "rtl"
	Subject   string
	Blocks    []block
}

// The page of an e-mail is as simple as it can be: nothing in it is loaded from
// anywhere, and the reader's own letters and colours are kept.
var page = template.Must(template.New("letter").Parse(`<!doctype html>
<html lang="{{.Language}}" dir="{{.Direction}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>{{.Subject}}</title>
</head>
<body dir="{{.Direction}}" style="max-width: 36em; font: 1.1em/1.5 sans-serif">
{{range .Blocks}}<p{{with .Lang}} lang="{{.}}" dir="auto" style="white-space: pre-line"{{end}}>{{.Words}}{{with .Code}}<br>
<strong><bdi dir="ltr">{{.}}</bdi></strong>{{end}}{{with .Link}}<br>
<a href="{{.}}"><bdi dir="ltr">{{.}}</bdi></a>{{end}}</p>
{{end}}</body>
</html>
`))

func asHTML(lang, direction, subject string, blocks []block) (string, error) {
	var html strings.Builder
	err := page.Execute(&html, letter{Language: lang, Direction: direction, Subject: subject, Blocks: blocks})
	return html.String(), err
}

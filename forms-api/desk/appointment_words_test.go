package desk

import (
	"html/template"
	"strings"
	"testing"
)

// Given an address from before what a form takes was narrowed, the link writes
// to it and says nothing more to the program that sends e-mails.
func TestAnEmailIsALinkToItAndNothingMore(t *testing.T) {
	var page strings.Builder
	link := template.Must(template.New("").Parse(`<a href="{{.}}">`))
	if err := link.Execute(&page, emailURI("a?bcc=evil%40evil.org&body=x@x.it")); err != nil {
		t.Fatal(err)
	}
	if got, want := page.String(), `<a href="mailto:a%3fbcc=evil%2540evil.org&amp;body=x@x.it">`; !strings.EqualFold(got, want) {
		t.Errorf("the link is %s, not %s", got, want)
	}
}

package web

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// FuzzJSON looks for a body that breaks the reading, or that is taken for text
// without being it.
func FuzzJSON(f *testing.F) {
	for _, body := range []string{`{}`, `{"name":"\ud83d\ude00"}`, `{"name":"\ud83d"}`, `{"name":1}`, `{"name":"a","name":"b"}`, `{"a":[{"b":null}]}`, `{"name":"\\u"} `, "{\"name\":\"\xff\"}"} {
		f.Add([]byte(body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		fields, err := parseJSON(body)
		if err == nil != (json.Valid(body) && strings.HasPrefix(strings.TrimLeft(string(body), " \t\r\n"), "{")) {
			t.Fatalf("%q is read with the error %v", body, err)
		}
		if err != nil {
			return
		}
		name := fields.text("name")
		fields.list("needs")
		fields.flag("consent")
		fields.number("people")
		wrong := fields.wrong()
		for _, e := range wrong {
			if !utf8.ValidString(e.Field) {
				t.Errorf("the field %q is no text", e.Field)
			}
		}
		if !utf8.ValidString(name) || strings.Contains(name, "\uFFFD") && !mentionsReplacement(body) {
			t.Errorf("%q is read as %q", body, name)
		}
		if len(wrong) > maxReported {
			t.Errorf("%d errors are told", len(wrong))
		}
	})
}

func mentionsReplacement(body []byte) bool {
	text := strings.ToLower(string(body))
	return strings.Contains(text, `\ufffd`) || strings.Contains(text, "\uFFFD")
}

// FuzzForm looks for something typed that a filled page does not give back.
func FuzzForm(f *testing.F) {
	for _, body := range []string{"name=Amina", "reason=%0D%0Aa", "name=%ff", "office=x&office=y", "a;b", "%", "reason=</textarea><script>"} {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		typed, _ := url.ParseQuery(body)
		p, err := parsePage([]byte(`<form data-form="x"><input name="name"><textarea name="reason"></textarea><select name="office"><option value="x">x</select></form>`))
		if err != nil {
			t.Fatal(err)
		}
		fill(p.form("x"), typed)
		written, err := p.bytes()
		if err != nil {
			t.Fatal(err)
		}
		again, err := html.Parse(strings.NewReader(string(written)))
		if err != nil {
			t.Fatal(err)
		}
		if got, want := attr(one(again, "input"), "value"), first(typed["name"]); got != want {
			t.Errorf("%q is shown as %q", want, got)
		}
		if got, want := textOf(one(again, "textarea")), first(typed["reason"]); got != want {
			t.Errorf("%q is shown as %q", want, got)
		}
	})
}

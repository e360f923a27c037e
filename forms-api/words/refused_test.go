package words_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sportello/forms-api/words"
)

// Given a file with slips of the pen for which go-i18n refuses all of it, each is
// named with its line; good messages, however they are written, are not.
func TestWhatCannotBeReadIsNamed(t *testing.T) {
	file := `hello = "Bonjour"
bye   = { hash = "sha1-0", other = "Adieu", otehr = "Adieu" }
days  = { one = "un jour", other = "{{.Count}} jours" }
count = 5

[stars]
one   = "une étoile"
other = "{{.Count}} étoiles"
ohter = "x"

[both]
other = 7
`
	var got []string
	for _, f := range words.Refused("fr.toml", []byte(file)) {
		if !f.Wrong {
			t.Errorf("%+v is no error", f)
		}
		got = append(got, fmt.Sprintf("%s:%d: %s: %s", f.File, f.Line, f.Key, f.Sentence))
	}
	want := []string{
		`fr.toml:2: bye.otehr: "bye" has "otehr", which no message has: write one of description, hash, zero, one, two, few, many, other`,
		`fr.toml:4: count: "count" cannot be read (unsupported file format int64): write its words in quotation marks`,
		`fr.toml:9: stars.ohter: "stars" has "ohter", which no message has: write one of description, hash, zero, one, two, few, many, other`,
		`fr.toml:11: both: "both" cannot be read (unsupported file format int64): write its words in quotation marks`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, text := range []string{"", "hello = 'x'", marked(t), italian} {
		if found := words.Refused("fr.toml", []byte(text)); found != nil {
			t.Errorf("of a good file it is told %+v", found)
		}
	}
}

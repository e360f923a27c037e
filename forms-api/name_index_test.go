package formsapi

import (
	"slices"
	"strings"
	"testing"
)

// Given a name as somebody wrote it, who types it in another script, or as another
// language spells it, finds it; in the same script only who types it as it is written.
func TestNamesAreFoundAcrossScripts(t *testing.T) {
	for _, c := range []struct {
		stored, typed     string
		written, soundsSo bool
	}{
		{"Amina", "amina", true, true},
		{"Amina", "أمينة", false, true},
		{"أمينة", "Amina", false, true},
		{"امينه", "أمينة", false, true}, // without hamza, and with another last letter
		{"Mohamed", "محمد", false, true},
		{"محمد", "Muhammad", false, true},
		{"عمر", "Omar", false, true},
		{"ليلى", "Layla", false, true},
		{"پروین", "Parvin", false, true},
		{"رشيد", "Rachid", false, true},
		{"وليد", "Oualid", false, true},
		{"Оксана", "Oksana", true, true}, // in Latin letters it is the same
		{"Юлія", "Yuliia", false, true},
		{"ሚካኤል", "Mikael", false, true},
		{"রহিম", "Rahim", false, true},
		{"王伟", "Wang", true, true},
		{"Wang", "王伟", false, false}, // half a name
		{"Zoë", "zoe", true, true},
		{"Amina", "Iman", false, false}, // the same consonants, and the same script
		{"Amina", "Omar", false, false},
		{"Li", "أ", false, false},
	} {
		stored := nameForms(c.stored, IndexRules)
		written, sounds := len(NameWords(c.typed)) > 0, len(NameWords(c.typed)) > 0
		for _, w := range NameWords(c.typed) {
			written = written && slices.ContainsFunc(lookedForForms(w), func(f string) bool { return slices.Contains(stored, f) })
			for _, group := range soundGroups(w) {
				sounds = sounds && slices.ContainsFunc(group, func(f string) bool { return slices.Contains(stored, f) })
			}
		}
		if written != c.written || sounds != c.soundsSo {
			t.Errorf("%s for %s: written so %t, sounds so %t; %q among %q", c.typed, c.stored, written, sounds, soundGroups(c.typed), stored)
		}
	}
}

// Given a name that nobody has, it is still found by its words, and costs no more
// than a long one.
func TestANameHasNoMoreFormsThanAPageEach(t *testing.T) {
	name := strings.Repeat("王 伟 ж ", MaxName)[:MaxName]
	for _, name := range []string{name, strings.Repeat("ж", MaxName), strings.Repeat("王伟張陳林", MaxName/5), "王 伟 張 陳 林 ж б ц ш щ Я " + strings.Repeat("a b c d e f g ", 8)} {
		words, forms := NameWords(name), nameForms(name, IndexRules)
		if len(forms) > MostNameForms || !slices.Equal(forms[:len(words)], words) {
			t.Errorf("%d forms, of %d words", len(forms), len(words))
		}
	}
}

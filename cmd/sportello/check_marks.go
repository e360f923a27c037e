package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"sportello/cmd/sportello/internal/site"
	formsapi "sportello/forms-api"
	"sportello/forms-api/translation"
)

// A marking is what check writes instead of looking.
type marking struct {
	fixHash  bool
	minor    bool
	by       string
	language string
	from     string
}

// A checking is all that check was asked for.
type checking struct {
	marking
	matrix    bool
	asJSON    bool
	factsOnly bool
}

// asked tells whether something is to be written, and refuses flags that would do
// nothing.
func (m checking) asked() (bool, error) {
	writes, chosen := m.fixHash || m.minor, 0
	for _, way := range []bool{m.fixHash, m.minor, m.matrix} {
		if way {
			chosen++
		}
	}
	switch {
	case chosen > 1:
		return false, cannot(hint(errors.New("--matrix, --fix-hash and --minor are three things to do"), "name one of them"))
	case m.by != "" && !m.fixHash:
		return false, cannot(hint(errors.New("--by goes with --fix-hash"), "`sportello help check` shows how"))
	case m.asJSON && writes:
		return false, cannot(hint(errors.New("--json goes with what is only looked at"), "leave it out: --fix-hash and --minor write a line for each file"))
	case m.factsOnly && (chosen > 0 || m.language != ""):
		return false, cannot(hint(errors.New("--facts-only goes alone"), "leave it out: only `sportello check` by itself builds the pages"))
	case m.language != "" && m.minor:
		return false, cannot(hint(errors.New("--language goes with --fix-hash or --matrix, or alone"), "`sportello help check` shows how"))
	case m.from != "" && !m.minor:
		return false, cannot(hint(errors.New("--from goes with --minor"), "`sportello help check` shows how"))
	case m.by != "" && !slices.Contains([]string{string(translation.Machine), string(translation.Human)}, m.by):
		return false, cannot(hint(fmt.Errorf("--by is %q", m.by), "write --by machine or --by human"))
	case m.from != "" && !translation.IsDigest(m.from):
		return false, cannot(hint(fmt.Errorf("--from is %q, which is no digest of a text", m.from), "it has 16 digits from 0 to f: the `of` of a translation"))
	}
	return writes, translatedInto(m.language)
}

// translatedInto refuses what is no language that is translated into, as addresses
// have it; nothing at all means every language.
func translatedInto(word string) error {
	refuse := func(why, help string) error {
		return cannot(hint(fmt.Errorf("--language is %q, which is %s", word, why), "%s", help))
	}
	lower := strings.ToLower(word)
	_, err := language.Parse(lower)
	first, _, several := strings.Cut(strings.TrimLeft(lower, ", "), ",")
	switch {
	case word == "":
		return nil
	case several || strings.ContainsAny(word, " ;"):
		return refuse("no language", fmt.Sprintf("one language at a time, such as --language %s", strings.Fields(first + " fr")[0]))
	case err != nil:
		return refuse("no language", "write its tag as in addresses: fr, zh-hans")
	case word != lower:
		return refuse("not as addresses have it", fmt.Sprintf("did you mean %s?", lower))
	case word == formsapi.SourceLanguage:
		return refuse("what all others are compared with", "Italian is the source: name a language that it is translated into, such as fr, or leave --language out")
	}
	return nil
}

func (c *console) mark(f folders, m marking, names []string) error {
	if len(names) == 0 {
		return cannot(hint(errors.New("PAGE is missing"), "name files or folders: content/offices/potenza, i18n/fr.toml"))
	}
	b, err := c.checker(f)
	if err != nil {
		return cannot(err)
	}
	if m.minor {
		return c.noteMinor(b, m, names)
	}
	return c.fixHashes(b, m, names)
}

func (c *console) fixHashes(b *site.Builder, m marking, names []string) error {
	done, err := b.FixHashes(site.Marking{Names: names, Language: m.language, By: translation.By(m.by)})
	for _, file := range done.Files {
		fmt.Fprintln(c.out, file)
	}
	var broken site.Broken
	switch {
	case errors.As(err, &broken):
		return c.findings(nil, broken)
	case errors.Is(err, translation.ErrByWhom):
		return cannot(hint(err, "say it for those without a mark: --by machine or --by human"))
	case err != nil:
		return cannot(err)
	}
	c.say("Made from the Italian of today: %d. Known so already: %d.", len(done.Files), done.Same)
	return nil
}

func (c *console) noteMinor(b *site.Builder, m marking, names []string) error {
	edits, err := b.NoteMinor(names, m.from)
	var unclear site.Ambiguous
	switch {
	case errors.As(err, &unclear):
		return cannot(hint(err, "name the one that today's page says the same as: --from DIGEST"))
	case err != nil:
		return cannot(err)
	}
	for _, e := range edits {
		fmt.Fprintf(c.out, "%s: %s and %s say the same; current again: %s\n", e.File, e.Minor.From, e.Minor.To, strings.Join(e.Languages, ", "))
	}
	return nil
}

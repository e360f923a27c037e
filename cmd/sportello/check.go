package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"

	"sportello/cmd/sportello/internal/site"
	"sportello/forms-api/catalogue"
)

var checkCommand = command{
	name:      "check",
	arguments: "[--site DIR] [--data DIR] [--json] [--facts-only | --language TAG | --matrix [--language TAG] | --fix-hash PAGE… | --minor PAGE…]",
	summary:   "check the content and its translations, and say what is wrong, with file and line",
	manual: `
Reads hugo.toml, content/ and i18n/, compares every translation that can be read
with the Italian page and, if the facts are sound, builds the site into a folder
that is thrown away. Writes one line for each finding:

  content/offices/potenza/office.toml:14: error: opens at 12:00 and closes at 08:30 …

Exit code 0: no error (there may be warnings); 1: at least one error; 2: could
not run. --facts-only leaves the building out: it takes no time, and finds less.

  sportello check --site /srv/town
  sportello check --json | jq '.[].sentence'

--language TAG tells of one language alone, without building: for who translates
into it, also before hugo.toml has it.

  sportello check --language fr

--matrix shows which page is current, behind or missing in which language, and
what to translate next; with --data, what people open most comes first; with --language TAG, of that
language alone. While the content has an error there is no matrix: the findings are
listed instead.

--fix-hash PAGE… is for after a translation was made or looked through: it notes
in it that it says what the Italian says today. A PAGE is a file, a page's
folder, any folder of content/, i18n/fr.toml or i18n.

  sportello check --fix-hash content/offices/potenza/index.fr.md
  sportello check --fix-hash --language fr --by machine content i18n

--minor PAGE… is for right after an edit of an Italian page that changes nothing
for who reads a translation, such as a slip of the pen: its translations stay
current. It goes by the text that they were made from last; where that is more
than one, --from names it by its digest.

  sportello check --minor content/offices/potenza`,
	prepare: func(flags *flag.FlagSet) action {
		var f folders
		var m checking
		f.siteFlag(flags)
		flags.StringVar(&f.data, "data", "var", "`DIR`: the data folder; the closures made at the desk are checked too")
		flags.BoolVar(&m.asJSON, "json", false, "write the findings, or the matrix, as JSON")
		flags.BoolVar(&m.factsOnly, "facts-only", false, "do not build the pages")
		flags.BoolVar(&m.matrix, "matrix", false, "show pages × languages, and what to translate next")
		flags.BoolVar(&m.fixHash, "fix-hash", false, "note that translations say what the Italian says today")
		flags.StringVar(&m.language, "language", "", "`TAG`: only the words of this language, which hugo.toml need not have yet (default: all)")
		flags.StringVar(&m.by, "by", "", "`WHO`: with --fix-hash, who made what has no mark yet: machine or human")
		flags.BoolVar(&m.minor, "minor", false, "note that the last edit of an Italian page changes nothing for its translations")
		flags.StringVar(&m.from, "from", "", "`DIGEST`: with --minor, the earlier text that says the same")
		return func(ctx context.Context, c *console, args []string) error {
			writes, err := m.asked()
			switch {
			case err != nil:
				return err
			case writes:
				return c.mark(f, m.marking, args)
			}
			if err := operandsAre(args); err != nil {
				return err
			}
			if m.matrix {
				return c.matrix(ctx, f, m, wasGiven(flags, "data"))
			}
			return c.check(m.asJSON, func() ([]catalogue.Finding, error) {
				if m.language != "" {
					return c.checkedLanguage(f, m.language)
				}
				return c.checked(ctx, f, !m.factsOnly)
			})
		}
	},
}

func (c *console) check(asJSON bool, look func() ([]catalogue.Finding, error)) error {
	found, err := look()
	if err != nil {
		return cannot(err)
	}
	return c.tell(found, asJSON)
}

// tell lists findings, and fails if there is an error among them.
func (c *console) tell(found []catalogue.Finding, asJSON bool) error {
	if err := c.list(found, asJSON); err != nil {
		return cannot(fmt.Errorf("writing the findings: %w", err))
	}
	if catalogue.HasErrors(found) {
		return &exit{code: exitFailed}
	}
	return nil
}

func (c *console) checked(ctx context.Context, f folders, pages bool) ([]catalogue.Finding, error) {
	b, err := c.checker(f)
	if err != nil {
		return nil, err
	}
	found, err := b.Check(ctx, pages)
	if err != nil {
		return nil, err
	}
	words, err := b.CheckWords()
	return append(found, words...), err
}

// checkedLanguage is for who translates: nothing of other languages is told.
func (c *console) checkedLanguage(f folders, tag string) ([]catalogue.Finding, error) {
	b, err := c.checker(f)
	if err != nil {
		return nil, err
	}
	return b.CheckLanguage(tag)
}

// checker is a builder of the site that is looked at.
func (c *console) checker(f folders) (*site.Builder, error) {
	town, settings, err := f.readTown()
	if err != nil {
		return nil, err
	}
	data, err := f.dataFolder()
	if err != nil {
		return nil, err
	}
	return c.newBuilder(town, data, settings.origin(defaultListen))
}

func (c *console) list(found []catalogue.Finding, asJSON bool) error {
	if asJSON {
		if found == nil {
			found = []catalogue.Finding{}
		}
		return c.encode(found)
	}
	for _, f := range found {
		if _, err := fmt.Fprintln(c.out, f); err != nil {
			return err
		}
	}
	return nil
}

// encode writes JSON for people and programs alike.
func (c *console) encode(v any) error {
	e := json.NewEncoder(c.out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// wasGiven tells whether somebody has typed a flag.
func wasGiven(flags *flag.FlagSet, name string) (given bool) {
	flags.Visit(func(f *flag.Flag) { given = given || f.Name == name })
	return given
}

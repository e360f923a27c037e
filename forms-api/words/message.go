package words

import (
	"errors"
	"fmt"
	"log/slog"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
)

// ErrNoWords is returned for a key that a language has no words for.
var ErrNoWords = errors.New("no words")

// strict refuses a message whose placeholder has no argument: people would
// read "<no value>".
var strict = &template.TextParser{Option: "missingkey=error"}

// Message says a key in a language. The arguments fill the placeholders, and
// Count chooses the plural form. Where the language lacks the key it is said
// in Italian, where Italian lacks it too the key itself is shown; either is
// logged as an error.
func (w *Words) Message(lang, key string, args map[string]any) string {
	said, err := w.Lookup(lang, key, args)
	if err == nil {
		return said
	}
	slog.Error("words are missing", "language", lang, "key", key, "error", err)
	if said, err = w.Lookup(Source, key, args); err == nil {
		return said
	}
	return "[" + key + "]"
}

// Lookup says a key in a language and no other; what it lacks is ErrNoWords.
func (w *Words) Lookup(lang, key string, args map[string]any) (string, error) {
	message := w.messages[lang][key]
	if message == nil || message.Other == "" {
		return "", fmt.Errorf("%w for %q in %q", ErrNoWords, key, lang)
	}
	if args == nil {
		args = map[string]any{}
	}
	said, err := w.localizers[lang].Localize(&i18n.LocalizeConfig{
		MessageID:      key,
		TemplateData:   args,
		PluralCount:    args["Count"],
		TemplateParser: strict,
	})
	if said == "" && err != nil {
		return "", fmt.Errorf("saying %q in %q: %w", key, lang, err)
	}
	return said, nil // an error here says that only the form "other" exists, which was used
}

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"html"
	"net/url"
	"strings"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
	"sportello/forms-api/notify"
)

var messagesCommand = command{
	name:      "messages",
	arguments: "test --to ADDRESS [--site DIR]",
	summary:   "send a test message, by e-mail or SMS",
	manual: `
test sends one harmless message through the mail server of [mail] in
sportello.toml, or through the gateway of [sms] if --to is a telephone, and says
what was answered. It needs neither database nor keys, and keeps nothing.

  sportello messages test --to ada@comune.example.it
  sportello messages test --to "+39 333 123 4567" --site /srv/town`,
	prepare: func(flags *flag.FlagSet) action {
		var f folders
		f.siteFlag(flags)
		to := flags.String("to", "", "`ADDRESS`: an e-mail, or a telephone for an SMS")
		return func(ctx context.Context, c *console, args []string) error {
			if err := operandsAre(args, "what to do with messages (test)"); err != nil {
				return err
			}
			if args[0] != "test" {
				return cannot(hint(errors.New("messages can only be tested"), "write `sportello messages test --to ADDRESS`"))
			}
			return c.testMessages(ctx, f, *to)
		}
	},
}

// trialTime is how long an answer is waited for.
const trialTime = 20 * time.Second

// testMessages sends a test by e-mail or SMS, as the address wants it.
func (c *console) testMessages(ctx context.Context, f folders, to string) (err error) {
	if to == "" {
		return cannot(hint(errors.New("--to is missing"), "name your own e-mail or telephone: --to ada@comune.example.it"))
	}
	town, settings, err := f.readTown()
	if err != nil {
		return err
	}
	site := settings.origin(defaultListen)
	m, err := c.openMessengers(town, settings, site)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, trialTime)
	defer cancel()
	if settings.url == nil {
		defer func() { c.warnOfNoURL(err, site) }()
	}
	words := fmt.Sprintf("This is a test from the help desk at %s. If you can read it, messages arrive. There is nothing to do.", site)
	if strings.Contains(to, "@") {
		return c.testMail(ctx, m.mail, to, words)
	}
	return c.testSMS(ctx, m.sms, to, words)
}

// warnOfNoURL tells who has seen a test arrive that links do not lead to the site yet.
func (c *console) warnOfNoURL(err error, site *url.URL) {
	if err == nil {
		_, _ = fmt.Fprintf(c.out, "Warning: url is not set in %s: the links in messages lead to %s, which only this machine can open. Write the site's address there.\n", configName, site)
	}
}

func (c *console) testMail(ctx context.Context, server *notify.SMTPServer, to, words string) error {
	if server == nil {
		return cannot(hint(fmt.Errorf("no mail server is set up: %s has no [mail]", configName), "%s has the keys of [mail], commented: take the # away", configName))
	}
	if _, ok := formsapi.ParseEmail(to); !ok {
		return cannot(hint(fmt.Errorf("--to is %q, which is no e-mail", to), "write it like ada@comune.example.it"))
	}
	answer, err := server.Try(ctx, notify.Email{
		ID: uuid.New(), To: to, Language: "en", Subject: "A test from the help desk", Text: words + "\n", HTML: "<p>" + html.EscapeString(words) + "</p>",
	})
	return c.tellTrial(fmt.Sprintf("The mail server %s", server.Address()), to, answer,
		"See whether it arrives. It may be among the unwanted ones: then look at SPF and DKIM of the sender's domain.", err)
}

func (c *console) testSMS(ctx context.Context, gateway *notify.Gateway, to, words string) error {
	if gateway == nil {
		return cannot(hint(fmt.Errorf("no SMS gateway is set up: %s has no [sms]", configName), "%s has the keys of [sms], commented: take the # away; for an e-mail write --to ada@comune.example.it", configName))
	}
	e164, ok := formsapi.ParsePhone(to)
	if !ok {
		return cannot(hint(fmt.Errorf("--to is %q, which is neither a telephone nor an e-mail", to), "write it like +39 333 123 4567, or like ada@comune.example.it"))
	}
	answer, err := gateway.Try(ctx, notify.NewText(uuid.New(), e164, words))
	return c.tellTrial("The SMS gateway "+gateway.URL, e164, answer, "See whether it arrives.", err)
}

// tellTrial says what was answered, and what to do now.
func (c *console) tellTrial(who, to, answer, next string, err error) error {
	if err == nil {
		_, err = fmt.Fprintf(c.out, "%s has taken the test for %s, and answered: %s\n%s\n", who, to, answer, next)
		return err
	}
	cause, said := err.Error(), ""
	var kind notify.FailureKind
	if f := (*notify.Failure)(nil); errors.As(err, &f) {
		kind = f.Kind
		if f.Said != "" {
			said = ". It was said: " + f.Said
		}
	}
	_, reason, _ := strings.Cut(cause, ": ")
	if reason == "" {
		reason = cause
	}
	return hint(fmt.Errorf("%s has not taken the test for %s: %s%s", strings.ToLower(who[:1])+who[1:], to, reason, said), "%s", afterTrial(kind))
}

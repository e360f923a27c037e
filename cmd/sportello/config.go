package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// A config is a town's sportello.toml. A key that is not here is an error.
type config struct {
	URL            string      `toml:"url"`             // empty: where serve listens
	TrustedProxies []string    `toml:"trusted_proxies"` // addresses or networks
	Mail           *mailConfig `toml:"mail"`            // nil: no e-mail is sent
	SMS            *smsConfig  `toml:"sms"`             // nil: no SMS is sent
	Desk           deskConfig  `toml:"desk"`

	Retention retentionConfig `toml:"retention"`
	Report    reportsConfig   `toml:"report"` // the pages that funders want, by name

	url     *url.URL
	proxies []netip.Prefix
}

// A deskConfig is [desk] of sportello.toml.
type deskConfig struct {
	WritesContent *bool `toml:"writes_content"` // nil: yes, where content/ can be written
}

// writesContent says whether translations that are saved at the desk are written
// into the town's content.
func (c *config) writesContent() bool {
	return c.Desk.WritesContent == nil || *c.Desk.WritesContent
}

const configName = "sportello.toml"

// readConfig reads a town's sportello.toml; without one everything is as by default.
func readConfig(town string) (config, error) {
	c := config{Retention: defaultRetention()}
	text, err := os.ReadFile(filepath.Join(town, configName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return c, cannot(err)
	}
	if err := toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields().Decode(&c); err != nil {
		return c, cannot(misread(err))
	}
	if err := c.check(); err != nil {
		return c, cannot(hint(fmt.Errorf("%s: %w", configName, err), "docs/operate.md explains every key of %s", configName))
	}
	return c, nil
}

// misread names the line of what is wrong in the file.
func misread(err error) error {
	var unknown *toml.StrictMissingError
	if errors.As(err, &unknown) {
		first := unknown.Errors[0]
		row, _ := first.Position()
		return hint(fmt.Errorf("%s:%d: there is no key %q", configName, row, strings.Join(first.Key(), ".")),
			"the keys are url, trusted_proxies, and those of [mail], [sms], [desk], [retention] and [report.NAME]")
	}
	var wrong *toml.DecodeError
	if errors.As(err, &wrong) {
		row, _ := wrong.Position()
		return hint(fmt.Errorf("%s:%d: %s", configName, row, strings.TrimPrefix(wrong.Error(), "toml: ")), "mend that line")
	}
	return fmt.Errorf("reading %s: %w", configName, err)
}

func (c *config) check() error {
	if c.URL != "" {
		u, err := url.Parse(c.URL)
		if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
			return fmt.Errorf("url %q must be like https://help.example.org", c.URL)
		}
		c.url = &url.URL{Scheme: u.Scheme, Host: u.Host}
		if rest := strings.TrimPrefix(c.URL, c.url.String()); rest != "" && rest != "/" {
			return fmt.Errorf("url %q must end after the host: %s", c.URL, c.url)
		}
	}
	for _, p := range c.TrustedProxies {
		prefix, err := parsePrefix(p)
		if err != nil {
			return fmt.Errorf("trusted_proxies: %q is neither an address (127.0.0.1) nor a network (10.0.0.0/8)", p)
		}
		c.proxies = append(c.proxies, prefix)
	}
	if err := c.Mail.check(); err != nil {
		return err
	}
	if err := c.SMS.check(); err != nil {
		return err
	}
	if err := c.Retention.check(); err != nil {
		return err
	}
	return c.Report.check()
}

func parsePrefix(text string) (netip.Prefix, error) {
	if a, err := netip.ParseAddr(text); err == nil {
		return netip.PrefixFrom(a, a.BitLen()), nil
	}
	return netip.ParsePrefix(text)
}

// origin is where the site is: what sportello.toml says, or the address itself.
func (c *config) origin(listening string) *url.URL {
	if c.url != nil {
		return c.url
	}
	host, port, err := net.SplitHostPort(listening)
	if err != nil {
		return &url.URL{Scheme: "http", Host: listening}
	}
	if a, err := netip.ParseAddr(host); host == "" || (err == nil && a.IsUnspecified()) {
		host = "127.0.0.1"
	}
	return &url.URL{Scheme: "http", Host: net.JoinHostPort(host, port)}
}

// isLocal tells whether nobody but this machine reaches an address, by http.
func isLocal(u *url.URL) bool {
	if u.Scheme != "http" {
		return false
	}
	a, err := netip.ParseAddr(u.Hostname())
	return u.Hostname() == "localhost" || (err == nil && a.IsLoopback())
}

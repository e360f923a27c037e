package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// The variables that hold what must not stand in sportello.toml.
const (
	mailPassword = "SPORTELLO_MAIL_PASSWORD"
	smsToken     = "SPORTELLO_SMS_TOKEN"
)

// A secret is in a file that sportello.toml names, or in a variable.
type secret struct {
	key, file string // such as "[mail] password_file", and what it says
	variable  string
	of        string // what it is needed for
}

// read returns the secret; it is never logged. A file is looked for in the town's
// folder, unless its path is absolute.
func (s secret) read(town string, env func(string) string) (string, error) {
	fromVariable := env(s.variable)
	switch {
	case s.file != "" && fromVariable != "":
		return "", fmt.Errorf("%s and the variable %s both hold the secret of %s: keep one of them", s.key, s.variable, s.of)
	case fromVariable != "":
		return fromVariable, nil
	case s.file == "":
		return "", fmt.Errorf("the secret of %s is missing: name a file with %s, or set the variable %s", s.of, s.key, s.variable)
	}
	path := s.file
	if !filepath.IsAbs(path) {
		path = filepath.Join(town, path)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("%s: %w", s.key, err)
	}
	found := strings.TrimRight(string(text), "\r\n")
	if found == "" {
		return "", fmt.Errorf("%s: the file %s is empty", s.key, path)
	}
	return found, nil
}

package main

import (
	"fmt"

	formsapi "sportello/forms-api"
)

// A retentionConfig is [retention] of sportello.toml: for how many days each kind of
// record is kept. What is not named is kept as long as by default.
type retentionConfig struct {
	Finished    int `toml:"finished"`
	Unfinished  int `toml:"unfinished"`
	SetAside    int `toml:"set_aside"`
	Messages    int `toml:"messages"`
	Drafts      int `toml:"drafts"`
	Repetitions int `toml:"repetitions"`
	Comments    int `toml:"comments"`
	AuditLog    int `toml:"audit_log"`
}

// defaultRetention is what holds before the file is read.
func defaultRetention() retentionConfig { return retentionConfig(formsapi.DefaultRetention) }

func (r retentionConfig) periods() formsapi.Retention { return formsapi.Retention(r) }

func (r retentionConfig) check() error {
	if err := r.periods().Check(); err != nil {
		return fmt.Errorf("[retention] %w", err)
	}
	return nil
}

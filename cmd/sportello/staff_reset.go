package main

import (
	"context"

	formsapi "sportello/forms-api"
)

func (w *staffWork) resetPassword(ctx context.Context, args []string) error {
	if w.factor {
		if err := w.resetFactor(ctx, args); err != nil {
			return err
		}
	}
	token, err := w.accounts.Reset(ctx, args[0], formsapi.ByCommand)
	if err != nil {
		return err
	}
	return w.tellLink(args[0], token)
}

func (w *staffWork) resetFactor(ctx context.Context, args []string) error {
	s, err := w.store.StaffByEmail(ctx, args[0])
	if err != nil {
		return err
	}
	err = w.factors.Take(ctx, s, formsapi.ByCommand)
	if formsapi.CodeOf(err) == formsapi.CodeNotFound {
		w.say("The account %s has no second factor; nothing has changed.", args[0])
		return nil
	}
	if err == nil {
		w.say("The second factor of %s is taken away, and their sessions are ended.", args[0])
	}
	return err
}

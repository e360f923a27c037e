package main

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/chromedp/chromedp"
)

// How long a browser is waited for on a machine that does other work besides.
const (
	browserMoment  = 30 * time.Second // for what it does by itself, such as moving the focus
	browserWait    = time.Minute      // for what a page or the program does after some seconds
	browserStartUp = 2 * time.Minute  // Chromium's own, 20 s in the library
	browserLife    = 30 * time.Minute // of a tab: a story of a week, or a walk through every page
)

var errNotYet = errors.New("it does not come about")

// eventually waits for what a browser does in its own time, such as moving the focus.
func (tab *tab) eventually(what, condition string) {
	tab.t.Helper()
	if err := tab.comesAbout(browserMoment, condition); err != nil {
		tab.t.Errorf("%s: %v\n%s", what, err, tab.where())
	}
}

// within waits for what takes longer than a browser does.
func (tab *tab) within(patience time.Duration, what, condition string) {
	tab.t.Helper()
	if err := tab.comesAbout(patience, condition); err != nil {
		tab.t.Fatalf("%s: %v\n%s", what, err, tab.where())
	}
}

// comesAbout waits for a condition, and returns why it does not hold in the end. A page
// that is just leaving for another has no answer: it is asked again.
func (tab *tab) comesAbout(patience time.Duration, condition string) (why error) {
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		holds, err := answered[bool](tab, condition)
		if holds && err == nil {
			return nil
		}
		why = cmp.Or(err, errNotYet)
	}
	return why
}

// answered is what an expression comes to in the page.
func answered[T any](tab *tab, expression string) (T, error) {
	ctx, stop := context.WithTimeout(tab.ctx, time.Minute)
	defer stop()
	return chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

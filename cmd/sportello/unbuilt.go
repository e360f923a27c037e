package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"sportello/cmd/sportello/internal/site"
	"sportello/forms-api/desk"
)

// unbuilt is what keeps the newest content from visitors (desk.Site): the log tells
// it too, but whoever can mend it may never read a log.
type unbuilt struct{ now atomic.Pointer[desk.Unbuilt] }

var _ desk.Site = (*unbuilt)(nil)

func (u *unbuilt) Unbuilt() (desk.Unbuilt, bool) {
	if held := u.now.Load(); held != nil {
		return *held, true
	}
	return desk.Unbuilt{}, false
}

// over says that visitors read the newest content.
func (u *unbuilt) over() { u.now.Store(nil) }

// fails says that they do not, for an error met at a moment; one that is met again,
// or another after it, lasts since the first.
func (u *unbuilt) fails(held desk.Unbuilt) {
	if before, is := u.Unbuilt(); is {
		held.Since = before.Since
	}
	u.now.Store(&held)
}

// keepsBack remembers why the newest content is not before the public.
func (p *pages) keepsBack(err error) {
	held := desk.Unbuilt{Since: p.builder.Now()}
	if serving := p.live.Serving(); len(serving) > 0 {
		held.Shown = madeAt(serving[0])
	}
	held.File, held.Line = placeOf(err, p.builder.Town)
	p.unbuilt.fails(held)
}

// madeAt is when a build was made, or zero.
func madeAt(public string) time.Time {
	info, err := os.Stat(public)
	if err != nil {
		return time.Time{}
	}
	return info.ModTime()
}

// placeOf is the file of the town that an error names, and its line if it is known.
// What names no file of the town, as a full disk does, has neither.
func placeOf(err error, town string) (file string, line int) {
	if broken, is := errors.AsType[site.Broken](err); is {
		return broken.Place()
	}
	refused, is := errors.AsType[*fs.PathError](err)
	if !is {
		return "", 0
	}
	file, err = filepath.Rel(town, refused.Path)
	if err != nil || !filepath.IsLocal(file) || file == "." {
		return "", 0
	}
	return filepath.ToSlash(file), 0
}

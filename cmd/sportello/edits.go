package main

import (
	"log/slog"

	"github.com/fsnotify/fsnotify"
)

// edits says that something was edited in some folders, as soon as the system
// tells. It is a hint and no more: edits on a network drive are told by nobody, so
// that who listens looks now and then all the same.
type edits struct {
	system *fsnotify.Watcher // nil where the system tells nothing
	log    *slog.Logger
	hints  chan struct{}
}

func newEdits(log *slog.Logger) *edits {
	e := &edits{log: log, hints: make(chan struct{}, 1)}
	system, err := fsnotify.NewWatcher()
	if err != nil {
		log.Warn("the system does not tell of edits; they are looked for", "error", err)
		return e
	}
	e.system = system
	go e.listen()
	return e
}

// in listens to these folders too; those that are gone, the system forgets itself.
func (e *edits) in(folders []string) {
	if e.system == nil {
		return
	}
	for _, f := range folders {
		if err := e.system.Add(f); err != nil {
			e.log.Debug("the system does not tell of edits in a folder", "error", err)
		}
	}
}

// listen makes one hint of all that is told until somebody takes it.
func (e *edits) listen() {
	for {
		select {
		case _, more := <-e.system.Events:
			if !more {
				return
			}
			select {
			case e.hints <- struct{}{}:
			default:
			}
		case err, more := <-e.system.Errors:
			if !more {
				return
			}
			e.log.Debug("the system tells of edits no more", "error", err)
		}
	}
}

func (e *edits) close() {
	if e.system != nil {
		_ = e.system.Close()
	}
}

package search

import (
	"slices"
	"sync"
)

// Terms remembers under which words texts are found, for who makes the indexes of
// a site again and again: between two of them most texts stay as they are. The zero
// value knows none. It is safe for concurrent use.
type Terms struct {
	mu          sync.Mutex
	now, before map[string][]string
}

// Begin lets go of the texts that no index has had since it was called last.
func (t *Terms) Begin() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.now, t.before = map[string][]string{}, t.now
}

// of are the terms of a text; those that are remembered, each once.
func (t *Terms) of(text string) []string {
	if t == nil {
		return terms(text)
	}
	if known, ok := t.find(text); ok {
		return known
	}
	all := terms(text)
	slices.Sort(all)
	all = slices.Clip(slices.Compact(all))
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.now == nil {
		t.now = map[string][]string{}
	}
	t.now[text] = all
	return all
}

func (t *Terms) find(text string) (known []string, ok bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if known, ok = t.now[text]; ok {
		return known, true
	}
	if known, ok = t.before[text]; ok {
		t.now[text] = known
	}
	return known, ok
}

package site

import (
	"crypto/sha256"
	"sync"

	"sportello/forms-api/opendata/search"
)

// memory is what a builder has worked out of the pages of its latest build, by the
// SHA-256 of their bytes: who edits one page waits for that page only.
type memory struct {
	mu       sync.Mutex
	readings generation[*reading]
	weights  generation[int]
	terms    search.Terms
}

// A generation is what was asked for since the latest build began, and before that.
type generation[T any] struct {
	now, before map[[sha256.Size]byte]T
}

// begin lets go of what the latest build had no use for.
func (m *memory) begin() {
	m.readings.begin()
	m.weights.begin()
	m.terms.Begin()
}

func (m *memory) reading(of [sha256.Size]byte, read func() (*reading, error)) (*reading, error) {
	return recall(&m.mu, &m.readings, of, read)
}

func (m *memory) weight(of [sha256.Size]byte, weigh func() (int, error)) (int, error) {
	return recall(&m.mu, &m.weights, of, weigh)
}

// recall works out what is not known. Two that want the same at once both do.
func recall[T any](mu *sync.Mutex, g *generation[T], of [sha256.Size]byte, work func() (T, error)) (T, error) {
	mu.Lock()
	known, ok := g.find(of)
	mu.Unlock()
	if ok {
		return known, nil
	}
	made, err := work()
	if err != nil {
		return made, err
	}
	mu.Lock()
	defer mu.Unlock()
	g.now[of] = made
	return made, nil
}

func (g *generation[T]) begin() { g.now, g.before = map[[sha256.Size]byte]T{}, g.now }

func (g *generation[T]) find(of [sha256.Size]byte) (known T, ok bool) {
	if known, ok = g.now[of]; ok {
		return known, true
	}
	if known, ok = g.before[of]; ok {
		g.now[of] = known
	}
	return known, ok
}

package translation

import (
	"slices"
	"testing"
)

// Each kind of fact has a name for programs and one in findings, which is no other's.
func TestEachKindOfFactHasItsNames(t *testing.T) {
	var names []string
	for k := address; k <= number; k++ {
		if k.id() == "" || k.String() == "" || k.severity() == "" || slices.Contains(names, k.String()) || slices.Index(FactKinds, k.id()) != int(k) {
			t.Errorf("kind %d is %q, %q, %q", k, k.id(), k, k.severity())
		}
		names = append(names, k.String())
	}
}

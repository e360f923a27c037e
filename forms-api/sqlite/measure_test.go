package sqlite

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"sportello/forms-api"
)

// registerSizes are how many requests the measured registers have; with -short there
// is no million.
func registerSizes() []int {
	sizes := []int{10_000, 1_000_000}
	if testing.Short() {
		sizes = sizes[:1]
	}
	return sizes
}

// A question is something that a desk asks for.
type question struct {
	name   string
	do     func(context.Context, *rand.Rand) error
	before func(context.Context, *rand.Rand) error // is not measured; may be nil
}

// work is what the desk asks its questions of.
func (r *register) work() *formsapi.WorkAppointments {
	return &formsapi.WorkAppointments{Catalogue: registerCatalogue{}, Sealer: r.ring, Store: r.Store, Staff: r.Store, Now: func() time.Time { return r.now }}
}

// reader is a coordinator of all offices.
func (r *register) reader() formsapi.Staff {
	reader := r.staff[0]
	reader.Grants = []formsapi.Grant{{Role: formsapi.RoleCoordinator}}
	return reader
}

// took is how long a question took: half of the times no longer than p50, nineteen of
// twenty no longer than p95.
type took struct{ p50, p95 time.Duration }

// sideBySide has what each question took, register by register.
type sideBySide struct {
	names []string
	took  map[string][]took
}

// measure asks all questions of a register again and again.
func (all *sideBySide) measure(b *testing.B, r *register, questions []question) {
	if all.took == nil {
		all.took = map[string][]took{}
	}
	for _, q := range questions {
		b.Run(fmt.Sprintf("rows=%d/%s", r.rows, q.name), func(b *testing.B) {
			t := q.ask(b)
			if len(all.took[q.name]) == 0 {
				all.names = append(all.names, q.name)
			}
			all.took[q.name] = append(all.took[q.name], t)
			b.ReportMetric(inMillis(t.p50), "p50-ms")
			b.ReportMetric(inMillis(t.p95), "p95-ms")
		})
	}
}

func (q question) ask(b *testing.B) took {
	random := rand.New(rand.NewPCG(7, 7))
	var all []time.Duration
	for b.Loop() {
		if q.before != nil {
			if err := q.before(b.Context(), random); err != nil {
				b.Fatal(err)
			}
		}
		began := time.Now()
		if err := q.do(b.Context(), random); err != nil {
			b.Fatal(err)
		}
		all = append(all, time.Since(began))
	}
	slices.Sort(all)
	return took{all[(len(all)-1)/2], all[(len(all)*95+99)/100-1]}
}

func inMillis(d time.Duration) float64 { return float64(d) / 1e6 }

// print is a table of Markdown of what was asked of all registers, in milliseconds.
func (all *sideBySide) print(sizes []int) {
	var text strings.Builder
	line := func(first string, cell func(n int) string, last string) {
		text.WriteString("\n| " + first + " |")
		for n := range sizes {
			text.WriteString(cell(n) + " |")
		}
		text.WriteString(last)
	}
	line("", func(n int) string { return fmt.Sprintf(" %d: p50 | p95", sizes[n]) }, " times longer (p50) |")
	line("---", func(int) string { return "---|---" }, "---|")
	for _, name := range all.names {
		of := all.took[name]
		if len(of) != len(sizes) {
			continue // one of them was not asked for
		}
		cell := func(n int) string { return fmt.Sprintf(" %.1f | %.1f", inMillis(of[n].p50), inMillis(of[n].p95)) }
		line(name, cell, fmt.Sprintf(" %.1f |", float64(of[len(of)-1].p50)/float64(of[0].p50)))
	}
	fmt.Println(text.String()) // what a benchmark of benchmarks logs is not shown
}

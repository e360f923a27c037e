package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// The town of the measurements: enough desks for everything that is booked.
const (
	benchOffices      = 10
	benchDesks        = 20
	benchClients      = 16
	benchAppointments = 100_000 // stored before free slots are asked for
	benchDays         = 60      // on which they are
)

const benchOffice = "organisation = \"town\"\nservices = [\"help\"]\n[[telephones]]\nnumber = \"0971 415507\"\n[holidays]\nobserved = false\n" +
	"[hours.counter]\nmon = [\"00:00-24:00\"]\ntue = [\"00:00-24:00\"]\nwed = [\"00:00-24:00\"]\nthu = [\"00:00-24:00\"]\n" +
	"fri = [\"00:00-24:00\"]\nsat = [\"00:00-24:00\"]\nsun = [\"00:00-24:00\"]\n[booking]\nmode = \"instant\"\nahead_days = 366\n" +
	"[[booking.intervals]]\ndays = [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\", \"sat\", \"sun\"]\nhours = [\"08:00-20:00\"]\ndesks = %d\n"

// BenchmarkBookings measures accepted bookings a second, over HTTP and durable
// before they are answered, beside a bare handler of net/http that stores one row
// in each durable transaction. The two take turns with the same clients, so that
// what else the machine does befalls both; x-bare is the median of the rounds'
// ratios.
//
//	go test -run '^$' -bench Bookings -benchtime 15x ./cmd/sportello
func BenchmarkBookings(b *testing.B) {
	p := benchTown(b)
	bare := serveBare(b, filepath.Join(b.TempDir(), "bare.db"))
	ours, theirs := callers(b, p.Addr(), benchClients), callers(b, bare, benchClients)
	next := &benchSlots{first: time.Now().AddDate(0, 0, 2)}
	var rounds []round
	var latencies []time.Duration
	for b.Loop() {
		booked, took := turn(b, ours, next.booking)
		inserted, _ := turn(b, theirs, next.booking)
		rounds = append(rounds, round{requests: booked, bare: inserted})
		latencies = append(latencies, took...)
	}
	slices.Sort(latencies)
	p99 := latencies[len(latencies)*99/100]
	b.ReportMetric(float64(p99.Microseconds())/1000, "p99-ms")
	judge(b, benchClients, rounds)
	b.Logf("p99 %s of %d bookings", p99, len(latencies))
}

// BenchmarkSlots measures how many times a second a day's free slots are told,
// with 100,000 appointments stored.
//
//	go test -run '^$' -bench Slots -benchtime 15x ./cmd/sportello
func BenchmarkSlots(b *testing.B) {
	p := benchTown(b)
	next := &benchSlots{first: time.Now().AddDate(0, 0, 2), days: benchDays}
	began := time.Now()
	fill(b, p, next)
	b.Logf("%d appointments were stored in %.0f s", benchAppointments, time.Since(began).Seconds())
	clients := callers(b, p.Addr(), benchClients)
	var rates []round
	var latencies []time.Duration
	for b.Loop() {
		told, took := turn(b, clients, next.question)
		rates = append(rates, round{requests: told})
		latencies = append(latencies, took...)
	}
	slices.Sort(latencies)
	b.ReportMetric(median(sorted(rates, func(r round) float64 { return r.requests })), "answers/s")
	b.ReportMetric(float64(latencies[len(latencies)*99/100].Microseconds())/1000, "p99-ms")
	b.ReportMetric(0, "ns/op")
}

// benchTown starts the program on a generated town.
func benchTown(b *testing.B) *Program {
	b.Helper()
	town, dir := hamlet(b), b.TempDir()
	for n := range benchOffices {
		office := filepath.Join(town, "content/offices", benchOfficeName(n))
		writeFile(b, filepath.Join(office, "office.toml"), fmt.Sprintf(benchOffice, benchDesks))
		writeFile(b, filepath.Join(office, "index.it.md"), plainPage("Ufficio"))
	}
	f := folders{site: town, data: filepath.Join(dir, "var"), keys: filepath.Join(dir, "keys.toml")}
	p, stop, err := runWith(settings{folders: f, listen: "127.0.0.1:0", limits: false})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := stop(); err != nil {
			b.Error(err)
		}
	})
	return p
}

func benchOfficeName(n int) string { return fmt.Sprintf("office-%02d", n) }

// benchSlots are slots of the town, one after the other: every office has one,
// then every day, then every slot of the day, then every desk.
type benchSlots struct {
	first time.Time
	days  int // 0: as many as can be booked
	taken atomic.Int64
}

const benchSlotsPerDay = 24

func (s *benchSlots) next() (office string, start time.Time) {
	days := s.days
	if days == 0 {
		days = 360
	}
	n := int(s.taken.Add(1) - 1)
	office, n = benchOfficeName(n%benchOffices), n/benchOffices
	day, n := n%days, n/days
	zone, _ := time.LoadLocation("Europe/Rome")
	at := s.first.In(zone).AddDate(0, 0, day)
	return office, time.Date(at.Year(), at.Month(), at.Day(), 8, n%benchSlotsPerDay*30, 0, 0, zone)
}

func (s *benchSlots) booking() []byte {
	office, start := s.next()
	return posting(fmt.Sprintf(`{"office": %q, "service": "help", "slot": %q, "name": "Prova أمينة আমিনা", "phone": "333 123 4567", "language": "it", "consent": true}`,
		office, start.Format(time.RFC3339)))
}

func (s *benchSlots) question() []byte {
	office, start := s.next()
	return getting("/api/slots?service=help&days=1&office=" + office + "&from=" + start.Format(time.DateOnly))
}

// turn has all clients ask for a turn, each its next question when the one
// before is answered.
func turn(b *testing.B, clients []*caller, question func() []byte) (perSecond float64, took []time.Duration) {
	b.Helper()
	each := make([][]time.Duration, len(clients))
	var all sync.WaitGroup
	began := time.Now()
	for n, client := range clients {
		all.Go(func() {
			for time.Since(began) < benchTurn {
				ask, asked := question(), time.Now()
				status, body, err := client.call(ask)
				if err != nil || status/100 != 2 {
					b.Errorf("answered %d %s, %v", status, body, err)
					return
				}
				each[n] = append(each[n], time.Since(asked))
			}
		})
	}
	all.Wait()
	took = slices.Concat(each...)
	return float64(len(took)) / time.Since(began).Seconds(), took
}

// fill books until there are as many appointments as the measurement wants.
func fill(b *testing.B, p *Program, next *benchSlots) {
	b.Helper()
	use := p.requestAppointment(time.Now)
	var all sync.WaitGroup
	for range 4 * benchClients {
		all.Go(func() {
			for int(next.taken.Load()) < benchAppointments {
				office, start := next.next()
				_, err := use.Request(context.Background(), formsapi.AppointmentRequest{
					Office: office, Service: "help", Slot: start.Format(time.RFC3339), Language: "it", Consent: true,
					Details: formsapi.Details{Name: "Prova", Phone: "333 123 4567"},
				})
				if err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
}

// serveBare is what one would write in an afternoon: a handler that reads the
// body, and stores it as one row in a transaction of its own.
func serveBare(b *testing.B, path string) (addr string) {
	b.Helper()
	db := openBare(b, path)
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err == nil {
			err = db.store(r.Context(), body)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.WriteHeader(http.StatusCreated)
	})}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	go func() { _ = server.Serve(listener) }()
	b.Cleanup(func() { _ = server.Close() })
	return listener.Addr().String()
}

func (l *bareLoop) store(ctx context.Context, body []byte) error {
	_, err := l.row.ExecContext(ctx, string(body))
	return err
}

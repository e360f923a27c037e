# The two commands of the README, and what they are made of.
#   make run     the help desk on http://127.0.0.1:8080, with invented requests
#   make test    everything that must hold before a change lands
.PHONY: run test tools format vet staticcheck go-test bench bench-desk growth

run:
	go run ./cmd/sportello serve --demo

test: tools format vet staticcheck go-test

# What is missing is said in a sentence; only .ci/run installs system packages.
tools:
	@command -v gcc >/dev/null || command -v cc >/dev/null || { echo "missing: a C compiler, for go test -race (Debian: apt install gcc)"; exit 1; }
	@command -v npm >/dev/null || { echo "missing: npm, for axe-core and ical.js in the tests (Debian: apt install npm)"; exit 1; }
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || echo "note: no Chromium, the browser tests will be skipped (Debian: apt install chromium)"
	@command -v java >/dev/null || echo "note: no Java, the HTML checker will be skipped (Debian: apt install default-jre-headless)"
	npm ci

format:
	@wrong=$$(gofmt -l $$(git ls-files '*.go')); [ -z "$$wrong" ] || { echo "not gofmt-ed:"; echo "$$wrong"; exit 1; }

vet:
	go vet ./...

staticcheck:
	go tool staticcheck ./...

go-test:
	go test -race -shuffle=on -timeout 70m ./...

# Accepted requests and bookings a second over HTTP, beside a bare loop and a bare
# handler; a day's free times with 100,000 appointments stored.
bench:
	go test -run '^$$' -bench 'Requests|Bookings|Slots' -benchtime 15x -timeout 30m ./cmd/sportello

# The inbox, the search and the reports on ten thousand requests and on a million; some
# minutes of it make them, once.
bench-desk:
	dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && \
	SPORTELLO_BENCH_DIR=$$dir go test -run '^$$' -bench 'Inbox|Report' -benchtime 100x -timeout 60m ./forms-api/sqlite

# How long the whole site takes to build, from 1 to 18 languages and from 50 to 1,000
# pages a language, beside a bare Hugo build; and how soon an edit is live.
growth:
	go test -run '^$$' -bench Growth -benchtime 1x -timeout 2h ./cmd/sportello
	go test -run '^$$' -bench Live -benchtime 5x -timeout 30m ./cmd/sportello

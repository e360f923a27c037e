# The two commands of the README, and what they are made of.
#   make run     the help desk on http://127.0.0.1:8080, with invented requests
#   make test    everything that must hold before a change lands
.PHONY: run test tools format vet staticcheck go-test bench

run:
	go run ./cmd/sportello serve --demo

test: tools format vet staticcheck go-test

# What is missing is said in a sentence; only .ci/run installs system packages.
tools:
	@command -v gcc >/dev/null || command -v cc >/dev/null || { echo "missing: a C compiler, for go test -race (Debian: apt install gcc)"; exit 1; }
	@command -v npm >/dev/null || { echo "missing: npm, for axe-core in the browser tests (Debian: apt install npm)"; exit 1; }
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

# Accepted requests a second over HTTP beside a bare loop of durable inserts.
bench:
	go test -run '^$$' -bench Requests -benchtime 15x ./cmd/sportello

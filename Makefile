export JAVA_HOME := $(shell bin/jdk25)
export MAVEN_OPTS := $(MAVEN_OPTS) --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED
MVN := mvn -B

.PHONY: help build test check format bench bench-quick bench-queries bench-scale bench-loops bench-latency bench-cli load conformance run stop clean

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

build: ## Compile and package everything, without tests
	$(MVN) -q -Dmaven.test.skip=true package && bin/cli-cache && (bin/worker-cache || true) && mkdir -p target && touch target/built

test: ## Every test; needs a JDK 25, Maven and Node. What needs more (awscli, boto3, bcftools, ../shared/data) is skipped, with the count
	$(MVN) -T 2 verify && bin/cli-cache && mkdir -p target && touch target/built

check: ## Format and rules only: formatter, compiler with Error Prone, enforcer, architecture
	$(MVN) -q spotless:check && $(MVN) -q test -Dtest='*Architecture*' -Dsurefire.failIfNoSpecifiedTests=false

format: ## Format the Java sources
	$(MVN) -q spotless:apply

bench: build ## Measure imports beside bcftools, DuckDB and htsjdk, ten minutes; writes that part of docs/benchmarks.md
	bin/bench

bench-quick: build ## A tenth of that in one round, about two minutes; only prints
	bin/bench quick

bench-queries: build ## Ask eight questions of 10, 100 and 1,000 samples beside DuckDB; writes that part of the page
	bin/bench-queries

bench-scale: build ## Cost by number of samples and records, and on two Spark workers; writes that part of the page
	bin/bench-scale

bench-loops: ## Measure tokeniser, normaliser, VEP parser and encoders by JMH; writes that part of the page
	bin/bench-loops

load: build ## Twenty clients at once, ten minutes on H2 and ten on PostgreSQL, against a model of what must be true; fails on any fault
	bin/load

bench-latency: build ## Import small files, and a large one, through a running server; writes that part of the page
	bin/bench-latency

bench-cli: build ## How many CPU seconds the command itself takes, beside `java -version`; fails beyond its limits
	bin/bench-cli

conformance: ## Compare what we make of ../shared/data with its verdicts and with other programs; fails on an unexplained difference
	bin/conformance
	bin/roundtrip

run: build ## Start the server, Trino and the ingest worker on loopback
	./lakeome start

stop: ## Stop what `make run` started
	./lakeome stop

clean: ## Remove build results, not data
	$(MVN) -q clean

package org.lakeome.server;

import java.util.Optional;
import org.lakeome.trino.TrinoProcess;
import org.lakeome.worker.IngestProcess;

/** The processes that live and die with this server; none of them has to be there. Thread-safe once started. */
final class Children implements AutoCloseable {

    private volatile Optional<TrinoProcess> trino = Optional.empty();
    private volatile Optional<IngestProcess> ingest = Optional.empty();

    void start(TrinoProcess process) {
        trino = Optional.of(process);
    }

    void start(IngestProcess process) {
        ingest = Optional.of(process);
    }

    void awaitReady() throws InterruptedException {
        if (trino.isPresent()) {
            trino.get().awaitReady();
        }
    }

    boolean trinoIsUp() throws InterruptedException {
        return trino.isEmpty() || trino.get().isReady();
    }

    boolean ingestIsUp() {
        return ingest.map(process -> process.pid().isPresent()).orElse(true);
    }

    /** Where JDBC clients connect; empty if an outside cluster serves. */
    String sqlAddress() {
        return trino.map(process -> process.uri().toString()).orElse("");
    }

    @Override
    public void close() {
        ingest.ifPresent(IngestProcess::close);
        trino.ifPresent(TrinoProcess::close);
    }
}

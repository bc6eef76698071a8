package org.lakeome.server;

import java.util.Optional;
import org.lakeome.api.http.Health;
import org.lakeome.trino.TrinoProcess;
import org.lakeome.worker.IngestProcess;

/** The processes that live and die with this server; none of them has to be there. Thread-safe. */
final class Children implements AutoCloseable {

    private volatile Optional<TrinoProcess> trino = Optional.empty();
    private volatile Optional<IngestProcess> ingest = Optional.empty();

    void start(TrinoProcess process) {
        trino = Optional.of(process);
    }

    void start(IngestProcess process) {
        ingest = Optional.of(process);
    }

    /** A worker of this name has asked for work. */
    void asked(String worker) {
        ingest.ifPresent(process -> process.asked(worker));
    }

    Health.State trino() throws InterruptedException {
        return trino.isEmpty() ? Health.State.UP : trino.get().state();
    }

    Health.State ingest() {
        return ingest.map(IngestProcess::state).orElse(Health.State.UP);
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

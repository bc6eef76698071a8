package org.lakeome.trino.events;

import io.trino.spi.connector.Connector;
import io.trino.spi.connector.ConnectorMetadata;
import io.trino.spi.connector.ConnectorSession;
import io.trino.spi.connector.ConnectorTransactionHandle;
import io.trino.spi.connector.SystemTable;
import io.trino.spi.transaction.IsolationLevel;
import java.util.Set;

/** A catalog of one system table and nothing else, so that Trino itself does all but reading it. */
final class EventsConnector implements Connector {

    private final EventLog log;

    EventsConnector(EventLog log) {
        this.log = log;
    }

    private enum Transaction implements ConnectorTransactionHandle {
        INSTANCE
    }

    @Override
    public ConnectorTransactionHandle beginTransaction(
            IsolationLevel isolationLevel, boolean readOnly, boolean autoCommit) {
        return Transaction.INSTANCE;
    }

    @Override
    public ConnectorMetadata getMetadata(ConnectorSession session, ConnectorTransactionHandle transaction) {
        return new ConnectorMetadata() {};
    }

    @Override
    public Set<SystemTable> getSystemTables() {
        return Set.of(new EventsTable(log));
    }

    @Override
    public void shutdown() {
        log.close();
    }
}

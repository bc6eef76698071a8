package org.lakeome.trino.events;

import io.trino.spi.Plugin;
import io.trino.spi.connector.Connector;
import io.trino.spi.connector.ConnectorContext;
import io.trino.spi.connector.ConnectorFactory;
import java.util.List;
import java.util.Map;

/** The connector {@code lakeome_events}: the event log of the account that asks. Rides in the folder of the Iceberg plugin. */
public final class LakeomeEvents implements Plugin {

    @Override
    public Iterable<ConnectorFactory> getConnectorFactories() {
        return List.of(new Factory());
    }

    private static final class Factory implements ConnectorFactory {

        @Override
        public String getName() {
            return "lakeome_events";
        }

        /** @param config {@code lakeome.server}, the base URI of the server, and {@code lakeome.secret}, Trino's there */
        @Override
        public Connector create(String catalogName, Map<String, String> config, ConnectorContext context) {
            return new EventsConnector(new EventLog(config.get("lakeome.server"), config.get("lakeome.secret")));
        }
    }
}

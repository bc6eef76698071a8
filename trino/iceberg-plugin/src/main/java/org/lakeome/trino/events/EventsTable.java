package org.lakeome.trino.events;

import static io.trino.spi.type.DateTimeEncoding.packDateTimeWithZone;
import static io.trino.spi.type.DateTimeEncoding.unpackMillisUtc;
import static io.trino.spi.type.TimeZoneKey.UTC_KEY;
import static io.trino.spi.type.TimestampWithTimeZoneType.TIMESTAMP_TZ_MILLIS;
import static io.trino.spi.type.VarcharType.VARCHAR;

import com.fasterxml.jackson.databind.JsonNode;
import io.trino.spi.connector.ColumnMetadata;
import io.trino.spi.connector.ConnectorSession;
import io.trino.spi.connector.ConnectorTableMetadata;
import io.trino.spi.connector.ConnectorTransactionHandle;
import io.trino.spi.connector.InMemoryRecordSet;
import io.trino.spi.connector.RecordCursor;
import io.trino.spi.connector.SchemaTableName;
import io.trino.spi.connector.SystemTable;
import io.trino.spi.predicate.Domain;
import io.trino.spi.predicate.TupleDomain;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** {@code log.events}: an event a row, in the order of the log; {@code detail} is JSON. */
final class EventsTable implements SystemTable {

    private static final int TIME = 0;

    private static final ConnectorTableMetadata TABLE = new ConnectorTableMetadata(
            new SchemaTableName("log", "events"),
            List.of(
                    new ColumnMetadata("time", TIMESTAMP_TZ_MILLIS),
                    new ColumnMetadata("id", VARCHAR),
                    new ColumnMetadata("detail_type", VARCHAR),
                    new ColumnMetadata("status", VARCHAR),
                    new ColumnMetadata("store_name", VARCHAR),
                    new ColumnMetadata("resource", VARCHAR),
                    new ColumnMetadata("account", VARCHAR),
                    new ColumnMetadata("region", VARCHAR),
                    new ColumnMetadata("detail", VARCHAR)));

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private final EventLog log;

    EventsTable(EventLog log) {
        this.log = log;
    }

    @Override
    public Distribution getDistribution() {
        return Distribution.SINGLE_COORDINATOR;
    }

    @Override
    public ConnectorTableMetadata getTableMetadata() {
        return TABLE;
    }

    /** Of the user that Trino has authenticated; it lets nobody take the name of another. */
    @Override
    public RecordCursor cursor(
            ConnectorTransactionHandle transaction, ConnectorSession session, TupleDomain<Integer> constraint) {
        Optional<Instant> since =
                constraint.getDomains().map(domains -> domains.get(TIME)).flatMap(EventsTable::lowest);
        return new InMemoryRecordSet(
                        TABLE.getColumns().stream().map(ColumnMetadata::getType).toList(),
                        () -> log.read(session.getUser(), since)
                                .map(EventsTable::row)
                                .iterator())
                .cursor();
    }

    private static Optional<Instant> lowest(Domain time) {
        if (time.isNullAllowed() || time.isNone()) {
            return Optional.empty();
        }
        return time.getValues()
                .getRanges()
                .getSpan()
                .getLowValue()
                .map(low -> within(Instant.ofEpochMilli(unpackMillisUtc((Long) low))));
    }

    /** The server knows no times but these; Trino asks the rows themselves again. */
    private static Instant within(Instant low) {
        if (low.isBefore(FIRST)) {
            return FIRST;
        }
        return low.isAfter(LAST) ? LAST : low;
    }

    private static List<?> row(JsonNode event) {
        JsonNode detail = event.path("detail");
        return Arrays.asList(
                packDateTimeWithZone(
                        Instant.parse(event.path("time").textValue()).toEpochMilli(), UTC_KEY),
                event.path("id").textValue(),
                event.path("detail-type").textValue(),
                detail.path("status").textValue(),
                detail.path("storeName").textValue(),
                detail.path("arn").textValue(),
                event.path("account").textValue(),
                event.path("region").textValue(),
                detail.toString());
    }
}

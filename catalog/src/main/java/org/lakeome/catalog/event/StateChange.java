package org.lakeome.catalog.event;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.db.Sql;

/**
 * A thing has come into a state. Whoever changes the row of the thing writes the change to the log in the same transaction,
 * after that row is locked or changed: so none is lost, none invented, and those of one thing are in order.
 *
 * @param resource the part of the ARN after the account
 * @param members what {@code detail} tells besides {@code omicsVersion}, {@code arn} and {@code status}, in this order
 * @param status in upper case with underscores
 */
public record StateChange(
        EventType type, AccountId owner, String resource, Map<String, String> members, String status) {

    /** The member that events are found by. */
    public static final String STORE_NAME = "storeName";

    public StateChange {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** Members in order: keys and values in turn. */
    public static Map<String, String> members(String... keysAndValues) {
        Map<String, String> members = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            members.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return members;
    }

    /** Writes it to the log of the owner. */
    public void log(Sql sql) {
        log(sql, owner);
    }

    /** Writes it to the log of an account that may know all of it. */
    public void log(Sql sql, AccountId reader) {
        new EventRows(sql)
                .insert(
                        new Event(UUID.randomUUID().toString(), reader, this, sql.now()),
                        Optional.ofNullable(members.get(STORE_NAME)));
    }
}

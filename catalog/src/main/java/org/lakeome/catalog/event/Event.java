package org.lakeome.catalog.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Arns;

/**
 * A state change in the log of one account.
 *
 * @param id of this event in this log: the other party of a share has one of its own
 */
public record Event(String id, AccountId account, StateChange change, Instant time) {

    /** As EventBridge has it; the time in whole seconds, as there. */
    public ObjectNode toJson(Arns arns) {
        String arn = arns.of(change.owner(), change.resource());
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("version", "0");
        json.put("id", id);
        json.put("detail-type", change.type().detailType());
        json.put("source", "aws.omics");
        json.put("account", account.value());
        json.put("time", time.truncatedTo(ChronoUnit.SECONDS).toString());
        json.put("region", arns.region());
        json.putArray("resources").add(arn);
        ObjectNode detail = json.putObject("detail");
        detail.put("omicsVersion", "1.0.0");
        detail.put("arn", arn);
        change.members().forEach(detail::put);
        detail.put("status", change.status());
        return json;
    }
}

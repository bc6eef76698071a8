package org.lakeome.api.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lakeome.api.auth.ReceivedRequest;
import org.lakeome.api.wire.Shape.Member;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/** An operation's input as a client sends it, whether or not it is valid; not signed. */
final class Requests {

    private Requests() {}

    static ReceivedRequest of(OperationModel operation, ObjectNode input) {
        List<String> path = new ArrayList<>(operation.path());
        List<String> query = new ArrayList<>();
        Map<String, List<String>> headers = new LinkedHashMap<>();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        for (Member member : operation.input().members().values()) {
            JsonNode value = input.get(member.name());
            if (value == null) {
                continue;
            }
            switch (member.place()) {
                case PATH ->
                    path.replaceAll(segment -> segment.equals("{" + member.wireName() + "}")
                            ? SdkHttpUtils.urlEncode(value.asText())
                            : segment);
                case QUERY -> {
                    Iterable<JsonNode> values = value.isArray() ? value : List.of(value);
                    values.forEach(one -> query.add(member.wireName() + "=" + SdkHttpUtils.urlEncode(one.asText())));
                }
                case HEADER -> headers.put(member.wireName().toLowerCase(Locale.ROOT), List.of(value.asText()));
                case BODY -> body.set(member.wireName(), value);
                case PAYLOAD -> {}
            }
        }
        return new ReceivedRequest(
                operation.method(),
                "/" + String.join("/", path),
                String.join("&", query),
                headers,
                operation.hasBodyMembers() ? body.toString().getBytes(StandardCharsets.UTF_8) : new byte[0]);
    }
}

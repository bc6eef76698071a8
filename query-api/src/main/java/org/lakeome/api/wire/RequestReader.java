package org.lakeome.api.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lakeome.api.auth.PercentEncoding;
import org.lakeome.api.auth.ReceivedRequest;
import org.lakeome.api.wire.Shape.Member;
import org.lakeome.catalog.error.ApiError;

/**
 * Gathers the members of an operation's input from path, query, headers and JSON body and checks every constraint of the contract, before any handler
 * sees the request. Thread-safe.
 */
final class RequestReader {

    private final Contract contract;
    private final ShapeChecker checker;

    RequestReader(Contract contract) {
        this.contract = contract;
        this.checker = new ShapeChecker(contract);
    }

    /**
     * The checked members by name.
     *
     * @throws ApiError.Invalid naming every broken constraint
     */
    ObjectNode read(Router.Route route, ReceivedRequest request) {
        OperationModel operation = route.operation();
        Violations violations = new Violations();
        Map<String, List<String>> query = request.query()
                .orElseThrow(() -> new ApiError.Invalid("The query string must be percent-encoded UTF-8."));
        JsonNode body =
                operation.hasBodyMembers() ? JsonBody.parse(request.body()) : JsonNodeFactory.instance.objectNode();
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        for (Member member : operation.input().members().values()) {
            Optional<JsonNode> value =
                    switch (member.place()) {
                        case PATH -> label(member, route.labels().get(member.wireName()), violations);
                        case QUERY -> texts(member, query.get(member.wireName()), violations);
                        case HEADER -> texts(member, request.header(member.wireName()), violations);
                        case BODY -> Optional.ofNullable(body.get(member.wireName()));
                        case PAYLOAD -> Optional.of(TextNode.valueOf(""));
                    };
            value.ifPresent(node -> input.set(member.name(), node));
        }
        if (violations.isEmpty()) {
            checker.check(operation.input(), input, "", violations);
        }
        if (!violations.isEmpty()) {
            throw new ApiError.Invalid(violations.message());
        }
        return input;
    }

    private static Optional<JsonNode> label(Member member, String encoded, Violations violations) {
        Optional<String> label = PercentEncoding.decode(encoded);
        if (label.isEmpty()) {
            violations.addText(member.name(), encoded, "Member must be percent-encoded UTF-8");
        } else if (label.get().isEmpty()) {
            violations.addText(member.name(), "", "Member must have length greater than or equal to 1");
        }
        return label.map(TextNode::valueOf);
    }

    private Optional<JsonNode> texts(Member member, List<String> values, Violations violations) {
        if (values == null || values.isEmpty()) {
            return Optional.empty();
        }
        Shape shape = contract.shape(member.shape());
        if (shape instanceof Shape.Sequence list) {
            ArrayNode items = JsonNodeFactory.instance.arrayNode(values.size());
            values.forEach(value -> items.add(typed(contract.shape(list.item()), value)));
            return Optional.of(items);
        }
        if (values.size() > 1) {
            violations.addText(member.name(), String.join("&", values), "Member must be given once");
        }
        return Optional.of(typed(shape, values.getFirst()));
    }

    /** Text that is not of the shape's type stays text, and the checker says so. */
    private static JsonNode typed(Shape shape, String text) {
        return switch (shape) {
            case Shape.WholeNumber _ when text.matches("-?[0-9]{1,20}") -> BigIntegerNode.valueOf(new BigInteger(text));
            case Shape.Flag _
            when text.equals("true") || text.equals("false") -> BooleanNode.valueOf(Boolean.parseBoolean(text));
            case Shape _ -> TextNode.valueOf(text);
        };
    }
}

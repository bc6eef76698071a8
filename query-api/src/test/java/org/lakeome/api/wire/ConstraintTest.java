package org.lakeome.api.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.lakeome.api.auth.ReceivedRequest;
import org.lakeome.api.wire.Shape.Member;
import org.lakeome.api.wire.Shape.Place;
import org.lakeome.catalog.error.ApiError;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/** For every operation and every constrained member of its input, values just inside and just outside of the constraint. */
class ConstraintTest {

    private final Contract contract = Contract.load();
    private final Samples samples = new Samples(contract);
    private final Router router = new Router(contract.operations());
    private final RequestReader reader = new RequestReader(contract);

    /** One change of a valid input; {@code refusal} is what the answer must contain, null if the input stays valid. */
    private record Change(String path, JsonNode value, String refusal) {}

    @Test
    void everyConstraintOfEveryOperationIsChecked() {
        int accepted = 0;
        int refused = 0;
        for (OperationModel operation : contract.operations()) {
            ObjectNode valid = (ObjectNode) samples.of(operation.input());
            assertThatCode(() -> read(operation, valid)).as(operation.name()).doesNotThrowAnyException();
            List<Change> changes = new ArrayList<>();
            for (Member member : operation.input().members().values()) {
                if (member.place() != Place.PAYLOAD) {
                    changesOfMember(member, member.name(), member.place(), changes::add);
                }
            }
            for (Change change : changes) {
                ObjectNode input = valid.deepCopy();
                set(input, change.path(), change.value());
                String description = "%s with %s = %.100s".formatted(operation.name(), change.path(), change.value());
                if (change.refusal() == null) {
                    accepted++;
                    assertThatCode(() -> read(operation, input)).as(description).doesNotThrowAnyException();
                } else {
                    refused++;
                    assertThatThrownBy(() -> read(operation, input))
                            .as(description)
                            .isInstanceOf(ApiError.Invalid.class)
                            .hasMessageContaining("'" + change.path())
                            .hasMessageContaining(change.refusal());
                }
            }
        }
        System.out.printf(
                "contract: %d operations, %d values just inside accepted, %d just outside refused%n",
                contract.operations().size(), accepted, refused);
        assertThat(accepted).isGreaterThan(500);
        assertThat(refused).isGreaterThan(1_500);
    }

    private void changesOfMember(Member member, String path, Place place, Consumer<Change> changes) {
        if (place != Place.PATH) {
            changes.accept(new Change(path, null, member.required() ? "Member must not be null" : null));
        }
        changesOf(contract.shape(member.shape()), path, place, changes);
    }

    private void changesOf(Shape shape, String path, Place place, Consumer<Change> changes) {
        boolean typed = place == Place.BODY;
        switch (shape) {
            case Shape.Structure structure -> {
                if (structure.document()) {
                    return;
                }
                changes.accept(new Change(path, TextNode.valueOf("x"), "Member must be a JSON object"));
                if (structure.union()) {
                    changesOfUnion(structure, path, changes);
                }
                structure.members().values().stream()
                        .filter(member -> !structure.union())
                        .forEach(member -> changesOfMember(member, path + "." + member.name(), place, changes));
            }
            case Shape.Text text -> changesOfText(text, path, place, changes);
            case Shape.WholeNumber number -> {
                changes.accept(new Change(path, TextNode.valueOf("many"), "Member must be a whole number"));
                changes.accept(new Change(path, LongNode.valueOf(number.range().min()), null));
                changes.accept(new Change(path, LongNode.valueOf(number.range().max()), null));
                if (number.range().min() > Long.MIN_VALUE) {
                    changes.accept(new Change(
                            path, LongNode.valueOf(number.range().min() - 1), "value greater than or equal to"));
                }
                if (number.range().max() < Long.MAX_VALUE) {
                    changes.accept(new Change(
                            path, LongNode.valueOf(number.range().max() + 1), "value less than or equal to"));
                }
            }
            case Shape.Flag _ -> {
                changes.accept(new Change(path, TextNode.valueOf("yes"), "Member must be true or false"));
                changes.accept(new Change(path, BooleanNode.FALSE, null));
            }
            case Shape.Timestamp _ -> {
                changes.accept(new Change(path, TextNode.valueOf("yesterday"), "ISO 8601"));
                changes.accept(new Change(path, TextNode.valueOf("2026-11-21T10:11:12.345678+00:00"), null));
                if (typed) {
                    changes.accept(new Change(path, LongNode.valueOf(1_700_000_000), "ISO 8601"));
                }
            }
            case Shape.Bytes _ -> changes.accept(new Change(path, TextNode.valueOf("%"), "base64"));
            case Shape.Sequence list -> changesOfList(list, path, place, changes);
            case Shape.Entries map -> changesOfMap(map, path, changes);
        }
    }

    private void changesOfUnion(Shape.Structure union, String path, Consumer<Change> changes) {
        changes.accept(new Change(path, JsonNodeFactory.instance.objectNode(), "exactly one of"));
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        for (Member member : union.members().values()) {
            ObjectNode one = JsonNodeFactory.instance.objectNode();
            one.set(member.name(), samples.of(contract.shape(member.shape())));
            all.setAll(one);
            changes.accept(new Change(path, one, null));
        }
        if (all.size() > 1) {
            changes.accept(new Change(path, all, "exactly one of"));
        }
    }

    private void changesOfText(Shape.Text text, String path, Place place, Consumer<Change> changes) {
        long min = text.length().min();
        long max = text.length().max();
        if (place == Place.BODY) {
            changes.accept(new Change(path, LongNode.valueOf(5), "Member must be a string"));
            changes.accept(new Change(path, TextNode.valueOf("a\0b"), "U+0000"));
        }
        if (!text.values().isEmpty()) {
            text.values().forEach(value -> changes.accept(new Change(path, TextNode.valueOf(value), null)));
            changes.accept(new Change(path, TextNode.valueOf("NOT_A_VALUE"), "enum value set"));
            return;
        }
        text.pattern()
                .ifPresent(pattern -> changes.accept(
                        new Change(path, TextNode.valueOf(Samples.broken(pattern)), "regular expression pattern")));
        if (Samples.canFill(text)) {
            if (max < Long.MAX_VALUE) {
                changes.accept(new Change(path, TextNode.valueOf(Samples.text(text, max)), null));
                changes.accept(new Change(
                        path, TextNode.valueOf(Samples.text(text, max + 1)), "length less than or equal to " + max));
            }
            if (min > 1 || (min == 1 && place != Place.PATH)) {
                changes.accept(new Change(
                        path, TextNode.valueOf("x".repeat((int) min - 1)), "length greater than or equal to " + min));
            }
        }
    }

    private void changesOfList(Shape.Sequence list, String path, Place place, Consumer<Change> changes) {
        long min = list.size().min();
        long max = list.size().max();
        if (place == Place.BODY) {
            changes.accept(new Change(path, TextNode.valueOf("x"), "Member must be a list"));
            ArrayNode holed = samples.list(list, Math.max(min, 1));
            holed.set(0, NullNode.instance);
            changes.accept(new Change(path, holed, "[0]' failed to satisfy constraint: Member must not be null"));
            if (min > 0) {
                changes.accept(new Change(path, samples.list(list, min - 1), "length greater than or equal to " + min));
            }
        }
        if (max < Long.MAX_VALUE) {
            changes.accept(new Change(path, samples.list(list, max), null));
            changes.accept(new Change(path, samples.list(list, max + 1), "length less than or equal to " + max));
        }
        changesOf(contract.shape(list.item()), path + "[0]", place, changes);
    }

    private void changesOfMap(Shape.Entries map, String path, Consumer<Change> changes) {
        changes.accept(new Change(path, TextNode.valueOf("x"), "Member must be a JSON object"));
        Shape.Text key = (Shape.Text) contract.shape(map.key());
        ObjectNode badKey = JsonNodeFactory.instance.objectNode();
        JsonNode value = samples.of(contract.shape(map.value()));
        if (!key.values().isEmpty()) {
            badKey.set("NOT_A_VALUE", value);
        } else if (key.pattern().isPresent()) {
            badKey.set(Samples.broken(key.pattern().get()), value);
        } else if (key.length().max() < Long.MAX_VALUE) {
            badKey.set("x".repeat((int) key.length().max() + 1), value);
        }
        if (!badKey.isEmpty()) {
            changes.accept(new Change(path, badKey, ".key' failed to satisfy constraint"));
        }
        if (map.size().max() < 1_000) {
            ObjectNode many = JsonNodeFactory.instance.objectNode();
            for (int i = 0; i <= map.size().max(); i++) {
                many.set("key_" + i, value);
            }
            changes.accept(new Change(
                    path, many, "length less than or equal to " + map.size().max()));
        }
        ObjectNode sample = (ObjectNode) samples.of(map);
        String anyKey = sample.fieldNames().next();
        if (!anyKey.contains(".")) {
            changesOf(contract.shape(map.value()), path + "." + anyKey, Place.BODY, changes);
        }
    }

    private ObjectNode read(OperationModel operation, ObjectNode input) {
        ReceivedRequest request = request(operation, input);
        Router.Route route = router.route(request.method(), request.rawPath()).orElseThrow();
        assertThat(route.operation()).isEqualTo(operation);
        return reader.read(route, request);
    }

    /** The input as a client sends it. */
    private static ReceivedRequest request(OperationModel operation, ObjectNode input) {
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
                case HEADER ->
                    headers.put(member.wireName().toLowerCase(java.util.Locale.ROOT), List.of(value.asText()));
                case BODY -> body.set(member.wireName(), value);
                case PAYLOAD -> {}
            }
        }
        return new ReceivedRequest(
                operation.method(),
                "/" + String.join("/", path),
                String.join("&", query),
                headers,
                body.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Sets, or with null removes, what lies at a path like {@code items[0].source}. */
    private static void set(ObjectNode root, String path, JsonNode value) {
        JsonNode parent = root;
        List<String> steps = List.of(path.replace("[", ".[").split("\\."));
        for (String step : steps.subList(0, steps.size() - 1)) {
            parent = step.startsWith("[") ? parent.get(index(step)) : parent.get(step);
        }
        String last = steps.getLast();
        if (last.startsWith("[")) {
            ((ArrayNode) parent).set(index(last), value);
        } else if (value == null) {
            ((ObjectNode) parent).remove(last);
        } else {
            ((ObjectNode) parent).set(last, value);
        }
    }

    private static int index(String step) {
        return Integer.parseInt(step.substring(1, step.length() - 1));
    }
}

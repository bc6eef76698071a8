package org.lakeome.api.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.lakeome.api.wire.Shape.Member;
import org.lakeome.api.wire.Shape.Place;

/**
 * For every constrained member of an operation's input, values just inside and just outside of each of its constraints,
 * and values of every wrong JSON type.
 */
final class Changes {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final List<String> ODD = List.of(
            "",
            " ",
            "a b",
            "日本語",
            "x😀y",
            "'; drop table store; --",
            "a\tb",
            "a\r\nb",
            "../../etc/passwd",
            "%2e%2e%2f",
            "${jndi:ldap://x}",
            "<script>",
            "\u001b[31m",
            "\u202egnp.x",
            "a\u0300",
            "NULL");

    /** Where the server says that the key of a map is wrong. */
    static final String KEY = ".key";

    private final Samples samples;
    private final Contract contract;

    Changes(Contract contract) {
        this.contract = contract;
        this.samples = new Samples(contract);
    }

    /**
     * One change of a valid input.
     *
     * @param at where, like {@code items[0].source}
     * @param path the member that it is about: there or, where a whole union is replaced, below
     * @param value what is put there; null removes what is there
     * @param refusal what the answer must say of the value; null if the input stays valid
     */
    record Change(String at, String path, JsonNode value, String refusal) {

        Change(String path, JsonNode value, String refusal) {
            this(path, path, value, refusal);
        }

        boolean isInside() {
            return refusal == null;
        }

        ObjectNode of(ObjectNode valid) {
            ObjectNode input = valid.deepCopy();
            JsonNode parent = input;
            List<String> steps = List.of(at.replace("[", ".[").split("\\."));
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
            return input;
        }

        private static int index(String step) {
            return Integer.parseInt(step.substring(1, step.length() - 1));
        }
    }

    /** All changes of {@link Samples#of the sample} of the operation's input, or of an input of the same form. */
    List<Change> of(OperationModel operation, ObjectNode valid) {
        List<Change> changes = new ArrayList<>();
        for (Member member : operation.input().members().values()) {
            if (member.place() != Place.PAYLOAD) {
                ofMember(member, member.name(), member.place(), valid, changes::add);
            }
        }
        return changes;
    }

    private void ofMember(Member member, String path, Place place, JsonNode parent, Consumer<Change> changes) {
        String absent = member.required() ? "Member must not be null" : null;
        if (place != Place.PATH) {
            changes.accept(new Change(path, null, absent));
        }
        if (place == Place.BODY) {
            changes.accept(new Change(path, NullNode.instance, absent));
        }
        JsonNode value = parent.get(member.name());
        if (value != null) {
            ofShape(contract.shape(member.shape()), path, place, value, changes);
        } else if (contract.shape(member.shape()) instanceof Shape.Text text) {
            ofText(text, path, place, changes);
        }
    }

    private void ofShape(Shape shape, String path, Place place, JsonNode valid, Consumer<Change> changes) {
        switch (shape) {
            case Shape.Structure structure -> ofStructure(structure, path, place, valid, changes);
            case Shape.Text text -> ofText(text, path, place, changes);
            case Shape.WholeNumber number -> ofNumber(number, path, place, changes);
            case Shape.Flag _ -> {
                texts(path, "Member must be true or false", changes, "yes", "", "TRUE", "1", "null");
                changes.accept(new Change(path, BooleanNode.FALSE, null));
                changes.accept(new Change(path, BooleanNode.TRUE, null));
                if (place == Place.BODY) {
                    texts(path, "Member must be true or false", changes, "true");
                    wrong(path, "Member must be true or false", changes, LongNode.valueOf(1), NODES.arrayNode());
                    wrong(path, "Member must be true or false", changes, LongNode.valueOf(0), NODES.objectNode());
                }
            }
            case Shape.Timestamp _ -> {
                texts(path, "ISO 8601", changes, "yesterday", "", "2026-11-21", "2026-13-01T00:00:00Z");
                changes.accept(new Change(path, TextNode.valueOf("2026-11-21T10:11:12.345678+00:00"), null));
                if (place == Place.BODY) {
                    wrong(path, "ISO 8601", changes, LongNode.valueOf(1_700_000_000), BooleanNode.TRUE);
                }
            }
            case Shape.Bytes _ -> texts(path, "base64", changes, "%", "a");
            case Shape.Sequence list -> ofList(list, path, place, valid, changes);
            case Shape.Entries map -> ofMap(map, path, valid, changes);
        }
    }

    private void ofStructure(
            Shape.Structure structure, String path, Place place, JsonNode valid, Consumer<Change> changes) {
        if (structure.document()) {
            return;
        }
        wrongForObject(path, changes);
        ObjectNode newer = valid.deepCopy();
        newer.set("aMemberOfTomorrow", TextNode.valueOf("x"));
        changes.accept(new Change(path, newer, null));
        if (structure.union()) {
            ofUnion(structure, path, valid, changes);
        }
        structure.members().values().stream()
                .filter(member -> !structure.union())
                .forEach(member -> ofMember(member, path + "." + member.name(), place, valid, changes));
    }

    private void ofUnion(Shape.Structure union, String path, JsonNode valid, Consumer<Change> changes) {
        changes.accept(new Change(path, NODES.objectNode(), "exactly one of"));
        changes.accept(new Change(path, NODES.objectNode().put("aMemberOfTomorrow", "x"), "exactly one of"));
        ObjectNode all = NODES.objectNode();
        for (Member member : union.members().values()) {
            ObjectNode one = NODES.objectNode();
            one.set(
                    member.name(),
                    valid.has(member.name()) ? valid.get(member.name()) : samples.of(contract.shape(member.shape())));
            all.setAll(one);
            changes.accept(new Change(path, one, null));
            changes.accept(
                    new Change(path, NODES.objectNode().set(member.name(), NullNode.instance), "exactly one of"));
            // The others belong to other samples, or would only be refused as of another kind.
            if (valid.has(member.name())) {
                ofShape(
                        contract.shape(member.shape()),
                        member.name(),
                        Place.BODY,
                        one.get(member.name()),
                        inner -> changes.accept(
                                new Change(path, path + "." + inner.path(), inner.of(one), inner.refusal())));
            }
        }
        if (all.size() > 1) {
            changes.accept(new Change(path, all, "exactly one of"));
        }
    }

    private void ofText(Shape.Text text, String path, Place place, Consumer<Change> changes) {
        long min = text.length().min();
        long max = text.length().max();
        if (place == Place.BODY) {
            wrong(path, "Member must be a string", changes, LongNode.valueOf(5), DoubleNode.valueOf(1.5));
            wrong(path, "Member must be a string", changes, BooleanNode.TRUE, NODES.arrayNode(), NODES.objectNode());
            texts(path, "U+0000", changes, "a\0b");
        }
        if (!text.values().isEmpty()) {
            text.values().forEach(value -> changes.accept(new Change(path, TextNode.valueOf(value), null)));
            texts(path, "enum value set", changes, "NOT_A_VALUE");
            text.values().stream()
                    .map(value -> value.toLowerCase(Locale.ROOT))
                    .filter(value -> !text.values().contains(value))
                    .forEach(value -> texts(path, "enum value set", changes, value, value + " "));
            return;
        }
        text.pattern()
                .ifPresent(pattern -> texts(path, "regular expression pattern", changes, Samples.broken(pattern)));
        ODD.forEach(odd -> ofOddText(text, path, place, odd, changes));
        changes.accept(
                new Change(path, TextNode.valueOf(Samples.text(text, Math.max(min, Samples.shortest(text)))), null));
        Samples.edges(text).forEach(edge -> ofOddText(text, path, place, edge, changes));
        String sample = Samples.text(text, Math.max(min, Samples.shortest(text)));
        for (String odd : List.of(sample + "\n", " " + sample, sample + "/", sample.toUpperCase(Locale.ROOT))) {
            ofOddText(text, path, place, odd, changes);
        }
        if (max < Long.MAX_VALUE) {
            texts(path, "length less than or equal to " + max, changes, tooLong(text, place));
        }
        if (Samples.canFill(text)) {
            if (max < Long.MAX_VALUE) {
                changes.accept(new Change(path, TextNode.valueOf(filled(text, place, max)), null));
                // Lengths count characters, which are not always one code unit.
                String wide = "😀".repeat((int) max);
                if (max < 10_000
                        && text.pattern()
                                .map(pattern -> pattern.matcher(wide).matches())
                                .orElse(true)) {
                    changes.accept(new Change(path, TextNode.valueOf(wide), null));
                    texts(path, "length less than or equal to " + max, changes, wide + "😀");
                }
            }
            if (min > 1 || (min == 1 && place != Place.PATH)) {
                texts(path, "length greater than or equal to " + min, changes, "x".repeat((int) min - 1));
            }
        }
    }

    /** In a URL of ASCII alone: servers bound the length of what is encoded there, and 10,000 other letters are 60,000 bytes. */
    private static String filled(Shape.Text text, Place place, long length) {
        return text.pattern().isEmpty() && place != Place.BODY ? "n".repeat((int) length) : Samples.text(text, length);
    }

    /** By one character, and by the pattern alone right if that leaves the length open. */
    private static String tooLong(Shape.Text text, Place place) {
        long length = text.length().max() + 1;
        return Samples.canFill(text) ? filled(text, place, length) : "x".repeat((int) length);
    }

    /** The words of the pattern decide; what a text means to a shell, a database or a terminal must not. */
    private static void ofOddText(Shape.Text text, String path, Place place, String odd, Consumer<Change> changes) {
        int length = odd.codePointCount(0, odd.length());
        if (length == 0 && place == Place.PATH) {
            return;
        }
        String refusal = null;
        if (length < text.length().min()) {
            refusal = "length greater than or equal to " + text.length().min();
        } else if (length > text.length().max()) {
            refusal = "length less than or equal to " + text.length().max();
        } else if (text.pattern().isPresent()
                && !text.pattern().get().matcher(odd).matches()) {
            refusal = "regular expression pattern";
        }
        changes.accept(new Change(path, TextNode.valueOf(odd), refusal));
    }

    private static void ofNumber(Shape.WholeNumber number, String path, Place place, Consumer<Change> changes) {
        String whole = "Member must be a whole number";
        long min = number.range().min();
        long max = number.range().max();
        texts(path, whole, changes, "many", "", "1.5", "1e1", "+1", " 1", "0x1");
        changes.accept(new Change(path, LongNode.valueOf(min), null));
        changes.accept(new Change(path, LongNode.valueOf(max), null));
        if (min > Long.MIN_VALUE) {
            changes.accept(new Change(path, LongNode.valueOf(min - 1), "value greater than or equal to " + min));
        }
        if (max < Long.MAX_VALUE) {
            changes.accept(new Change(path, LongNode.valueOf(max + 1), "value less than or equal to " + max));
        }
        if (place == Place.BODY) {
            wrong(path, whole, changes, DoubleNode.valueOf(1.5), BooleanNode.TRUE);
            wrong(path, whole, changes, NODES.arrayNode(), NODES.objectNode());
        }
    }

    private void ofList(Shape.Sequence list, String path, Place place, JsonNode valid, Consumer<Change> changes) {
        long min = list.size().min();
        long max = list.size().max();
        if (place == Place.BODY) {
            texts(path, "Member must be a list", changes, "x", "");
            wrong(path, "Member must be a list", changes, LongNode.valueOf(1), BooleanNode.TRUE, NODES.objectNode());
            ArrayNode holed = samples.list(list, Math.max(min, 1));
            holed.set(0, NullNode.instance);
            changes.accept(new Change(path, holed, "[0]' failed to satisfy constraint: Member must not be null"));
            changes.accept(new Change(path, sized(list, valid, Math.max(min, 1)), null));
            if (min > 0) {
                changes.accept(new Change(path, sized(list, valid, min - 1), "length greater than or equal to " + min));
            }
        }
        if (max < Long.MAX_VALUE) {
            changes.accept(new Change(path, sized(list, valid, max), null));
            changes.accept(new Change(path, sized(list, valid, max + 1), "length less than or equal to " + max));
        }
        if (!valid.isEmpty()) {
            ofShape(contract.shape(list.item()), path + "[0]", place, valid.get(0), changes);
        }
    }

    /** The first of the valid items, and others after them; maps of one entry each get a key of their own. */
    private ArrayNode sized(Shape.Sequence list, JsonNode valid, long size) {
        ArrayNode items = NODES.arrayNode();
        Shape item = contract.shape(list.item());
        for (int i = 0; i < size; i++) {
            if (i < valid.size()) {
                items.add(valid.get(i));
            } else if (item instanceof Shape.Entries map) {
                items.add(NODES.objectNode().set("column_" + i, samples.of(contract.shape(map.value()))));
            } else {
                items.add(samples.of(item));
            }
        }
        return items;
    }

    private void ofMap(Shape.Entries map, String path, JsonNode valid, Consumer<Change> changes) {
        wrongForObject(path, changes);
        changes.accept(new Change(
                path,
                NODES.objectNode(),
                map.size().min() > 0
                        ? "length greater than or equal to " + map.size().min()
                        : null));
        Shape.Text key = (Shape.Text) contract.shape(map.key());
        JsonNode value = samples.of(contract.shape(map.value()));
        if (key.values().isEmpty()) {
            ofText(key, path + KEY, Place.BODY, change -> Optional.ofNullable(
                            change.value().textValue())
                    .ifPresent(text -> changes.accept(
                            new Change(path, path + KEY, NODES.objectNode().set(text, value), change.refusal()))));
        } else {
            key.values()
                    .forEach(each -> changes.accept(
                            new Change(path, path + KEY, NODES.objectNode().set(each, value), null)));
            changes.accept(
                    new Change(path, path + KEY, NODES.objectNode().set("NOT_A_VALUE", value), "enum value set"));
        }
        if (map.size().max() < 1_000) {
            changes.accept(new Change(
                    path,
                    entries(value, map.size().max() + 1),
                    "length less than or equal to " + map.size().max()));
            if (key.values().isEmpty()) {
                changes.accept(new Change(path, entries(value, map.size().max()), null));
            }
        }
        if (!valid.isEmpty()) {
            String anyKey = valid.fieldNames().next();
            if (!anyKey.contains(".")) {
                changes.accept(new Change(path + "." + anyKey, NullNode.instance, "Member must not be null"));
                ofShape(contract.shape(map.value()), path + "." + anyKey, Place.BODY, valid.get(anyKey), changes);
            }
        }
    }

    private static ObjectNode entries(JsonNode value, long size) {
        ObjectNode many = NODES.objectNode();
        for (int i = 0; i < size; i++) {
            many.set("key_" + i, value);
        }
        return many;
    }

    private static void wrongForObject(String path, Consumer<Change> changes) {
        String object = "Member must be a JSON object";
        texts(path, object, changes, "x", "");
        wrong(path, object, changes, LongNode.valueOf(1), BooleanNode.TRUE, NODES.arrayNode());
    }

    private static void wrong(String path, String refusal, Consumer<Change> changes, JsonNode... values) {
        List.of(values).forEach(value -> changes.accept(new Change(path, value, refusal)));
    }

    private static void texts(String path, String refusal, Consumer<Change> changes, String... values) {
        List.of(values).forEach(value -> changes.accept(new Change(path, TextNode.valueOf(value), refusal)));
    }
}

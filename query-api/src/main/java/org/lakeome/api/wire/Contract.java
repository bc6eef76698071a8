package org.lakeome.api.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.lakeome.api.wire.Shape.Bounds;
import org.lakeome.api.wire.Shape.Member;
import org.lakeome.api.wire.Shape.Place;
import org.lakeome.api.wire.Shape.Structure;

/**
 * The facts of the AWS HealthOmics service model (apiVersion 2022-11-28) that the wire layer works from. Immutable and thread-safe; read from
 * {@code omics-contract.json}, which {@code src/contract/derive.mjs} derives from the model.
 */
final class Contract {

    /** Characters. The model has patterns without a length, one of which (.+/.+) needs the square of it in time. */
    private static final long LONGEST_MATCHED = 8192;

    private final Map<String, OperationModel> operations = new TreeMap<>();
    private final Map<String, Shape> shapes = new TreeMap<>();

    private Contract(JsonNode facts) {
        facts.get("shapes").properties().forEach(shape -> shapes.put(shape.getKey(), shape(shape.getValue())));
        facts.get("operations")
                .properties()
                .forEach(operation ->
                        operations.put(operation.getKey(), operation(operation.getKey(), operation.getValue())));
    }

    static Contract load() {
        try (InputStream facts = Contract.class.getResourceAsStream("omics-contract.json")) {
            return new Contract(new ObjectMapper().readTree(facts));
        } catch (IOException e) {
            throw new UncheckedIOException("omics-contract.json cannot be read", e);
        }
    }

    Collection<OperationModel> operations() {
        return operations.values();
    }

    Optional<OperationModel> operation(String name) {
        return Optional.ofNullable(operations.get(name));
    }

    Set<String> shapeNames() {
        return shapes.keySet();
    }

    Shape shape(String name) {
        return shapes.get(name);
    }

    private OperationModel operation(String name, JsonNode facts) {
        Set<String> errors = new TreeSet<>();
        facts.get("errors").forEach(error -> errors.add(error.asText()));
        List<String> path =
                Arrays.asList(facts.get("path").asText().substring(1).split("/", -1));
        return new OperationModel(
                name,
                facts.get("method").asText(),
                List.copyOf(path),
                facts.get("code").asInt(),
                (Structure) shape(facts.get("input").asText()),
                errors,
                facts.path("readOnly").asBoolean(),
                facts.path("unsignedBody").asBoolean());
    }

    private static Shape shape(JsonNode facts) {
        String type = facts.get("type").asText();
        return switch (type) {
            case "structure" ->
                new Structure(
                        members(facts.get("members")),
                        facts.path("union").asBoolean(),
                        facts.path("document").asBoolean());
            case "string" -> text(facts);
            case "integer" -> new Shape.WholeNumber(bounds(facts, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case "long" -> new Shape.WholeNumber(bounds(facts, Long.MIN_VALUE, Long.MAX_VALUE));
            case "boolean" -> new Shape.Flag();
            case "timestamp" -> new Shape.Timestamp();
            case "blob" -> new Shape.Bytes();
            case "list" -> new Shape.Sequence(facts.get("item").asText(), bounds(facts, 0, Long.MAX_VALUE));
            case "map" ->
                new Shape.Entries(
                        facts.get("key").asText(), facts.get("value").asText(), bounds(facts, 0, Long.MAX_VALUE));
            default -> throw new IllegalStateException("omics-contract.json holds a shape of unknown type " + type);
        };
    }

    private static Shape.Text text(JsonNode facts) {
        long longest = facts.has("pattern") ? LONGEST_MATCHED : Long.MAX_VALUE;
        return new Shape.Text(bounds(facts, 0, longest), pattern(facts), values(facts));
    }

    private static Map<String, Member> members(JsonNode facts) {
        Map<String, Member> members = new LinkedHashMap<>();
        facts.properties().forEach(entry -> {
            JsonNode member = entry.getValue();
            Place place = Place.valueOf(member.path("in").asText("body").toUpperCase(Locale.ROOT));
            String wireName = member.path("as").asText(entry.getKey());
            members.put(
                    entry.getKey(),
                    new Member(
                            entry.getKey(),
                            member.get("shape").asText(),
                            place,
                            wireName,
                            member.path("required").asBoolean()));
        });
        return members;
    }

    private static Bounds bounds(JsonNode facts, long min, long max) {
        return new Bounds(facts.path("min").asLong(min), facts.path("max").asLong(max));
    }

    private static Optional<Pattern> pattern(JsonNode facts) {
        return Optional.ofNullable(facts.get("pattern")).map(pattern -> Pattern.compile(pattern.asText()));
    }

    private static List<String> values(JsonNode facts) {
        List<String> values = new ArrayList<>();
        facts.path("enum").forEach(value -> values.add(value.asText()));
        return List.copyOf(values);
    }
}

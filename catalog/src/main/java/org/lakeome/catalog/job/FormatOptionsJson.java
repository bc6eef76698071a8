package org.lakeome.catalog.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Format options as JSON: in the database, and as {@code formatOptions} for the ingest worker. */
public final class FormatOptionsJson {

    private FormatOptionsJson() {}

    /** Holds what was given and nothing else. */
    public static ObjectNode toJson(FormatOptions options) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        switch (options) {
            case FormatOptions.None() -> {}
            case FormatOptions.Vcf vcf -> {
                vcf.ignoreQualField().ifPresent(ignore -> json.put("ignoreQualField", ignore));
                vcf.ignoreFilterField().ifPresent(ignore -> json.put("ignoreFilterField", ignore));
                if (vcf.strictInfos()) {
                    json.put("strictInfos", true);
                }
            }
            case FormatOptions.Tsv tsv -> {
                tsv.sep().ifPresent(text -> json.put("sep", text));
                tsv.encoding().ifPresent(text -> json.put("encoding", text));
                tsv.quote().ifPresent(text -> json.put("quote", text));
                tsv.quoteAll().ifPresent(flag -> json.put("quoteAll", flag));
                tsv.escape().ifPresent(text -> json.put("escape", text));
                tsv.escapeQuotes().ifPresent(flag -> json.put("escapeQuotes", flag));
                tsv.comment().ifPresent(text -> json.put("comment", text));
                tsv.header().ifPresent(flag -> json.put("header", flag));
                tsv.lineSep().ifPresent(text -> json.put("lineSep", text));
                tsv.nullValues().ifPresent(text -> json.put("nullValues", text));
            }
        }
        return json;
    }

    static Optional<String> toText(FormatOptions options) {
        String text = toJson(options).toString();
        return switch (options) {
            case FormatOptions.None() -> Optional.empty();
            case FormatOptions.Vcf _ -> Optional.of("vcf " + text);
            case FormatOptions.Tsv _ -> Optional.of("tsv " + text);
        };
    }

    /** Reads what {@link #toText} wrote. */
    static FormatOptions fromText(Optional<String> text) {
        return text.map(FormatOptionsJson::parsed).orElseGet(FormatOptions.None::new);
    }

    private static FormatOptions parsed(String text) {
        try {
            JsonNode json = new ObjectMapper().readTree(text.substring(4));
            return switch (text.substring(0, 3)) {
                case "vcf" ->
                    new FormatOptions.Vcf(
                            flag(json, "ignoreQualField"),
                            flag(json, "ignoreFilterField"),
                            flag(json, "strictInfos").orElse(false));
                case "tsv" ->
                    new FormatOptions.Tsv(
                            text(json, "sep"),
                            text(json, "encoding"),
                            text(json, "quote"),
                            flag(json, "quoteAll"),
                            text(json, "escape"),
                            flag(json, "escapeQuotes"),
                            text(json, "comment"),
                            flag(json, "header"),
                            text(json, "lineSep"),
                            text(json, "nullValues"));
                case String other -> throw new IllegalStateException("The catalog holds options of format " + other);
            };
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The catalog holds unreadable options of an import", e);
        }
    }

    private static Optional<String> text(JsonNode json, String key) {
        return Optional.ofNullable(json.get(key)).map(JsonNode::textValue);
    }

    private static Optional<Boolean> flag(JsonNode json, String key) {
        return Optional.ofNullable(json.get(key)).map(JsonNode::booleanValue);
    }
}

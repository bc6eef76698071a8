package org.lakeome.catalog.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The options of a TSV annotation store as JSON: in the database, and as {@code storeOptions} for the ingest worker. */
public final class TsvOptionsJson {

    private TsvOptionsJson() {}

    public static ObjectNode toJson(TsvOptions options) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("annotationType", options.annotationType().name());
        ObjectNode header = json.putObject("formatToHeader");
        options.formatToHeader().forEach((key, column) -> header.put(key.name(), column));
        ArrayNode schema = json.putArray("schema");
        options.schema().forEach(column -> schema.addObject()
                .put("name", column.name())
                .put("type", column.type().name()));
        return json;
    }

    /** Reads what {@link #toJson} wrote. */
    public static TsvOptions fromJson(String text) {
        try {
            JsonNode json = new ObjectMapper().readTree(text);
            Map<TsvKey, String> header = new EnumMap<>(TsvKey.class);
            json.path("formatToHeader")
                    .properties()
                    .forEach(entry -> header.put(
                            TsvKey.valueOf(entry.getKey()), entry.getValue().asText()));
            List<TsvColumn> schema = new ArrayList<>();
            for (JsonNode column : json.path("schema")) {
                schema.add(new TsvColumn(
                        column.path("name").asText(),
                        ColumnType.valueOf(column.path("type").asText())));
            }
            return new TsvOptions(
                    AnnotationType.valueOf(json.path("annotationType").asText()), header, schema);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The catalog holds unreadable options of a TSV store", e);
        }
    }
}

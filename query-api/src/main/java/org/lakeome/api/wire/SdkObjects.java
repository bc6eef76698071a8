package org.lakeome.api.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.Buildable;

/** Turns JSON into the AWS SDK's model objects and back through {@link SdkPojo#sdkFields()}. JSON given to it has been checked. */
final class SdkObjects {

    private SdkObjects() {}

    /** Sets the builder's members that the JSON object holds; members that this SDK version does not know stay out. */
    static Object build(SdkPojo builder, JsonNode members) {
        for (SdkField<?> field : builder.sdkFields()) {
            JsonNode value = members.get(field.memberName());
            if (value != null && !value.isNull()) {
                field.set(builder, value(field, value));
            }
        }
        return ((Buildable) builder).build();
    }

    /** The members of an object that travel in the body; unset ones are left out. */
    static ObjectNode body(SdkPojo object) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (SdkField<?> field : object.sdkFields()) {
            Object value = field.getValueOrDefault(object);
            boolean unset =
                    value == null || value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap;
            if (!unset && field.location() == MarshallLocation.PAYLOAD) {
                json.set(field.locationName(), json(field, value));
            }
        }
        return json;
    }

    private static Object value(SdkField<?> field, JsonNode json) {
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> json.isTextual() ? json.textValue() : json.toString();
            case INTEGER -> json.intValue();
            case LONG -> json.longValue();
            case SHORT -> json.shortValue();
            case BYTE -> (byte) json.intValue();
            case FLOAT -> json.floatValue();
            case DOUBLE -> json.doubleValue();
            case BIG_DECIMAL -> json.decimalValue();
            case BOOLEAN -> json.booleanValue();
            case INSTANT -> OffsetDateTime.parse(json.textValue()).toInstant();
            case SDK_BYTES -> SdkBytes.fromByteArray(Base64.getDecoder().decode(json.textValue()));
            case SDK_POJO -> build(field.constructor().get(), json);
            case DOCUMENT -> document(json);
            case LIST -> {
                SdkField<?> item = field.getTrait(ListTrait.class).memberFieldInfo();
                List<Object> items = new ArrayList<>();
                json.forEach(child -> items.add(value(item, child)));
                yield items;
            }
            case MAP -> {
                SdkField<?> item = field.getTrait(MapTrait.class).valueFieldInfo();
                Map<String, Object> entries = new LinkedHashMap<>();
                json.properties().forEach(entry -> entries.put(entry.getKey(), value(item, entry.getValue())));
                yield entries;
            }
            case NULL -> null;
        };
    }

    private static JsonNode json(SdkField<?> field, Object value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (value) {
            case String text -> nodes.textNode(text);
            case Integer number -> nodes.numberNode(number);
            case Long number -> nodes.numberNode(number);
            case Double number -> nodes.numberNode(number);
            case Float number -> nodes.numberNode(number);
            case Boolean flag -> nodes.booleanNode(flag);
            case Instant time ->
                nodes.textNode(time.truncatedTo(ChronoUnit.MICROS).toString());
            case SdkBytes bytes -> nodes.binaryNode(bytes.asByteArray());
            case SdkPojo object -> body(object);
            case Document document -> json(document);
            case List<?> list -> {
                SdkField<?> item = field.getTrait(ListTrait.class).memberFieldInfo();
                var array = nodes.arrayNode(list.size());
                list.forEach(child -> array.add(json(item, child)));
                yield array;
            }
            case Map<?, ?> map -> {
                SdkField<?> item = field.getTrait(MapTrait.class).valueFieldInfo();
                ObjectNode object = nodes.objectNode();
                map.forEach((key, child) -> object.set((String) key, json(item, child)));
                yield object;
            }
            default -> throw new IllegalStateException("no JSON form for " + value.getClass());
        };
    }

    private static Document document(JsonNode json) {
        return switch (json.getNodeType()) {
            case STRING, BINARY, POJO -> Document.fromString(json.asText());
            case NUMBER -> Document.fromNumber(json.asText());
            case BOOLEAN -> Document.fromBoolean(json.booleanValue());
            case NULL, MISSING -> Document.fromNull();
            case ARRAY -> {
                List<Document> items = new ArrayList<>();
                json.forEach(child -> items.add(document(child)));
                yield Document.fromList(items);
            }
            case OBJECT -> {
                Map<String, Document> entries = new LinkedHashMap<>();
                json.properties().forEach(entry -> entries.put(entry.getKey(), document(entry.getValue())));
                yield Document.fromMap(entries);
            }
        };
    }

    private static JsonNode json(Document document) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (document.isString()) {
            return nodes.textNode(document.asString());
        } else if (document.isNumber()) {
            return nodes.numberNode(document.asNumber().bigDecimalValue());
        } else if (document.isBoolean()) {
            return nodes.booleanNode(document.asBoolean());
        } else if (document.isList()) {
            var array = nodes.arrayNode();
            document.asList().forEach(child -> array.add(json(child)));
            return array;
        } else if (document.isMap()) {
            ObjectNode object = nodes.objectNode();
            document.asMap().forEach((key, child) -> object.set(key, json(child)));
            return object;
        }
        return nodes.nullNode();
    }
}

package org.lakeome.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Cells as JSON knows them, and as text. */
final class Cells {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private Cells() {}

    /** Nothing but what JSON has; numbers that JSON lacks are text. */
    static Object plain(Object cell) {
        return switch (cell) {
            case null -> null;
            case Double number when !Double.isFinite(number) -> number.toString();
            case Float number when !Float.isFinite(number) -> number.toString();
            case Number number -> number;
            case Boolean truth -> truth;
            case Map<?, ?> map -> {
                Map<String, Object> entries = new LinkedHashMap<>();
                map.forEach((key, value) -> entries.put(String.valueOf(key), plain(value)));
                yield entries;
            }
            case Collection<?> list -> {
                List<Object> elements = new ArrayList<>();
                list.forEach(element -> elements.add(plain(element)));
                yield elements;
            }
            default -> cell.toString();
        };
    }

    /** Text of a cell that is not null; nested values as JSON. */
    static String text(Object cell) {
        Object plain = plain(cell);
        return switch (plain) {
            case BigDecimal number -> number.toPlainString();
            case Map<?, ?> map -> json(map);
            case List<?> list -> json(list);
            default -> plain.toString();
        };
    }

    /** Text for a terminal: what is of unknown origin must not reach it as commands. */
    static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        text.codePoints().forEach(point -> {
            switch (point) {
                case '\n' -> visible.append("\\n");
                case '\t' -> visible.append("\\t");
                default -> {
                    if (Character.isISOControl(point) || Character.getType(point) == Character.FORMAT) {
                        visible.append("\\u%04x".formatted(point));
                    } else {
                        visible.appendCodePoint(point);
                    }
                }
            }
        });
        return visible.toString();
    }

    /** As {@link #visible} with the line breaks of the text. */
    static List<String> visibleLines(String text) {
        return text.lines().map(line -> visible(line.replace("\t", "    "))).toList();
    }

    static String json(Object plain) {
        try {
            return JSON.writeValueAsString(plain);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A value cannot be written as JSON.", e);
        }
    }

    /** Names that differ: of columns with one name the later ones get a number. */
    static List<String> distinct(List<String> columns) {
        Set<String> taken = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (String column : columns) {
            String name = column;
            for (int i = 2; !taken.add(name); i++) {
                name = column + "_" + i;
            }
            names.add(name);
        }
        return names;
    }
}

package org.lakeome.ingest.foreign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** Turns a cell of one type into one of another, without loss; a null stays null. */
@FunctionalInterface
interface CellForm extends UnaryOperator<Object> {

    /** Empty where values could be lost or are something else; then {@code path} says of which part. */
    static Optional<CellForm> of(Type found, Type wanted) {
        if (wanted.isPrimitiveType() && found.isPrimitiveType()) {
            return ofPrimitive(found, wanted);
        }
        if (wanted.isListType() && found.isListType()) {
            return of(found.asListType().elementType(), wanted.asListType().elementType())
                    .map(CellForm::ofList);
        }
        if (wanted.isMapType() && found.isMapType()) {
            return of(found.asMapType().keyType(), wanted.asMapType().keyType()).flatMap(key -> of(
                            found.asMapType().valueType(), wanted.asMapType().valueType())
                    .map(value -> ofMap(key, value)));
        }
        if (wanted.isStructType() && found.isStructType()) {
            return ofStruct(found.asStructType(), wanted.asStructType());
        }
        return Optional.empty();
    }

    private static Optional<CellForm> ofPrimitive(Type found, Type wanted) {
        Type.TypeID from = found.typeId();
        Type.TypeID to = wanted.typeId();
        if (from == to) {
            return Optional.of(value -> value instanceof CharSequence text ? text.toString() : value);
        }
        if (from == Type.TypeID.INTEGER && to == Type.TypeID.LONG) {
            return Optional.of(value -> value == null ? null : ((Integer) value).longValue());
        }
        if (from == Type.TypeID.FLOAT && to == Type.TypeID.DOUBLE) {
            return Optional.of(value -> value == null ? null : ((Float) value).doubleValue());
        }
        return Optional.empty();
    }

    private static CellForm ofList(CellForm element) {
        return value -> {
            if (value == null) {
                return null;
            }
            List<Object> list = new ArrayList<>();
            ((List<?>) value).forEach(each -> list.add(element.apply(each)));
            return list;
        };
    }

    private static CellForm ofMap(CellForm key, CellForm content) {
        return value -> {
            if (value == null) {
                return null;
            }
            Map<Object, Object> map = new LinkedHashMap<>();
            ((Map<?, ?>) value).forEach((k, v) -> map.put(key.apply(k), content.apply(v)));
            return map;
        };
    }

    private static Optional<CellForm> ofStruct(Types.StructType found, Types.StructType wanted) {
        Map<String, CellForm> forms = new LinkedHashMap<>();
        Map<String, String> names = new LinkedHashMap<>();
        for (Types.NestedField field : found.fields()) {
            String name = field.name().toLowerCase(Locale.ROOT);
            Types.NestedField target = wanted.field(name);
            Optional<CellForm> form = target == null ? Optional.empty() : of(field.type(), target.type());
            if (form.isEmpty()) {
                return Optional.empty();
            }
            forms.put(name, form.get());
            names.put(name, field.name());
        }
        return Optional.of(value -> {
            if (value == null) {
                return null;
            }
            Record struct = GenericRecord.create(wanted);
            forms.forEach(
                    (name, form) -> struct.setField(name, form.apply(((Record) value).getField(names.get(name)))));
            return struct;
        });
    }
}

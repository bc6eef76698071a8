package org.lakeome.ingest.foreign;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.lakeome.ingest.source.FieldFault;

/**
 * Rows in the columns of HealthOmics' own tables, by name. Columns that are not there are null; of variants, {@code end} and
 * {@code splitfrommultiallelic} are made from what is there.
 */
final class StoredForm implements RowForm {
    private static final Set<String> OF_CALLS = Set.of("contigname", "start", "referenceallele", "alternatealleles");
    private static final Set<String> NEVER_NULL = Set.of("contigname", "start", "referenceallele");
    private static final Set<String> OF_FEATURES = Set.of("seqid", "start", "end");

    private record Column(String name, String from, CellForm form, Object constant) {}

    private final List<Column> columns = new ArrayList<>();
    private final Set<String> required;
    private final boolean calls;
    private final boolean makesEnd;
    private final boolean makesSplit;

    private StoredForm(Set<String> required, boolean calls, boolean makesEnd, boolean makesSplit) {
        this.required = required;
        this.calls = calls;
        this.makesEnd = makesEnd;
        this.makesSplit = makesSplit;
    }

    static StoredForm of(ForeignColumns found, Schema table) {
        boolean calls = RowForm.holdsCalls(table);
        Set<String> known = new HashSet<>();
        table.columns().forEach(column -> known.add(column.name()));
        found.refuseOthersThan(known);
        StoredForm form = new StoredForm(
                required(found, table, calls),
                calls,
                calls && !found.has("end"),
                calls && !found.has("splitfrommultiallelic"));
        for (Types.NestedField column : table.columns()) {
            String name = column.name();
            if (!name.equals("importjobid")) {
                form.add(found, name, column.type());
            }
        }
        return form;
    }

    /** The columns without which rows mean nothing; of a TSV store every column is of its user's own choice. */
    private static Set<String> required(ForeignColumns found, Schema table, boolean calls) {
        if (calls) {
            Set<String> all = new HashSet<>(OF_CALLS);
            if (found.find("calls").isPresent()) {
                all.add("sampleid");
            }
            return all;
        }
        if (table.findField("seqid") != null && table.findField("ontologyterm") != null) {
            return OF_FEATURES;
        }
        Set<String> all = new HashSet<>();
        table.columns().forEach(column -> all.add(column.name()));
        all.removeAll(Set.of("importjobid", "information"));
        return all;
    }

    private void add(ForeignColumns found, String name, Type wanted) {
        Optional<Types.NestedField> column = found.find(name);
        if (column.isPresent()) {
            CellForm form = CellForm.of(column.get().type(), wanted)
                    .orElseThrow(() -> found.mismatch(name, column.get().type(), wanted));
            columns.add(new Column(name, column.get().name(), form, null));
        } else if (found.has(name)) {
            columns.add(new Column(name, null, null, found.ofFolder(name, wanted)));
        } else if (required.contains(name)) {
            throw found.missing(name, wanted);
        } else {
            columns.add(new Column(name, null, null, null));
        }
    }

    @Override
    public void fill(Record from, Record to) {
        for (Column column : columns) {
            Object value =
                    column.form() == null ? column.constant() : column.form().apply(from.getField(column.from()));
            if (value == null && calls && NEVER_NULL.contains(column.name())) {
                throw new FieldFault(column.name(), "", "A row needs a value here, and has none.");
            }
            to.setField(column.name(), value);
        }
        if (makesSplit) {
            to.setField("splitfrommultiallelic", false);
        }
        if (makesEnd) {
            to.setField("end", end(to));
        }
    }

    private static long end(Record row) {
        return InfoEnd.of(
                row.getField("attributes") instanceof Map<?, ?> info ? info : Map.of(),
                (String) row.getField("contigname"),
                (Long) row.getField("start"),
                (String) row.getField("referenceallele"),
                row.getField("alternatealleles") instanceof List<?> alternates ? alternates : List.of());
    }
}

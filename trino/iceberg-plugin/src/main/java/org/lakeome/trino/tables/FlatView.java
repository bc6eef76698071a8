package org.lakeome.trino.tables;

import io.trino.spi.connector.ColumnMetadata;
import io.trino.spi.connector.ConnectorViewDefinition;
import io.trino.spi.connector.ConnectorViewDefinition.ViewColumn;
import io.trino.spi.connector.SchemaTableName;
import io.trino.spi.type.ArrayType;
import io.trino.spi.type.IntegerType;
import io.trino.spi.type.MapType;
import io.trino.spi.type.RowType;
import io.trino.spi.type.Type;
import io.trino.spi.type.VarcharType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code store__flat}: a row for each of the table's, lists of numbers and of alleles with commas, names and filters with semicolons
 * as in VCF, other lists, maps and nested rows as JSON, and for calls the columns {@code gt} and {@code dosage}. Whoever reads it needs the right to read the table.
 */
record FlatView(String catalog, SchemaTableName table, List<ColumnMetadata> columns) {

    static final String COMMENT = "The table without arrays and maps, for tools that know none";

    private static final String SUFFIX = "__flat";
    private static final String REJECTED = "__rejected";
    /** Of lists of texts that cannot hold it; other texts may hold anything. */
    private static final Map<String, String> SEPARATORS = Map.of("names", ";", "filters", ";", "alternatealleles", ",");

    private record Column(String name, String sql, Type type, Optional<String> comment) {}

    static SchemaTableName nameOf(SchemaTableName table) {
        return new SchemaTableName(table.getSchemaName(), table.getTableName() + SUFFIX);
    }

    /** The table that a view of this name would be of. */
    static Optional<SchemaTableName> tableOf(SchemaTableName view) {
        String name = view.getTableName();
        if (!name.endsWith(SUFFIX) || name.length() == SUFFIX.length()) {
            return Optional.empty();
        }
        String table = name.substring(0, name.length() - SUFFIX.length());
        return Optional.of(new SchemaTableName(view.getSchemaName(), table)).filter(FlatView::hasView);
    }

    /** Of the views that the tables have; a table of such a name stands in for the view. */
    static Set<SchemaTableName> names(Collection<SchemaTableName> tables) {
        Set<SchemaTableName> all = new HashSet<>(tables);
        return all.stream()
                .filter(FlatView::hasView)
                .map(FlatView::nameOf)
                .filter(name -> !all.contains(name))
                .collect(Collectors.toSet());
    }

    private static boolean hasView(SchemaTableName table) {
        String name = table.getTableName();
        return !name.endsWith(REJECTED) && !name.endsWith(SUFFIX) && name.indexOf('$') < 0;
    }

    ConnectorViewDefinition definition() {
        List<Column> flat = flat();
        String sql = flat.stream()
                .map(column -> column.sql() + " AS " + quoted(column.name()))
                .collect(Collectors.joining(",\n  ", "SELECT\n  ", "\nFROM " + quoted(table.getTableName())));
        List<ViewColumn> types = flat.stream()
                .map(column -> new ViewColumn(column.name(), column.type().getTypeId(), column.comment()))
                .toList();
        return new ConnectorViewDefinition(
                sql,
                Optional.of(catalog),
                Optional.of(table.getSchemaName()),
                types,
                Optional.of(COMMENT),
                Optional.empty(),
                true,
                List.of());
    }

    private List<Column> flat() {
        List<Column> flat = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (ColumnMetadata column : columns) {
            if (!column.isHidden()) {
                names.add(column.getName());
                String sql = sql(column);
                Type type = sql.equals(quoted(column.getName())) ? column.getType() : VarcharType.VARCHAR;
                flat.add(new Column(column.getName(), sql, type, column.getComment()));
            }
        }
        if (names.contains("calls") && names.contains("phased") && !names.contains("gt") && !names.contains("dosage")) {
            flat.add(new Column("gt", "gt(\"calls\", \"phased\")", VarcharType.VARCHAR, Optional.empty()));
            flat.add(new Column("dosage", "dosage(\"calls\")", IntegerType.INTEGER, Optional.empty()));
        }
        return flat;
    }

    private static String sql(ColumnMetadata column) {
        String name = quoted(column.getName());
        return switch (column.getType()) {
            case ArrayType list when isNested(list.getElementType()) -> json(name);
            case ArrayType list
            when list.getElementType() instanceof VarcharType && !SEPARATORS.containsKey(column.getName()) ->
                json(name);
            case ArrayType _ ->
                "array_join(%s, '%s', '.')".formatted(name, SEPARATORS.getOrDefault(column.getName(), ","));
            case MapType _, RowType _ -> json(name);
            default -> name;
        };
    }

    private static boolean isNested(Type type) {
        return type instanceof ArrayType || type instanceof MapType || type instanceof RowType;
    }

    private static String json(String name) {
        return "json_format(CAST(" + name + " AS JSON))";
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}

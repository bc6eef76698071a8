package org.lakeome.trino.tables;

import com.google.common.collect.Iterators;
import io.trino.plugin.base.classloader.ClassLoaderSafeConnectorMetadata;
import io.trino.plugin.base.classloader.ClassLoaderSafeIterator;
import io.trino.spi.connector.ConnectorMetadata;
import io.trino.spi.connector.ConnectorSession;
import io.trino.spi.connector.ConnectorTableHandle;
import io.trino.spi.connector.ConnectorViewDefinition;
import io.trino.spi.connector.Constraint;
import io.trino.spi.connector.ConstraintApplicationResult;
import io.trino.spi.connector.RelationColumnsMetadata;
import io.trino.spi.connector.RelationCommentMetadata;
import io.trino.spi.connector.RelationType;
import io.trino.spi.connector.SchemaTableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What the Iceberg connector says of its tables, with a flat view beside each, {@code $partitions} of columns with any name, and
 * regions as plain conditions. For one transaction, like what it stands before.
 */
final class StoreMetadata extends ClassLoaderSafeConnectorMetadata {

    private final ClassLoader loader;
    private final String catalog;

    StoreMetadata(ConnectorMetadata iceberg, ClassLoader loader, String catalog) {
        super(iceberg, loader);
        this.loader = loader;
        this.catalog = catalog;
    }

    @Override
    public Optional<ConstraintApplicationResult<ConnectorTableHandle>> applyFilter(
            ConnectorSession session, ConnectorTableHandle table, Constraint constraint) {
        return RegionFilter.of(constraint)
                .map(plain -> Optional.of(super.applyFilter(session, table, plain)
                        .orElseGet(() -> new ConstraintApplicationResult<>(
                                table, plain.getSummary(), plain.getExpression(), false))))
                .orElseGet(() -> super.applyFilter(session, table, constraint));
    }

    @Override
    public Optional<ConnectorViewDefinition> getView(ConnectorSession session, SchemaTableName name) {
        return super.getView(session, name).map(PartitionsView::quoted).or(() -> flatView(session, name)
                .map(FlatView::definition));
    }

    @Override
    public boolean isView(ConnectorSession session, SchemaTableName name) {
        return super.isView(session, name) || flatView(session, name).isPresent();
    }

    @Override
    public Map<String, Object> getViewProperties(ConnectorSession session, SchemaTableName name) {
        return flatView(session, name).isPresent() ? Map.of() : super.getViewProperties(session, name);
    }

    /** A table of that name is itself. */
    private Optional<FlatView> flatView(ConnectorSession session, SchemaTableName name) {
        return FlatView.tableOf(name)
                .filter(table -> table(session, name) == null)
                .flatMap(table -> Optional.ofNullable(table(session, table))
                        .map(handle -> new FlatView(
                                catalog,
                                table,
                                getTableMetadata(session, handle).getColumns())));
    }

    private ConnectorTableHandle table(ConnectorSession session, SchemaTableName name) {
        return getTableHandle(session, name, Optional.empty(), Optional.empty());
    }

    @Override
    public List<SchemaTableName> listTables(ConnectorSession session, Optional<String> schema) {
        List<SchemaTableName> tables = super.listTables(session, schema);
        return Stream.concat(tables.stream(), FlatView.names(tables).stream()).toList();
    }

    @Override
    public List<SchemaTableName> listViews(ConnectorSession session, Optional<String> schema) {
        return Stream.concat(
                        super.listViews(session, schema).stream(),
                        FlatView.names(super.listTables(session, schema)).stream())
                .toList();
    }

    @Override
    public Map<SchemaTableName, RelationType> getRelationTypes(ConnectorSession session, Optional<String> schema) {
        Map<SchemaTableName, RelationType> types = new HashMap<>(super.getRelationTypes(session, schema));
        FlatView.names(List.copyOf(types.keySet())).forEach(name -> types.put(name, RelationType.VIEW));
        return types;
    }

    @Override
    public Map<SchemaTableName, ConnectorViewDefinition> getViews(ConnectorSession session, Optional<String> schema) {
        Map<SchemaTableName, ConnectorViewDefinition> views = new HashMap<>(super.getViews(session, schema));
        FlatView.names(super.listTables(session, schema))
                .forEach(name -> flatView(session, name).ifPresent(view -> views.put(name, view.definition())));
        return views;
    }

    @Override
    public ClassLoaderSafeIterator<RelationColumnsMetadata> streamRelationColumns(
            ConnectorSession session, Optional<String> schema, UnaryOperator<Set<SchemaTableName>> relationFilter) {
        List<RelationColumnsMetadata> all = new ArrayList<>();
        super.streamRelationColumns(session, schema, relationFilter).forEachRemaining(all::add);
        Set<SchemaTableName> asked = relationFilter.apply(new HashSet<>(
                FlatView.names(all.stream().map(RelationColumnsMetadata::name).toList())));
        List<RelationColumnsMetadata> flat = all.stream()
                .filter(table -> asked.contains(FlatView.nameOf(table.name())))
                .flatMap(table ->
                        table.tableColumns().stream().map(columns -> new FlatView(catalog, table.name(), columns)))
                .map(view -> RelationColumnsMetadata.forView(
                        FlatView.nameOf(view.table()), view.definition().getColumns()))
                .toList();
        return new ClassLoaderSafeIterator<>(Iterators.concat(all.iterator(), flat.iterator()), loader);
    }

    @Override
    public ClassLoaderSafeIterator<RelationCommentMetadata> streamRelationComments(
            ConnectorSession session, Optional<String> schema, UnaryOperator<Set<SchemaTableName>> relationFilter) {
        List<RelationCommentMetadata> flat =
                relationFilter.apply(new HashSet<>(FlatView.names(super.listTables(session, schema)))).stream()
                        .map(name -> RelationCommentMetadata.forRelation(name, Optional.of(FlatView.COMMENT)))
                        .toList();
        return new ClassLoaderSafeIterator<>(
                Iterators.concat(super.streamRelationComments(session, schema, relationFilter), flat.iterator()),
                loader);
    }
}

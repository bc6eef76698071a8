package org.lakeome.trino.tables;

import io.trino.spi.connector.ConnectorViewDefinition;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The view behind {@code table$partitions}, in which Trino 483 quotes no name that looks plain, though SQL may have the word for
 * itself: {@code end}, which every store has.
 */
final class PartitionsView {

    /** Quoted names and texts, which stay, or the name before its type. */
    private static final Pattern NAME =
            Pattern.compile("\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'|\\b([a-z_][a-z0-9_]*)(?= ROW\\(min )");

    private PartitionsView() {}

    static ConnectorViewDefinition quoted(ConnectorViewDefinition view) {
        return new ConnectorViewDefinition(
                quoted(view.getOriginalSql()),
                view.getCatalog(),
                view.getSchema(),
                view.getColumns(),
                view.getComment(),
                view.getOwner(),
                view.isRunAsInvoker(),
                view.getPath());
    }

    static String quoted(String sql) {
        return NAME.matcher(sql)
                .replaceAll(found ->
                        found.group(1) == null ? Matcher.quoteReplacement(found.group()) : '"' + found.group(1) + '"');
    }
}

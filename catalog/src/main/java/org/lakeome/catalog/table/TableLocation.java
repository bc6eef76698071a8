package org.lakeome.catalog.table;

import java.util.List;
import java.util.Locale;

/**
 * The folder of one table, the only place where its files may lie. Locations are compared by whole path segments and as
 * they are written: nothing is decoded, so a spelling that another reader might decode is refused instead. Immutable.
 */
public record TableLocation(String uri) {
    private static final List<String> ENCODED_SYNTAX = List.of("%2e", "%2f", "%5c", "%00", "%25");

    public TableLocation {
        if (uri.endsWith("/") || !isPlain(uri)) {
            throw new IllegalArgumentException("Table location '" + uri + "' is not a plain absolute URI; use"
                    + " <scheme>:/folder/folder without '.', '..', '//', '%', '?' or '#'.");
        }
    }

    /** Whether the file lies in this folder or below it; false for any spelling that is not plain. */
    public boolean contains(String file) {
        return isPlain(file) && file.startsWith(uri + "/");
    }

    /** A folder below this one; the name must be one plain segment. */
    public TableLocation child(String segment) {
        if (segment.indexOf('/') >= 0) {
            throw new IllegalArgumentException("'" + segment + "' is more than one folder name.");
        }
        return new TableLocation(uri + "/" + segment);
    }

    private static boolean isPlain(String location) {
        int colon = location.indexOf(':');
        if (colon <= 0
                || !location.substring(0, colon).chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9')) {
            return false;
        }
        // "file:/a", "file:///a" and "s3://bucket/a" each have one spelling; an empty segment later would be a second
        // one
        String path = location.substring(colon + 1).replaceFirst("^/{1,3}", "");
        String lower = path.toLowerCase(Locale.ROOT);
        if (path.isEmpty() || ENCODED_SYNTAX.stream().anyMatch(lower::contains)) {
            return false;
        }
        for (String segment : path.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                return false;
            }
        }
        return path.chars().noneMatch(c -> c < ' ' || c == 0x7f || "\\?#*\"<>|{}$".indexOf(c) >= 0);
    }
}

package org.lakeome.output;

import java.util.List;

/**
 * Rows that are printed, one after another. Cells are null, text, numbers, truth values, or lists and maps of these; anything else
 * is printed as its text.
 *
 * @param <X> what the source of the rows may throw
 */
public interface Records<X extends Exception> {
    List<String> columns();

    /** The next row; null behind the last. */
    List<Object> next() throws X;
}

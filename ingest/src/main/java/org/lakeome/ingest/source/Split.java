package org.lakeome.ingest.source;

import java.io.Serializable;

/**
 * A range of the packed file, [from, to) in bytes; in BGZF both ends are block starts. A line belongs to the split that holds
 * the newline before it, the first line to the first split, so that a reader never needs the bytes before its split.
 */
public record Split(long from, long to) implements Serializable {}

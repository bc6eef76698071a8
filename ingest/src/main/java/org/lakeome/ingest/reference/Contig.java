package org.lakeome.ingest.reference;

import java.io.Serializable;

/** A sequence of a reference; the MD5 is that of its upper-case bases without line ends, as SAM's M5 and refget have it. */
public record Contig(String name, long length, String md5) implements Serializable {}

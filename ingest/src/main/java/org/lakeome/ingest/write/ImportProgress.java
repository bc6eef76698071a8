package org.lakeome.ingest.write;

/** How far an import is: packed bytes, records and rows so far, and the contig:position reached last (1-based, or empty). */
public record ImportProgress(long bytesDone, long bytesTotal, long records, long rows, String position) {}

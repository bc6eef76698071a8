package org.lakeome.ingest.write;

/** Where row groups end beside by their size: with their contig, so that readers leave out those of others. */
final class RowGroups {
    /** A row group does not end with its contig if it would be shorter than this. */
    private static final int LEAST_ROWS = 1_000;
    /** Until there are so many row groups: contigs may come by the thousand, and footers are read whole. */
    private static final int MOST_CUTS = 32;

    private RowGroups() {}

    /** Rows that a row group has to have to end with its contig, where so many are there before it. */
    static int leastRows(int groups) {
        return groups < MOST_CUTS ? LEAST_ROWS : Integer.MAX_VALUE;
    }
}

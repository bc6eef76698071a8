package org.lakeome.ingest.write;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.apache.iceberg.Schema;
import org.apache.iceberg.parquet.ParquetSchemaUtil;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnPath;
import org.lakeome.ingest.columns.BooleanColumn;
import org.lakeome.ingest.columns.Column;
import org.lakeome.ingest.columns.DoubleColumn;
import org.lakeome.ingest.columns.LongColumn;
import org.lakeome.ingest.columns.PackedPages;
import org.lakeome.ingest.columns.PagePacker;
import org.lakeome.ingest.columns.TextColumn;
import org.lakeome.ingest.columns.TextColumn.Word;
import org.lakeome.ingest.vcf.RecordBatch;
import org.lakeome.ingest.vcf.Sites;

/** Encodes the site columns of a row group, batch by batch, once for all its samples. For one thread. */
final class SiteEncoder {
    static final List<String> COLUMNS = List.of(
            "importjobid",
            "contigname",
            "start",
            "end",
            "names",
            "referenceallele",
            "alternatealleles",
            "qual",
            "filters",
            "splitfrommultiallelic",
            "attributes");

    private static final int DICTIONARY_BYTES = 1 << 20;
    /** Values of INFO repeat themselves far apart, so looking for them pays longer than in other columns. */
    private static final int VALUES_BYTES = 4 << 20;

    // Definition levels of an optional list or map.
    private static final int NULL = 0;
    private static final int EMPTY = 1;

    private final RecordBatch batch;
    private final Word jobId;
    private final List<ColumnDescriptor> leaves;
    private final TextColumn job;
    private final TextColumn contig;
    private final LongColumn start;
    private final LongColumn end;
    private final TextColumn names;
    private final TextColumn reference;
    private final TextColumn alternates;
    private final DoubleColumn quality;
    private final TextColumn filters;
    private final BooleanColumn split;
    private final TextColumn keys;
    private final TextColumn values;
    private final List<Column> columns;
    /** By the number of the contig. */
    private final List<Word> contigWords = new ArrayList<>();
    /** By the number of the INFO key. */
    private Word[] keyWords = {};

    private int rows;

    SiteEncoder(RecordBatch batch, Schema file, String jobId, PagePacker packer) {
        this.batch = batch;
        this.jobId = new Word(jobId);
        this.leaves = ParquetSchemaUtil.convert(file, "table").getColumns();
        this.job = new TextColumn(leaf("importjobid", 0), true, DICTIONARY_BYTES, packer);
        this.contig = new TextColumn(leaf("contigname", 0), true, DICTIONARY_BYTES, packer);
        this.start = new LongColumn(leaf("start", 0), true, packer);
        this.end = new LongColumn(leaf("end", 0), true, packer);
        this.names = new TextColumn(leaf("names", 0), false, DICTIONARY_BYTES, packer);
        this.reference = new TextColumn(leaf("referenceallele", 0), true, DICTIONARY_BYTES, packer);
        this.alternates = new TextColumn(leaf("alternatealleles", 0), false, DICTIONARY_BYTES, packer);
        this.quality = new DoubleColumn(leaf("qual", 0), true, packer);
        this.filters = new TextColumn(leaf("filters", 0), false, DICTIONARY_BYTES, packer);
        this.split = new BooleanColumn(leaf("splitfrommultiallelic", 0), true, packer);
        this.keys = new TextColumn(leaf("attributes", 0), false, DICTIONARY_BYTES, packer);
        this.values = new TextColumn(leaf("attributes", 1), false, VALUES_BYTES, packer);
        this.columns =
                List.of(job, contig, start, end, names, reference, alternates, quality, filters, split, keys, values);
    }

    private ColumnDescriptor leaf(String column, int place) {
        return leaves.stream()
                .filter(leaf -> leaf.getPath()[0].equals(column))
                .toList()
                .get(place);
    }

    /** Adds the sites of the batch as it is now. */
    void add() {
        Sites sites = batch.sites();
        byte[] text = sites.text();
        rows += batch.size();
        nameKeys(sites);
        each(contig, record -> contig.value(0, contigWord(sites, sites.contig(record))));
        each(start, record -> start.value(0, sites.start(record)));
        each(end, record -> end.value(0, sites.end(record)));
        each(names, record -> list(names, sites, record, Sites.ID, ';'));
        each(reference, record -> reference.value(0, text, sites.from(record, Sites.REF), sites.to(record, Sites.REF)));
        each(alternates, record -> list(alternates, sites, record, Sites.ALT, ','));
        each(quality, record -> quality(sites, record));
        each(filters, record -> list(filters, sites, record, Sites.FILTER, ';'));
        each(split, record -> split.value(0, sites.isSplit(record)));
        each(keys, record -> keys(sites, record));
        each(values, record -> values(sites, record));
    }

    /** A batch may have keys that none before had. */
    private void nameKeys(Sites sites) {
        int named = keyWords.length;
        if (sites.keys() > named) {
            keyWords = Arrays.copyOf(keyWords, sites.keys());
            for (int key = named; key < keyWords.length; key++) {
                keyWords[key] = new Word(sites.key(key));
            }
        }
    }

    private void each(Column column, IntConsumer put) {
        for (int record = 0; record < batch.size(); record++) {
            column.startRow();
            put.accept(record);
        }
    }

    /** About the heap of what is gathered and not packed into chunks. */
    long heldBytes() {
        long bytes = 0;
        for (Column column : columns) {
            bytes += column.heldBytes();
        }
        return bytes;
    }

    Map<ColumnPath, PackedPages> pack() {
        job.value(jobId, rows);
        rows = 0;
        Map<ColumnPath, PackedPages> chunks = new HashMap<>();
        for (Column column : columns) {
            chunks.put(ColumnPath.get(column.descriptor().getPath()), column.pack());
        }
        return chunks;
    }

    private Word contigWord(Sites sites, int contigNumber) {
        while (contigWords.size() <= contigNumber) {
            contigWords.add(new Word(sites.contigText(contigWords.size())));
        }
        return contigWords.get(contigNumber);
    }

    private static void list(TextColumn column, Sites sites, int record, int place, char separator) {
        byte[] text = sites.text();
        int at = sites.from(record, place);
        int to = sites.to(record, place);
        if (to - at == 1 && text[at] == '.') {
            column.missing(0, NULL);
            return;
        }
        for (int repetition = 0; at <= to; repetition = 1) {
            int end = at;
            while (end < to && text[end] != separator) {
                end++;
            }
            column.value(repetition, text, at, end);
            at = end + 1;
        }
    }

    private void quality(Sites sites, int record) {
        if (sites.qualities().isNull(record)) {
            quality.missing(0, NULL);
        } else {
            quality.value(0, sites.qualities().element(sites.qualities().from(record)));
        }
    }

    private void keys(Sites sites, int record) {
        int first = sites.firstEntry(record);
        int end = sites.endOfEntries(record);
        if (first == end) {
            keys.missing(0, EMPTY);
        } else {
            keys.mapKeys(keyWords, sites.entries(), first, end);
        }
    }

    private void values(Sites sites, int record) {
        int first = sites.firstEntry(record);
        int end = sites.endOfEntries(record);
        if (first == end) {
            values.missing(0, EMPTY);
        } else {
            values.mapValues(sites.text(), sites.entries(), first, end);
        }
    }
}

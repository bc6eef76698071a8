package org.lakeome.ingest.write;

import java.util.ArrayList;
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
import org.lakeome.ingest.columns.PageCompressor;
import org.lakeome.ingest.columns.TextColumn;
import org.lakeome.ingest.columns.TextColumn.Word;
import org.lakeome.ingest.vcf.RecordBatch;
import org.lakeome.ingest.vcf.Sites;

/** Encodes the site columns of a batch, once for all its samples. For one thread. */
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

    private static final byte[] NOTHING = {};
    // Definition levels of an optional list or map.
    private static final int NULL = 0;
    private static final int EMPTY = 1;

    private final RecordBatch batch;
    private final PageCompressor compressor;
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
    /** By the number of the contig. */
    private final List<Word> contigWords = new ArrayList<>();
    /** By the number of the INFO key. */
    private final Word[] keyWords;

    SiteEncoder(RecordBatch batch, Schema file, String jobId, PageCompressor compressor) {
        this.batch = batch;
        this.compressor = compressor;
        this.jobId = new Word(jobId);
        this.leaves = ParquetSchemaUtil.convert(file, "table").getColumns();
        this.job = new TextColumn(leaf("importjobid", 0), true, DICTIONARY_BYTES);
        this.contig = new TextColumn(leaf("contigname", 0), true, DICTIONARY_BYTES);
        this.start = new LongColumn(leaf("start", 0), true);
        this.end = new LongColumn(leaf("end", 0), true);
        this.names = new TextColumn(leaf("names", 0), false, DICTIONARY_BYTES);
        this.reference = new TextColumn(leaf("referenceallele", 0), true, DICTIONARY_BYTES);
        this.alternates = new TextColumn(leaf("alternatealleles", 0), false, DICTIONARY_BYTES);
        this.quality = new DoubleColumn(leaf("qual", 0), true);
        this.filters = new TextColumn(leaf("filters", 0), false, DICTIONARY_BYTES);
        this.split = new BooleanColumn(leaf("splitfrommultiallelic", 0), true);
        this.keys = new TextColumn(leaf("attributes", 0), false, DICTIONARY_BYTES);
        this.values = new TextColumn(leaf("attributes", 1), false, VALUES_BYTES).packedEarly(compressor);
        this.keyWords = new Word[batch.sites().keys()];
        for (int key = 0; key < keyWords.length; key++) {
            keyWords[key] = new Word(batch.sites().key(key));
        }
    }

    private ColumnDescriptor leaf(String column, int place) {
        return leaves.stream()
                .filter(leaf -> leaf.getPath()[0].equals(column))
                .toList()
                .get(place);
    }

    Map<ColumnPath, PackedPages> encode() {
        Sites sites = batch.sites();
        byte[] text = sites.text();
        Map<ColumnPath, PackedPages> chunks = new HashMap<>();
        job.value(jobId, batch.size());
        pack(job, chunks);
        each(contig, record -> contig.value(0, contigWord(sites, sites.contig(record))), chunks);
        each(start, record -> start.value(0, sites.start(record)), chunks);
        each(end, record -> end.value(0, sites.end(record)), chunks);
        each(names, record -> list(names, sites, record, Sites.ID, ';'), chunks);
        each(
                reference,
                record -> reference.value(0, text, sites.from(record, Sites.REF), sites.to(record, Sites.REF)),
                chunks);
        each(alternates, record -> list(alternates, sites, record, Sites.ALT, ','), chunks);
        each(quality, record -> quality(sites, record), chunks);
        each(filters, record -> list(filters, sites, record, Sites.FILTER, ';'), chunks);
        each(split, record -> split.value(0, sites.isSplit(record)), chunks);
        each(keys, record -> keys(sites, record), chunks);
        each(values, record -> values(sites, record), chunks);
        return chunks;
    }

    private void each(Column column, IntConsumer put, Map<ColumnPath, PackedPages> chunks) {
        for (int record = 0; record < batch.size(); record++) {
            column.startRow();
            put.accept(record);
        }
        pack(column, chunks);
    }

    private void pack(Column column, Map<ColumnPath, PackedPages> chunks) {
        chunks.put(ColumnPath.get(column.descriptor().getPath()), column.pack(compressor));
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
        }
        for (int entry = first; entry < end; entry++) {
            keys.value(entry == first ? 0 : 1, keyWords[sites.entryKey(entry)]);
        }
    }

    private void values(Sites sites, int record) {
        byte[] text = sites.text();
        int first = sites.firstEntry(record);
        int end = sites.endOfEntries(record);
        if (first == end) {
            values.missing(0, EMPTY);
        }
        for (int entry = first; entry < end; entry++) {
            int from = sites.entryFrom(entry);
            if (from < 0) {
                values.value(entry == first ? 0 : 1, NOTHING, 0, 0);
            } else {
                values.value(entry == first ? 0 : 1, text, from, sites.entryTo(entry));
            }
        }
    }
}

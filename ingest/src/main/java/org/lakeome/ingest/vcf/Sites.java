package org.lakeome.ingest.vcf;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The site columns of a batch: texts as ranges of one buffer, numbers as arrays. Filled by {@link SiteTokenizer}; between fills
 * it may be read by any thread.
 */
public final class Sites {
    /** Columns that are kept as text, as they stand in the file. */
    public static final int ID = 0;

    public static final int REF = 1;
    public static final int ALT = 2;
    public static final int FILTER = 3;
    private static final int TEXTS = 4;
    /** Numbers that an INFO entry takes. */
    private static final int ENTRY = 3;

    private final ByteTable contigNames = new ByteTable();
    private final ByteTable infoNames;
    final ByteText text = new ByteText();
    final Ints contigs = new Ints();
    final Ints starts = new Ints();
    final Ints ends = new Ints();
    final DoubleLists qualities = new DoubleLists();
    /** ID, REF, ALT, FILTER of each record: from, to. */
    final Ints texts = new Ints();
    /** INFO entries of all records: number of the key, from and to of the value (from == -1 for a flag). */
    final Ints entries = new Ints();

    final Ints entriesEnd = new Ints();

    Sites(VcfHeader header) {
        infoNames = ByteTable.of(
                Stream.concat(header.infos().stream().map(FieldDeclaration::id), ReservedInfo.KEYS.stream())
                        .distinct()
                        .toList());
    }

    ByteTable infoNames() {
        return infoNames;
    }

    int infoKey(String id) {
        byte[] key = id.getBytes(StandardCharsets.UTF_8);
        return infoNames.find(key, 0, key.length);
    }

    boolean info(int record, int key, RecordBatch.Text value) {
        for (int at = record == 0 ? 0 : entriesEnd.get(record - 1); at < entriesEnd.get(record); at += 3) {
            if (entries.get(at) == key) {
                int from = entries.get(at + 1);
                int to = entries.get(at + 2);
                if (from < 0 || from == to || to - from == 1 && text.bytes()[from] == '.') {
                    return false;
                }
                value.take(text.bytes(), from, to);
                return true;
            }
        }
        return false;
    }

    int contig(byte[] line, int from, int to) {
        int last = contigs.size() - 1;
        if (last >= 0 && contigNames.matches(contigs.get(last), line, from, to)) {
            return contigs.get(last);
        }
        return contigNames.findOrAdd(line, from, to);
    }

    public int size() {
        return entriesEnd.size();
    }

    /** The buffer that all places are places of; the next fill may replace it. */
    public byte[] text() {
        return text.bytes();
    }

    /** Where the text of a column begins. */
    public int from(int record, int column) {
        return texts.get(2 * (TEXTS * record + column));
    }

    /** Where the text of a column ends, exclusive. */
    public int to(int record, int column) {
        return texts.get(2 * (TEXTS * record + column) + 1);
    }

    /** Whether the record was one of several ALT alleles' record. */
    public boolean isSplit(int record) {
        return false;
    }

    public byte[] contigText(int record) {
        return contigNames.key(contigs.get(record));
    }

    /** 0-based, inclusive. */
    public int start(int record) {
        return starts.get(record);
    }

    /** 0-based, exclusive. */
    public int end(int record) {
        return ends.get(record);
    }

    /** A list of one number, or null. */
    public DoubleLists qualities() {
        return qualities;
    }

    /** The record's first INFO entry; the entries of a record follow each other up to that of the next. */
    public int firstEntry(int record) {
        return (record == 0 ? 0 : entriesEnd.get(record - 1)) / ENTRY;
    }

    public int endOfEntries(int record) {
        return entriesEnd.get(record) / ENTRY;
    }

    public byte[] entryKey(int entry) {
        return infoNames.key(entries.get(ENTRY * entry));
    }

    /** Where the entry's value begins in the text; -1 for a flag, which has none. */
    public int entryFrom(int entry) {
        return entries.get(ENTRY * entry + 1);
    }

    public int entryTo(int entry) {
        return entries.get(ENTRY * entry + 2);
    }

    String contigName(int record) {
        return contigNames.name(contigs.get(record));
    }

    Site site(int record) {
        return new Site(
                contigName(record),
                starts.get(record),
                ends.get(record),
                list(record, 0, ';'),
                string(record, 1),
                list(record, 2, ','),
                qualities.isNull(record) ? null : (Double) qualities.element(qualities.from(record)),
                list(record, 3, ';'),
                false,
                attributes(record));
    }

    private String string(int record, int column) {
        int at = 2 * (TEXTS * record + column);
        return text.string(texts.get(at), texts.get(at + 1));
    }

    private List<String> list(int record, int column, char separator) {
        String all = string(record, column);
        if (all.equals(".")) {
            return null;
        }
        return all.indexOf(separator) < 0 ? List.of(all) : List.of(all.split(String.valueOf(separator), -1));
    }

    private Map<String, String> attributes(int record) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int at = record == 0 ? 0 : entriesEnd.get(record - 1); at < entriesEnd.get(record); at += 3) {
            int from = entries.get(at + 1);
            String value = from < 0 ? "" : text.string(from, entries.get(at + 2));
            attributes.put(infoNames.name(entries.get(at)), value);
        }
        return attributes;
    }

    void clear() {
        text.clear();
        contigs.clear();
        starts.clear();
        ends.clear();
        qualities.clear();
        texts.clear();
        entries.clear();
        entriesEnd.clear();
    }

    long bytes() {
        return text.length() + entries.bytes() + texts.bytes() + 4 * starts.bytes();
    }
}

package org.lakeome.ingest.vcf;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.lakeome.ingest.source.FieldFault;

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

    /** Where a record that is made of one with several ALT alleles says what that one had; vt's name for it. */
    private static final String ORIGINAL = "OLD_MULTIALLELIC";
    /** The same for a record that has a value of that name in the file. */
    private static final String OTHER_ORIGINAL = "LAKEOME_OLD_MULTIALLELIC";
    /** The mate's contig, and where callers write its position if not in END (Manta, GATK-SV, dysgu). */
    private static final String MATE_CONTIG = "CHR2";

    private static final List<String> MATE_POSITIONS = List.of("POS2", "END2", "CHR2_POS");

    private final ByteTable contigNames = new ByteTable();
    private final ByteTable infoNames;
    /** Keys that the header declares or the specification reserves, and those that records were found to use besides. */
    private final BitSet taken = new BitSet();

    private final UndeclaredInfos undeclared;
    final int originalKey;
    final int otherOriginalKey;
    final int mateContigKey;
    final int[] matePositionKeys;
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
    /** 1 for a record that is one of several made of its line. */
    private final Ints splits = new Ints();

    private byte[] lastOriginal = {};
    private int lastOriginalFrom;
    private long repeatedBytes;

    Sites(VcfHeader header, UndeclaredInfos undeclared) {
        this.undeclared = undeclared;
        infoNames = ByteTable.of(
                Stream.concat(header.infos().stream().map(FieldDeclaration::id), ReservedInfo.KEYS.stream())
                        .distinct()
                        .toList());
        taken.set(0, infoNames.size());
        originalKey = number(ORIGINAL);
        otherOriginalKey = number(OTHER_ORIGINAL);
        mateContigKey = number(MATE_CONTIG);
        matePositionKeys = MATE_POSITIONS.stream().mapToInt(this::number).toArray();
    }

    private int number(String infoId) {
        byte[] text = infoId.getBytes(StandardCharsets.UTF_8);
        return infoNames.findOrAdd(text, 0, text.length);
    }

    /** Whether a record may have the INFO key as things stand. */
    boolean isTaken(int key) {
        return key >= 0 && taken.get(key);
    }

    /** Takes a further key, if it may be, and gives its number. */
    int take(byte[] line, int from, int to) {
        undeclared.take(line, from, to);
        int key = infoNames.findOrAdd(line, from, to);
        taken.set(key);
        return key;
    }

    /** Ends a record that is as its line has it. */
    void endRecord() {
        splits.add(0);
        entriesEnd.add(entries.size());
    }

    /** Ends a record that is one of several made of its line; the text is the same for all of them, and kept once. */
    void endSplitRecord(int key, byte[] original) {
        if (original != lastOriginal) {
            lastOriginal = original;
            lastOriginalFrom = text.append(original, 0, original.length);
        }
        entries.add(key);
        entries.add(lastOriginalFrom);
        entries.add(lastOriginalFrom + original.length);
        repeatedBytes += original.length;
        splits.add(1);
        entriesEnd.add(entries.size());
    }

    ByteTable infoNames() {
        return infoNames;
    }

    int infoKey(String id) {
        byte[] key = id.getBytes(StandardCharsets.UTF_8);
        return infoNames.find(key, 0, key.length);
    }

    boolean info(int record, int key, RecordBatch.Text value) {
        return info(record == 0 ? 0 : entriesEnd.get(record - 1), entriesEnd.get(record), key, value);
    }

    /** The same for the record that is being filled. */
    boolean info(int key, RecordBatch.Text value) {
        return info(size() == 0 ? 0 : entriesEnd.get(size() - 1), entries.size(), key, value);
    }

    private boolean info(int first, int end, int key, RecordBatch.Text value) {
        for (int at = first; at < end; at += ENTRY) {
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
        return splits.get(record) == 1;
    }

    /** The number of the record's contig, for {@link #contigText}. */
    public int contig(int record) {
        return contigs.get(record);
    }

    public byte[] contigText(int number) {
        return contigNames.key(number);
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

    /**
     * The INFO entries of all records, three numbers each: that of the key, for {@link #key}, and where the value begins and ends in
     * the text; a flag, which has none, begins at -1. The next fill may replace the array.
     */
    public int[] entries() {
        return entries.values();
    }

    /** How many INFO keys have a number. */
    public int keys() {
        return infoNames.size();
    }

    public byte[] key(int number) {
        return infoNames.key(number);
    }

    String nameOfContig(int number) {
        return contigNames.name(number);
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
                splits.get(record) == 1,
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

    /** The end, if a column of 32 bits can hold it. */
    static int checkedEnd(long start, long end) {
        if (end > Integer.MAX_VALUE) {
            throw new FieldFault("POS", String.valueOf(start + 1), "The record ends behind position 2,147,483,647.");
        }
        return (int) end;
    }

    /** Lets the record added last end no earlier than so many bases from its start on. */
    void extend(long length) {
        int record = ends.size() - 1;
        long end = Math.max(ends.get(record), starts.get(record) + length);
        ends.set(record, checkedEnd(starts.get(record), end));
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
        splits.clear();
        lastOriginal = new byte[0];
        repeatedBytes = 0;
    }

    long bytes() {
        return text.length() + repeatedBytes + entries.bytes() + texts.bytes() + 4 * starts.bytes();
    }
}

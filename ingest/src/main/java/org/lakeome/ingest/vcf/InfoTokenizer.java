package org.lakeome.ingest.vcf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.lakeome.ingest.source.ByteScan;
import org.lakeome.ingest.source.FieldFault;
import org.lakeome.ingest.source.IngestLimits;

/** Reads the INFO column of a line into the site columns. For one thread. */
final class InfoTokenizer {
    private final IngestLimits limits;
    private final Sites sites;
    private final SiteRules rules;
    private final ByteTable infoNames;
    private final int endKey;
    private long[] lastRecordWithKey;
    /** The key that came last behind each key, at the key's number + 1, and at 0 that which came first; -1 where none did. */
    private int[] followers;

    private long recordNumber;
    private byte[] line;
    /** Of the record's first END that has a value: its place among the entries, and where the value stands in the line; else -1. */
    private int endEntry;

    private int endFrom;
    private int endTo;

    InfoTokenizer(IngestLimits limits, Sites sites, SiteRules rules) {
        this.limits = limits;
        this.sites = sites;
        this.rules = rules;
        this.infoNames = sites.infoNames();
        this.lastRecordWithKey = new long[infoNames.size()];
        this.followers = filled(new int[infoNames.size() + 1], 0);
        byte[] end = {'E', 'N', 'D'};
        this.endKey = infoNames.find(end, 0, end.length);
    }

    /** Keeps the entries of [from, to), which is text. */
    void read(byte[] text, int from, int to, int alternates) {
        line = text;
        recordNumber++;
        endEntry = -1;
        endFrom = -1;
        if (to - from == 1 && line[from] == '.') {
            return;
        }
        int kept = sites.text.append(line, from, to) - from;
        int before = -1;
        int count = 0;
        for (int at = from; at < to; ) {
            int entryEnd = ByteScan.find(line, at, to, (byte) ';');
            if (entryEnd > at) {
                if (++count > limits.infoEntries()) {
                    throw new FieldFault(
                            "INFO", "", "INFO has more than " + limits.infoEntries() + " entries, the limit.");
                }
                int key = key(before, at, entryEnd);
                before = key;
                int equals = at + infoNames.key(key).length;
                boolean flag = equals == entryEnd;
                rules.info(key, flag, line, equals + 1, entryEnd, alternates);
                boolean isNew = isNew(key, flag ? entryEnd : equals + 1, entryEnd);
                if (isNew) {
                    sites.entries.add(key);
                    sites.entries.add(flag ? -1 : equals + 1 + kept);
                    sites.entries.add(entryEnd + kept);
                }
                if (key == endKey && !flag && isNew) {
                    endEntry = sites.entries.size() - 3;
                    endFrom = equals + 1;
                    endTo = entryEnd;
                }
            }
            at = entryEnd + 1;
        }
    }

    /** Whether the record read last has the key. */
    boolean has(int key) {
        return lastRecordWithKey[key] == recordNumber;
    }

    /** Where in the line the value of END begins; -1 if the record read last has none. */
    int endFrom() {
        return endFrom;
    }

    int endTo() {
        return endTo;
    }

    /** Lets END of the record read last, which has one, say another end. */
    void rewriteEnd(long end) {
        byte[] text = Long.toString(end).getBytes(StandardCharsets.US_ASCII);
        int at = sites.text.append(text, 0, text.length);
        sites.entries.set(endEntry + 1, at);
        sites.entries.set(endEntry + 2, at + text.length);
    }

    /** Records mostly have the same keys in the same order, so the key that came next before is tried first. */
    private int key(int before, int from, int entryEnd) {
        int likely = followers[before + 1];
        if (isKey(likely, from, entryEnd)) {
            return likely;
        }
        // Finding a key may replace the array.
        int found = find(from, entryEnd);
        followers[before + 1] = found;
        return found;
    }

    private boolean isKey(int key, int from, int entryEnd) {
        if (key < 0 || !infoNames.startsAt(key, line, from, entryEnd)) {
            return false;
        }
        int end = from + infoNames.key(key).length;
        return end == entryEnd || line[end] == '=';
    }

    private int find(int from, int entryEnd) {
        int to = ByteScan.find(line, from, entryEnd, (byte) '=');
        int key = infoNames.find(line, from, to);
        if (!sites.isTaken(key)) {
            key = sites.take(line, from, to);
            int known = infoNames.size();
            if (known > lastRecordWithKey.length) {
                lastRecordWithKey = Arrays.copyOf(lastRecordWithKey, 2 * known);
                followers = filled(Arrays.copyOf(followers, 2 * known + 1), followers.length);
            }
        }
        return key;
    }

    private static int[] filled(int[] followers, int from) {
        Arrays.fill(followers, from, followers.length, -1);
        return followers;
    }

    /** Some tools write an entry twice; that loses nothing, but two values for one key would. */
    private boolean isNew(int key, int from, int to) {
        if (lastRecordWithKey[key] != recordNumber) {
            lastRecordWithKey[key] = recordNumber;
            return true;
        }
        int at = sites.entries.size() - 3;
        while (sites.entries.get(at) != key) {
            at -= 3;
        }
        int keptFrom = sites.entries.get(at + 1);
        int keptTo = keptFrom < 0 ? keptFrom : sites.entries.get(at + 2);
        if (!Arrays.equals(sites.text.bytes(), Math.max(keptFrom, 0), Math.max(keptTo, 0), line, from, to)) {
            throw new FieldFault(
                    "INFO " + infoNames.name(key), line, from, to, "The key stands twice in INFO, with two values.");
        }
        return false;
    }
}

package org.lakeome.ingest.vep;

import java.util.Arrays;
import org.lakeome.ingest.source.ByteScan;

/**
 * Goes through the entries of one record's value, without keeping them: entries stand between commas, fields between pipes. An
 * entry that commas inside its values have cut is known by its number of pipes and put together again; what cannot be put
 * together is left out alone. For one thread, over text that must not change meanwhile.
 */
public final class VepEntries {
    /** Of one record, all its entries together: what a hostile line can make the writer hold at once. */
    private static final int MOST_VALUES = 1 << 22;

    private static final int STRETCH = 1 << 12;
    private static final int COMMAS = 32;
    private static final int PERCENTS = 48;
    /** What a byte adds to a stretch's count of commas and pipes (low half), commas, and percent signs. */
    private static final long[] COUNTS = new long[1 << Byte.SIZE];

    static {
        COUNTS['|'] = 1;
        COUNTS[','] = 1 | 1L << COMMAS;
        COUNTS['%'] = 1L << PERCENTS;
    }

    private final int fields;
    private final int most;
    /** Where fields are parted: field i of the entry stands between places first + i and first + i + 1. */
    private int[] places;

    private int first;
    /** Entries that are still to come of a value in which each has all its pipes; negative for a value to be put together. */
    private int whole;

    private byte[] text = {};
    /** Whether the value has a percent sign, and whether the entry has. */
    private boolean percents;

    private boolean escaped;
    private int given;
    private int repaired;
    private int leftOut;

    private final int[] piecePipes;
    private int pieceFrom;
    private int pieceTo;
    private int pipes;
    private boolean pieceEscaped;
    private int end;

    public VepEntries(int fields) {
        this(fields, MOST_VALUES);
    }

    VepEntries(int fields, int mostValues) {
        this.fields = fields;
        this.most = mostValues / fields;
        this.places = new int[fields + 1];
        this.piecePipes = new int[fields];
    }

    public void start(byte[] value, int from, int to) {
        text = value;
        end = to;
        given = 0;
        repaired = 0;
        leftOut = 0;
        first = -fields;
        whole = wholeEntries(from);
        if (whole < 0) {
            first = 0;
            pieceTo = from - 1;
            readPiece();
        }
    }

    /** Finds all commas and pipes; negative when they do not part the value into entries of all fields, or into too many. */
    private int wholeEntries(int from) {
        places[0] = from - 1;
        int found = 1;
        int commas = 0;
        percents = false;
        for (int at = from; at < end; at += STRETCH) {
            if (found > most * fields) {
                return -1;
            }
            if (places.length - found <= STRETCH) {
                places = Arrays.copyOf(places, 2 * (found + STRETCH));
            }
            long counts = part(at, Math.min(at + STRETCH, end), found);
            found += (int) counts;
            commas += (int) (counts >>> COMMAS) & 0xffff;
            percents |= counts >>> PERCENTS != 0;
        }
        if (places.length == found) {
            places = Arrays.copyOf(places, found + 1);
        }
        places[found] = end;
        int entries = found / fields;
        if (found % fields != 0 || entries > most || commas != entries - 1) {
            return -1;
        }
        for (int entry = 1; entry < entries; entry++) {
            if (text[places[entry * fields]] != ',') {
                return -1;
            }
        }
        return entries;
    }

    /** Without a branch for each byte, which would be guessed wrong at nearly every pipe. */
    private long part(int from, int to, int found) {
        byte[] bytes = text;
        int[] out = places;
        long[] kinds = COUNTS;
        long counts = found;
        for (int at = from; at < to; at++) {
            out[(int) counts] = at;
            counts += kinds[bytes[at] & 0xff];
        }
        return counts - found;
    }

    /** Moves to the next entry that can be read; false when there are no more. */
    public boolean next() {
        if (whole == 0) {
            return false;
        }
        if (whole > 0) {
            first += fields;
            whole--;
            int entryEnd = places[first + fields];
            escaped = percents && ByteScan.find(text, places[first] + 1, entryEnd, (byte) '%') < entryEnd;
            return true;
        }
        while (hasPiece()) {
            if (pipes >= fields || given == most) {
                leaveOut();
            } else if (gather()) {
                given++;
                return true;
            }
        }
        return false;
    }

    /** What follows without a pipe is a part of it. */
    private void leaveOut() {
        leftOut++;
        do {
            readPiece();
        } while (hasPiece() && pipes == 0 && fields > 1);
    }

    /** Takes pieces for as long as they fit into one entry; false when they are too few. */
    private boolean gather() {
        places[0] = pieceFrom - 1;
        escaped = false;
        int gathered = 0;
        int pieces = 0;
        do {
            System.arraycopy(piecePipes, 0, places, 1 + gathered, pipes);
            gathered += pipes;
            escaped |= pieceEscaped;
            places[fields] = pieceTo;
            pieces++;
            readPiece();
        } while (hasPiece() && gathered + pipes < fields && fields > 1);
        if (gathered < fields - 1) {
            leftOut++;
            return false;
        }
        repaired += pieces > 1 ? 1 : 0;
        return true;
    }

    private boolean hasPiece() {
        return pieceFrom <= end;
    }

    private void readPiece() {
        pieceFrom = pieceTo + 1;
        pipes = 0;
        pieceEscaped = false;
        int at = pieceFrom;
        for (; at < end; at++) {
            byte c = text[at];
            if (c == '|') {
                if (pipes < fields) {
                    piecePipes[pipes] = at;
                }
                pipes++;
            } else if (c == ',') {
                break;
            } else if (c == '%') {
                pieceEscaped = true;
            }
        }
        pieceTo = at;
    }

    /** Fields of an entry. */
    public int fields() {
        return fields;
    }

    public byte[] text() {
        return text;
    }

    /** For loops over many fields: the places that {@link #from} and {@link #to} tell of, from {@link #first} on. */
    public int[] places() {
        return places;
    }

    public int first() {
        return first;
    }

    /** Where a field of the entry starts in {@link #text()}. */
    public int from(int field) {
        return places[first + field] + 1;
    }

    public int to(int field) {
        return places[first + field + 1];
    }

    /** The field that a place in the text is in. */
    public int fieldAt(int place) {
        int found = Arrays.binarySearch(places, first, first + fields + 1, place);
        return (found < 0 ? -found - 2 : found) - first;
    }

    /** Whether the entry has a percent sign, and so perhaps an escape. */
    public boolean mayBeEscaped() {
        return escaped;
    }

    /** Of this record, so far. */
    public int repaired() {
        return repaired;
    }

    /** Of this record, so far. */
    public int leftOut() {
        return leftOut;
    }
}

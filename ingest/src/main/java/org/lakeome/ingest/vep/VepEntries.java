package org.lakeome.ingest.vep;

/**
 * Goes through the entries of one record's value, without keeping them: entries stand between commas, fields between pipes. An
 * entry that commas inside its values have cut is known by its number of pipes and put together again; what cannot be put
 * together is left out alone. For one thread, over text that must not change meanwhile.
 */
public final class VepEntries {
    /** Of one record, all its entries together: what a hostile line can make the writer hold at once. */
    private static final int MOST_VALUES = 1 << 22;

    private final int fields;
    private final int most;
    /** Where the entry's fields are parted: field i stands between bounds i and i + 1. */
    private final int[] bounds;

    private byte[] text = {};
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
        this.bounds = new int[fields + 1];
        this.piecePipes = new int[fields];
    }

    public void start(byte[] value, int from, int to) {
        text = value;
        end = to;
        given = 0;
        repaired = 0;
        leftOut = 0;
        pieceTo = from - 1;
        readPiece();
    }

    /** Moves to the next entry that can be read; false when there are no more. */
    public boolean next() {
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
        bounds[0] = pieceFrom - 1;
        escaped = false;
        int gathered = 0;
        int pieces = 0;
        do {
            System.arraycopy(piecePipes, 0, bounds, 1 + gathered, pipes);
            gathered += pipes;
            escaped |= pieceEscaped;
            bounds[fields] = pieceTo;
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

    /** Where a field of the entry starts in {@link #text()}. */
    public int from(int field) {
        return bounds[field] + 1;
    }

    public int to(int field) {
        return bounds[field + 1];
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

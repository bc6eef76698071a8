package org.lakeome.ingest.source;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The lines of one split as byte ranges of a buffer that the next call may overwrite; for one thread. A carriage return before
 * the newline is not part of the line.
 */
public final class LineReader implements Closeable {
    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final TextSource source;
    private final Split split;
    private final TextStream stream;
    private final byte lineEnd;
    private final boolean keepReturn;
    private byte[] buffer = new byte[1 << 17];
    private int filled;
    private long bufferOffset;
    private int from;
    private int to;
    private int nextLine;
    private int lastRead;
    private long lines;
    private boolean endOfFile;

    LineReader(TextSource source, Split split, byte lineEnd, boolean keepReturn) throws IOException {
        this.source = source;
        this.split = split;
        this.lineEnd = lineEnd;
        this.keepReturn = keepReturn;
        this.stream = source.stream(split);
        if (split.from() > 0) {
            nextLine = Math.min(nextNewline() + 1, filled);
        }
    }

    /** Moves to the next line; false when the split has no more. */
    public boolean next() throws IOException {
        if (bufferOffset + nextLine > stream.textEnd()) {
            return false;
        }
        from = nextLine;
        int newline = nextNewline();
        // Looking for the newline may have moved the line to the front of the buffer.
        from = nextLine;
        if (from >= newline && newline == filled && endOfFile) {
            return false;
        }
        nextLine = Math.min(newline + 1, filled);
        to = !keepReturn && newline > from && buffer[newline - 1] == '\r' ? newline - 1 : newline;
        lines++;
        return true;
    }

    public byte[] buffer() {
        return buffer;
    }

    public int from() {
        return from;
    }

    public int to() {
        return to;
    }

    /** Leaves a UTF-8 byte order mark at the start of the line that was given last out; says whether there was one. */
    public boolean skipMark() {
        if (to - from < MARK.length || Arrays.mismatch(buffer, from, from + MARK.length, MARK, 0, MARK.length) >= 0) {
            return false;
        }
        from += MARK.length;
        return true;
    }

    /** The line that was given last is the file's first. */
    public boolean isAtStart() {
        return split.from() == 0 && lines == 1;
    }

    /** Lines given so far by this reader. */
    public long lines() {
        return lines;
    }

    /** Where the line that was given last starts in the decompressed text of the split. */
    public long offsetInSplit() {
        return bufferOffset + from;
    }

    /** The line that was given last, cut at a number of bytes; bytes that are not UTF-8 come out as replacement characters. */
    public String text(int mostBytes) {
        return new String(buffer, from, Math.min(to - from, mostBytes), StandardCharsets.UTF_8);
    }

    /** The text before the split; reads the file up to it again, so only for failures. */
    public TextPlace placeOfSplit() throws IOException {
        if (split.from() == 0) {
            return TextPlace.START;
        }
        try (LineReader before = source.lines(new Split(0, split.from()), lineEnd, keepReturn)) {
            while (before.next()) {
                continue;
            }
            return before.splitLength();
        }
    }

    /** Lines and bytes of the split, once all its lines were given. */
    TextPlace splitLength() {
        return new TextPlace(lines, Math.min(stream.textEnd(), bufferOffset + filled));
    }

    /** Packed bytes of the split read so far, never more than the split has. */
    public long bytesTaken() {
        return Math.min(stream.bytesTaken(), split.to() - split.from());
    }

    /** Of the split's packed bytes; after the last line that is wanted, for it reads what is left of the split. */
    public ContentSum content() throws IOException {
        while (!endOfFile && stream.bytesTaken() < split.to() - split.from()) {
            endOfFile = stream.read(buffer, 0, buffer.length) < 0;
        }
        return stream.content();
    }

    /** Number in the file of the line that was given last; reads the file up to the split again, so only for failures. */
    public long lineInFile() throws IOException {
        return source.linesBefore(split.from(), lineEnd) + lines;
    }

    /** Index in the buffer of the newline that ends the line starting at nextLine, or the end of the text. */
    private int nextNewline() throws IOException {
        int at = nextLine;
        while (true) {
            at = ByteScan.find(buffer, at, filled, lineEnd);
            if (at < filled) {
                return at;
            }
            if (endOfFile || !fill()) {
                return filled;
            }
            at = filled - lastRead;
        }
    }

    private boolean fill() throws IOException {
        if (nextLine > 0 && filled == buffer.length) {
            System.arraycopy(buffer, nextLine, buffer, 0, filled - nextLine);
            bufferOffset += nextLine;
            filled -= nextLine;
            nextLine = 0;
        }
        if (filled == buffer.length) {
            grow();
        }
        lastRead = stream.read(buffer, filled, buffer.length - filled);
        if (lastRead < 0) {
            lastRead = 0;
            endOfFile = true;
            return false;
        }
        filled += lastRead;
        return true;
    }

    private void grow() throws IOException {
        if (buffer.length >= source.limits().lineBytes()) {
            lines++;
            throw new InputFault(
                    source.name(),
                    lineInFile(),
                    "A line is longer than the limit of " + source.limits().lineBytes() + " bytes.");
        }
        buffer = Arrays.copyOf(
                buffer, (int) Math.min(2L * buffer.length, source.limits().lineBytes()));
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}

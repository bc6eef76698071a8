package org.lakeome.ingest.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A text file, packed or not: cuts itself into splits and gives each one's lines. Immutable. */
public record TextSource(ByteSource bytes, Compression compression, long size, IngestLimits limits)
        implements Serializable {

    /** Looks at the first and, for BGZF, the last bytes. */
    public static TextSource open(ByteSource bytes, IngestLimits limits) throws IOException {
        long size = bytes.size();
        if (size == 0) {
            throw new InputFault(
                    bytes.name(), 0, "The file is empty: it has 0 bytes, as a copy has that failed. Copy it again.");
        }
        Compression compression = Compression.of(bytes);
        if (compression == Compression.BGZF) {
            requireEndOfFileBlock(bytes, size);
        }
        return new TextSource(bytes, compression, size, limits);
    }

    public String name() {
        return bytes.name();
    }

    public Split whole() {
        return new Split(0, size);
    }

    /** Splits of about the given packed size; gzip without blocks cannot be entered in the middle and stays whole. */
    public List<Split> splits(long targetBytes) throws IOException {
        if (compression == Compression.GZIP || size <= targetBytes) {
            return List.of(whole());
        }
        List<Split> splits = new ArrayList<>();
        long from = 0;
        for (long wish = targetBytes; wish < size; wish += targetBytes) {
            long cut = compression == Compression.BGZF ? BgzfCuts.firstBlockFrom(bytes, size, wish) : wish;
            if (cut > from && cut < size) {
                splits.add(new Split(from, cut));
                from = cut;
                wish = Math.max(wish, cut);
            }
        }
        splits.add(new Split(from, size));
        return List.copyOf(splits);
    }

    public LineReader lines(Split split) throws IOException {
        return lines(split, (byte) '\n', false);
    }

    /**
     * @param lineEnd the byte that ends a line
     * @param keepReturn a carriage return before it belongs to the line
     */
    public LineReader lines(Split split, byte lineEnd, boolean keepReturn) throws IOException {
        return new LineReader(this, split, lineEnd, keepReturn);
    }

    public TextInput text() throws IOException {
        return new TextInput(stream(whole()));
    }

    /** How many lines a split has, and bytes of text. */
    public TextPlace length(Split split) throws IOException {
        try (LineReader lines = lines(split)) {
            while (lines.next()) {
                continue;
            }
            return lines.splitLength();
        }
    }

    /** Lines of the file that belong to the splits before this offset: the line numbers a split's reader does not know. */
    public long linesBefore(long offset) throws IOException {
        return linesBefore(offset, (byte) '\n');
    }

    /** @param lineEnd the byte that ends a line */
    public long linesBefore(long offset, byte lineEnd) throws IOException {
        if (offset == 0) {
            return 0;
        }
        long count = 0;
        try (LineReader lines = lines(new Split(0, offset), lineEnd, false)) {
            while (lines.next()) {
                count++;
            }
        }
        return count;
    }

    TextStream stream(Split split) throws IOException {
        return switch (compression) {
            case PLAIN -> new PlainStream(bytes.open(split.from()), split);
            case GZIP -> new GzipStream(bytes, limits);
            case BGZF -> new BgzfStream(bytes, split, limits);
        };
    }

    /** Whether the last line has its end; a packed file without one is refused elsewhere if it was cut off. */
    public boolean endsWithNewline() throws IOException {
        if (compression != Compression.PLAIN) {
            return true;
        }
        try (InputStream in = bytes.open(size - 1)) {
            return in.read() == '\n';
        }
    }

    private static void requireEndOfFileBlock(ByteSource bytes, long size) throws IOException {
        byte[] expected = BgzfBlock.endOfFile();
        byte[] last = new byte[expected.length];
        if (size >= last.length) {
            try (InputStream in = bytes.open(size - last.length)) {
                in.readNBytes(last, 0, last.length);
            }
        }
        if (!Arrays.equals(last, expected)) {
            BgzfChain.requireEnd(bytes);
        }
    }
}

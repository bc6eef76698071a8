package org.lakeome.vcf;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Writes a VCF file: the records first, packed, into a file aside, so that the header can name all that they use; then the header
 * and the records to where they belong. Not thread-safe.
 */
public final class VcfFile implements AutoCloseable {
    private final Path aside;
    private final Declarations header;
    private final List<String> samples;
    private final RecordText text;
    private final BlockGzip body;
    private final TabixIndex index = new TabixIndex();
    private final Set<String> ended = new HashSet<>();
    private String contig = "";
    private long start;
    private long records;

    /**
     * @param aside a file that does not exist yet; it is gone when this is closed
     * @param samples the columns; none for a file without samples
     */
    public VcfFile(Path aside, Declarations header, List<String> samples) throws IOException {
        this.aside = aside;
        this.header = header;
        this.samples = List.copyOf(samples);
        this.text = new RecordText(header);
        this.body = new BlockGzip(
                new BufferedOutputStream(Files.newOutputStream(aside, StandardOpenOption.CREATE_NEW), 1 << 18));
    }

    /**
     * Adds a record. Those of a contig come together, by their start.
     *
     * @param calls by sample; a sample that is not in it has no call
     */
    public void add(StoredSite site, Map<String, StoredCall> calls) throws IOException {
        if (!site.contig().equals(contig)) {
            if (!ended.add(site.contig())) {
                throw new IllegalStateException("The records of contig " + site.contig() + " are not together");
            }
            contig = site.contig();
        } else if (site.start() < start) {
            throw new IllegalStateException("The records of contig " + contig + " are not in order");
        }
        start = site.start();
        List<StoredCall> columns = samples.stream()
                .map(sample -> calls.getOrDefault(sample, StoredCall.NONE))
                .toList();
        long begin = body.position();
        body.write((text.of(site, columns) + "\n").getBytes(StandardCharsets.UTF_8));
        index.add(site.contig(), site.start(), site.end(), begin, body.position());
        records++;
    }

    public long records() {
        return records;
    }

    /** Ends the records and writes the whole file as text. */
    public void writePlain(Writer out) throws IOException {
        body.close();
        out.write(head());
        try (Reader lines = new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(aside), 1 << 16), StandardCharsets.UTF_8)) {
            lines.transferTo(out);
        }
        out.flush();
    }

    /** Ends the records and writes the whole file as BGZF; true if its index could be written too. */
    public boolean writePacked(OutputStream out, OutputStream indexOut) throws IOException {
        body.close();
        ByteCount counted = new ByteCount(out);
        BlockGzip head = new BlockGzip(counted);
        head.write(head().getBytes(StandardCharsets.UTF_8));
        head.flush();
        Files.copy(aside, out);
        out.flush();
        if (index.isComplete()) {
            index.write(indexOut, counted.bytes);
        }
        return index.isComplete();
    }

    private String head() {
        StringBuilder head = new StringBuilder(header.text());
        head.append("#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO");
        if (!samples.isEmpty()) {
            head.append("\tFORMAT\t").append(String.join("\t", samples));
        }
        return head.append('\n').toString();
    }

    @Override
    public void close() throws IOException {
        try (body) {
            Files.deleteIfExists(aside);
        }
    }

    private static final class ByteCount extends OutputStream {
        private final OutputStream below;
        private long bytes;

        ByteCount(OutputStream below) {
            this.below = below;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] content, int from, int length) throws IOException {
            below.write(content, from, length);
            bytes += length;
        }

        @Override
        public void flush() throws IOException {
            below.flush();
        }
    }
}

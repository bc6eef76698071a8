package org.lakeome.ingest.vep;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.lakeome.ingest.bench.LoopText;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Where the fields of VEP's entries stand in the text of a record. */
@State(Scope.Benchmark)
public class VepLoops {
    private static final int RECORDS = 250;
    private static final int ENTRIES = 4;

    private byte[][] values;
    private VepEntries entries;

    @Setup
    public void prepare() {
        List<String> texts = new LoopText(0, 1, ENTRIES)
                .lines(RECORDS).stream()
                        .map(line -> line.substring(line.indexOf(";CSQ=") + ";CSQ=".length()))
                        .toList();
        values = texts.stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        entries = new VepEntries(texts.get(0).split(",")[0].split("\\|", -1).length);
        long expected = 0;
        for (String text : texts) {
            for (String entry : text.split(",")) {
                for (String field : entry.split("\\|", -1)) {
                    expected += field.length();
                }
            }
        }
        if (entries() != expected) {
            throw new IllegalStateException(
                    "The fields have " + expected + " bytes, of which " + entries() + " were found");
        }
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS * ENTRIES)
    public long entries() {
        long bytes = 0;
        for (byte[] value : values) {
            entries.start(value, 0, value.length);
            while (entries.next()) {
                for (int field = 0; field < entries.fields(); field++) {
                    bytes += entries.to(field) - entries.from(field);
                }
            }
        }
        return bytes;
    }
}

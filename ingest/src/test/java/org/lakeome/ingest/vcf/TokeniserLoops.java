package org.lakeome.ingest.vcf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.lakeome.ingest.bench.LoopText;
import org.lakeome.ingest.source.IngestLimits;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From the bytes of lines to a batch in columns, every rule checked. */
@State(Scope.Benchmark)
public class TokeniserLoops {
    private static final int RECORDS = 1_000;
    private static final int WIDE_RECORDS = 100;
    private static final int SAMPLES = 100;
    private static final int SPLIT_SAMPLES = 10;
    private static final int ALTERNATES = 2;

    /** Lines, and the batch that takes them over and over. */
    private record Loop(RecordBatch batch, byte[][] lines) {
        static Loop of(LoopText text, int records, ReadOptions options) throws IOException {
            VcfHeader header = HeaderParser.parse(LoopText.source(text.header()));
            byte[][] lines = text.lines(records).stream()
                    .map(line -> line.getBytes(StandardCharsets.UTF_8))
                    .toArray(byte[][]::new);
            return new Loop(new RecordBatch(header, SampleBand.all(header), IngestLimits.DEFAULT, options), lines);
        }

        RecordBatch run() throws IOException {
            batch.clear();
            for (byte[] line : lines) {
                batch.add(line, 0, line.length);
                while (batch.hasMore()) {
                    batch.addMore();
                }
            }
            return batch;
        }

        /** The batch holds the positions and depths of the lines, as a plain reading of them finds them. */
        void check(int recordsOfLine) throws IOException {
            run();
            long positions = 0;
            long depths = 0;
            for (byte[] line : lines) {
                List<String> columns = List.of(new String(line, StandardCharsets.UTF_8).split("\t"));
                positions += recordsOfLine * (Long.parseLong(columns.get(1)) - 1);
                for (String call : columns.subList(Math.min(9, columns.size()), columns.size())) {
                    depths += recordsOfLine * Long.parseLong(call.split(":")[2]);
                }
            }
            for (int record = 0; record < batch.size(); record++) {
                positions -= batch.start(record);
                for (int sample = 0; sample < batch.samples(); sample++) {
                    depths -= batch.calls().depth(batch.call(record, sample));
                }
            }
            if (batch.size() != recordsOfLine * lines.length || positions != 0 || depths != 0) {
                throw new IllegalStateException(
                        batch.size() + " records; positions differ by " + positions + ", depths by " + depths);
            }
        }
    }

    private Loop sites;
    private Loop calls;
    private Loop split;

    @Setup
    public void prepare() throws IOException {
        sites = Loop.of(new LoopText(0, 1, 0), RECORDS, ReadOptions.AS_WRITTEN);
        sites.check(1);
        calls = Loop.of(new LoopText(SAMPLES, 1, 0), WIDE_RECORDS, ReadOptions.AS_WRITTEN);
        calls.check(1);
        ReadOptions splitting = new ReadOptions(null, true, false, false);
        split = Loop.of(new LoopText(SPLIT_SAMPLES, ALTERNATES, 0), RECORDS, splitting);
        split.check(ALTERNATES);
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public RecordBatch sites() throws IOException {
        return sites.run();
    }

    @Benchmark
    @OperationsPerInvocation(WIDE_RECORDS * SAMPLES)
    public RecordBatch calls() throws IOException {
        return calls.run();
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS * ALTERNATES)
    public RecordBatch split() throws IOException {
        return split.run();
    }
}

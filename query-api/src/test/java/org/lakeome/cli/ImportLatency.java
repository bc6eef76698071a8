package org.lakeome.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lakeome.server.RunFile;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.omics.model.GetVariantImportJobResponse;
import software.amazon.awssdk.services.omics.model.JobStatus;
import software.amazon.awssdk.services.omics.model.VariantImportItemSource;

/**
 * How long imports of small files take as a client of the API sees it, from StartVariantImportJob until GetVariantImportJob says
 * COMPLETED: a file of 2,000 records, 1,000 files of 100 to 200 records in one job, and a large file if one is named. The files lie
 * in the embedded S3 before. Main: DATA-FOLDER (of a running server) PROFILE STORE ROUNDS [LARGE-FILE].
 */
public final class ImportLatency {
    private static final int WARM_UPS = 4;
    private static final int RECORDS = 2_000;
    private static final int FILES = 1_000;
    private static final int MANY_ROUNDS = 3;
    private static final int LARGE_ROUNDS = 5;
    private static final long POLL_MILLIS = 20;

    private final OmicsClient omics;
    private final ProcessHandle server;
    private final String store;
    private final String role;
    private final Random random = new Random(42);

    private ImportLatency(OmicsClient omics, ProcessHandle server, String store) {
        this.omics = omics;
        this.server = server;
        this.store = store;
        this.role = Arn.importRole(
                Arn.account(omics.getVariantStore(get -> get.name(store)).storeArn()));
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (Session session = Session.open(Path.of(arguments[0]), arguments[1])) {
            ProcessHandle server = RunFile.ofRunning(Path.of(arguments[0]))
                    .flatMap(RunFile::process)
                    .orElseThrow();
            ImportLatency latency = new ImportLatency(session.omics(), server, arguments[2]);
            Uploads uploads = new Uploads(session.s3());
            Path folder = Files.createTempDirectory("lakeome-latency");
            latency.one(latency.upload(uploads, folder, "one", RECORDS), Integer.parseInt(arguments[3]));
            List<String> many = new ArrayList<>();
            for (int file = 0; file < FILES; file++) {
                many.add(latency.upload(uploads, folder, "%04d".formatted(file), 100 + latency.random.nextInt(101)));
            }
            Files.delete(folder);
            latency.many(many);
            if (arguments.length > 4) {
                latency.large(uploads.put(Path.of(arguments[4]), arguments[2]));
            }
        }
    }

    private void one(String source, int rounds) throws InterruptedException {
        System.out.println(
                "| import | median s | least s | most s | items per second | median CPU s |\n|---|---|---|---|---|---|");
        measure("a file of 2,000 records, the worker's first job", List.of(source), 1);
        for (int i = 1; i < WARM_UPS; i++) {
            seconds(List.of(source));
        }
        measure("a file of 2,000 records, warm", List.of(source), rounds);
    }

    private void many(List<String> sources) throws InterruptedException {
        measure("1,000 files of 100 to 200 records in one job", sources, MANY_ROUNDS);
    }

    private void large(String source) throws InterruptedException {
        measure("500,000 records of 10 samples, the first time", List.of(source), 1);
        seconds(List.of(source));
        measure("500,000 records of 10 samples, warm", List.of(source), LARGE_ROUNDS);
    }

    private void measure(String what, List<String> sources, int rounds) throws InterruptedException {
        double[] seconds = new double[rounds];
        double[] cpu = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            double before = cpuSeconds();
            seconds[i] = seconds(sources);
            cpu[i] = cpuSeconds() - before;
        }
        print(rounds == 1 ? what : "%s, %d times".formatted(what, rounds), seconds, cpu, sources.size());
    }

    /** Of the server, with the embedded S3 in it, and of its ingest worker. */
    private double cpuSeconds() {
        return Stream.concat(Stream.of(server), server.descendants())
                        .mapToLong(process ->
                                process.info().totalCpuDuration().orElseThrow().toMillis())
                        .sum()
                / 1e3;
    }

    private static void print(String what, double[] seconds, double[] cpu, int items) {
        Arrays.sort(seconds);
        Arrays.sort(cpu);
        double median = seconds[seconds.length / 2];
        System.out.printf(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %.2f | %.1f | %.2f |%n",
                what,
                median,
                seconds[0],
                DoubleStream.of(seconds).max().orElseThrow(),
                items / median,
                cpu[cpu.length / 2]);
    }

    private double seconds(List<String> sources) throws InterruptedException {
        List<VariantImportItemSource> items = sources.stream()
                .map(source -> VariantImportItemSource.builder().source(source).build())
                .toList();
        long start = System.nanoTime();
        String job = omics.startVariantImportJob(
                        request -> request.destinationName(store).roleArn(role).items(items))
                .jobId();
        GetVariantImportJobResponse state;
        do {
            Thread.sleep(POLL_MILLIS);
            state = omics.getVariantImportJob(request -> request.jobId(job));
        } while (state.status() == JobStatus.SUBMITTED || state.status() == JobStatus.IN_PROGRESS);
        if (state.status() != JobStatus.COMPLETED) {
            throw new IllegalStateException(state.status() + ": " + state.statusMessage());
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private String upload(Uploads uploads, Path folder, String name, int records) throws IOException {
        Path file = folder.resolve(name + ".vcf");
        StringBuilder text = new StringBuilder("""
                ##fileformat=VCFv4.2
                ##contig=<ID=chr1,length=15000000>
                ##INFO=<ID=AF,Number=A,Type=Float,Description="frequency">
                ##INFO=<ID=DP,Number=1,Type=Integer,Description="depth">
                ##INFO=<ID=MQ,Number=1,Type=Float,Description="mapping quality">
                ##FORMAT=<ID=GT,Number=1,Type=String,Description="genotype">
                ##FORMAT=<ID=AD,Number=R,Type=Integer,Description="allele depths">
                ##FORMAT=<ID=DP,Number=1,Type=Integer,Description="depth">
                ##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="quality">
                ##FORMAT=<ID=PL,Number=G,Type=Integer,Description="likelihoods">
                #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS\
                """).append(name).append('\n');
        IntStream.rangeClosed(1, records)
                .forEach(record -> text.append(String.format(
                        Locale.ROOT,
                        "chr1\t%d\t.\tA\tG\t%.2f\tPASS\tAF=%.3f;DP=%d;MQ=60.00\tGT:AD:DP:GQ:PL\t0/1:%4$d,7:%d:99:255,0,%4$d%n",
                        record * 113,
                        random.nextDouble() * 3_000,
                        random.nextDouble(),
                        random.nextInt(40),
                        random.nextInt(80))));
        Files.writeString(file, text);
        try {
            return uploads.put(file, store);
        } finally {
            Files.delete(file);
        }
    }
}

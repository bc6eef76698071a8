package org.lakeome.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.lakeome.export.ExportFile;
import org.lakeome.export.StoreExport;
import org.lakeome.export.StoreTable;
import org.lakeome.vcf.VcfFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Writes samples of a store back as VCF, through SQL and so with the rights of the profile's account. */
@Command(
        name = "export",
        description = {
            "Write samples of a variant store as VCF: bgzip with a tabix index if FILE ends in .gz, else plain text.",
            "Several samples become one file; a store of files without samples is exported without --sample."
        })
final class ExportCommand implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofSeconds(5);
    /** Trino's codes: SCHEMA_NOT_FOUND, TABLE_NOT_FOUND and PERMISSION_DENIED. */
    private static final List<Integer> NOT_FOUND = List.of(45, 46);

    private static final int DENIED = 4;

    @ParentCommand
    private Lakeome lakeome;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "STORE", description = "A store of the account, or OWNER.STORE for one that is shared.")
    private String store;

    @Option(names = "--sample", paramLabel = "NAME", description = "The sample to export; may be given several times.")
    private List<String> samples = List.of();

    @Option(
            names = "--region",
            paramLabel = "CHR[:FROM-TO]",
            description = "Only records that overlap it; positions as in VCF, both ends included.")
    private String region;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "Where to write to; - is standard output.")
    private String output;

    @Option(names = "--force", description = "Replace FILE if it exists.")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        StoreTable table = StoreTable.parse(store)
                .orElseThrow(() -> new Failure(2, "'" + store + "' is no STORE and no OWNER.STORE"));
        try (Session session = lakeome.session();
                StoreExport export = new StoreExport(
                        table, samples, Optional.ofNullable(region), () -> SqlConnection.jdbc(session))) {
            if (output.equals("-")) {
                toStandardOutput(export);
            } else {
                toFile(export, Path.of(output));
            }
            return 0;
        } catch (StoreExport.NotThere | IllegalArgumentException e) {
            throw new Failure(e instanceof StoreExport.NotThere ? 3 : 2, e.getMessage());
        } catch (SQLException e) {
            if (NOT_FOUND.contains(e.getErrorCode())) {
                throw new Failure(3, "there is no store '" + store + "' that this account may read");
            }
            throw new Failure(e.getErrorCode() == DENIED ? 4 : 1, e.getMessage());
        }
    }

    private void toFile(StoreExport export, Path target) throws IOException, SQLException, StoreExport.NotThere {
        if (!Files.isDirectory(target.toAbsolutePath().getParent())) {
            throw new Failure(2, "there is no folder for " + target);
        }
        try (ExportFile file = new ExportFile(target)) {
            if (file.exists() && !force) {
                throw new Failure(5, target + " exists; replace it with --force");
            }
            export.prepare();
            try (VcfFile vcf = export.file(file.aside())) {
                StoreExport.Written written = export.read(vcf, progress());
                boolean indexed = file.place(vcf);
                say(written, target + (indexed ? " and " + target + ".tbi" : ""));
                if (file.isPacked() && !indexed) {
                    err().println("No index: a position is beyond 536,870,912; make one with `bcftools index -c`.");
                }
            }
        }
    }

    private void toStandardOutput(StoreExport export) throws IOException, SQLException, StoreExport.NotThere {
        export.prepare();
        Path folder = Files.createTempDirectory("lakeome-export");
        try (VcfFile vcf = export.file(folder.resolve("records"))) {
            StoreExport.Written written = export.read(vcf, progress());
            PrintWriter out = spec.commandLine().getOut();
            vcf.writePlain(out);
            if (out.checkError()) {
                throw new Failure(1, "standard output did not take all of the file");
            }
            say(written, "standard output");
        } finally {
            Files.delete(folder);
        }
    }

    private void say(StoreExport.Written written, String where) {
        err().printf(Locale.ROOT, "Wrote %,d records of %,d rows to %s%n", written.records(), written.rows(), where);
        if (written.gaps() > 0) {
            err().printf(
                            Locale.ROOT,
                            "Of the calls %,d are '.': the sample has no row at a site that another has.%n",
                            written.gaps());
        }
        if (written.unpaired() > 0) {
            err().printf(
                            Locale.ROOT,
                            "Of the records %,d are alike in all columns of the site: which sample's call stood beside which in the"
                                    + " imported files is not known.%n",
                            written.unpaired());
        }
        written.notes().forEach(err()::println);
        err().flush();
    }

    private Consumer<StoreExport.Progress> progress() {
        long[] last = {System.nanoTime()};
        return progress -> {
            long now = System.nanoTime();
            if (now - last[0] > PAUSE.toNanos()) {
                last[0] = now;
                err().printf(
                                Locale.ROOT,
                                "  %,d of %,d rows (%d%%), at %s:%,d%n",
                                progress.rows(),
                                progress.total(),
                                100 * progress.rows() / Math.max(1, progress.total()),
                                progress.contig(),
                                progress.start() + 1);
                err().flush();
            }
        };
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}

package org.lakeome.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lakeome.export.SampleFiles;
import org.lakeome.export.StoreExport;
import org.lakeome.export.StoreExports;
import org.lakeome.export.StoreTable;
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
            "Several samples become one file, or with a folder as FILE each a file of its own.",
            "A store of files without samples is exported without --sample."
        })
final class ExportCommand implements Callable<Integer> {
    /** Columns of one file: a query brings 25,000 rows at a time, which are sites times samples. */
    private static final int MOST_COLUMNS = 5_000;

    @ParentCommand
    private Lakeome lakeome;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "STORE", description = "A store of the account, or OWNER.STORE for one that is shared.")
    private String store;

    @Option(names = "--sample", paramLabel = "NAME", description = "The sample to export; may be given several times.")
    private List<String> samples = List.of();

    @Option(names = "--all", description = "All samples of the store.")
    private boolean all;

    @Option(
            names = "--region",
            paramLabel = "CHR[:FROM-TO]",
            description = "Only records that overlap it; positions as in VCF, both ends included.")
    private String region;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = {
                "Where to write to; - is standard output.",
                "A folder, or a name that ends in /, takes a file SAMPLE.vcf.gz for each sample."
            })
    private String output;

    @Option(names = "--force", description = "Replace FILE if it exists.")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        StoreTable table = StoreTable.parse(store)
                .orElseThrow(() -> new Failure(2, "'" + store + "' is no STORE and no OWNER.STORE"));
        if (all && !samples.isEmpty()) {
            throw new Failure(2, "--all are all samples; leave out --sample, or --all");
        }
        try (Session session = lakeome.session();
                StoreExports exports = new StoreExports(table, () -> SqlConnection.jdbc(session))) {
            export(exports);
            return 0;
        } catch (StoreExport.NotThere | IllegalArgumentException e) {
            throw new Failure(e instanceof StoreExport.NotThere ? 3 : 2, e.getMessage());
        } catch (SQLException e) {
            throw SqlConnection.unread(store, e);
        }
    }

    private void export(StoreExports exports) throws IOException, SQLException, StoreExport.NotThere {
        Path target = Path.of(output);
        boolean inFolder = output.endsWith("/") || !output.equals("-") && Files.isDirectory(target);
        if (!inFolder && !output.equals("-")) {
            requirePlace(target);
        }
        exports.open();
        List<String> wanted = all ? exports.samples() : samples;
        if (all && exports.hasSites() && !wanted.isEmpty()) {
            err().println("Rows of files without samples are not among them; export those without --all.");
        }
        ExportRun run = new ExportRun(err());
        if (inFolder) {
            intoFolder(exports, run, target, wanted);
        } else if (wanted.size() > MOST_COLUMNS) {
            throw new Failure(
                    2,
                    String.format(
                            Locale.ROOT,
                            "one file takes %,d samples at most, these are %,d; name a folder: -o FOLDER/",
                            MOST_COLUMNS,
                            wanted.size()));
        } else {
            StoreExport export = exports.of(wanted, Optional.ofNullable(region));
            if (output.equals("-")) {
                run.toOutput(export, spec.commandLine().getOut());
            } else {
                run.toFile(export, target);
            }
        }
        err().flush();
    }

    private void intoFolder(StoreExports exports, ExportRun run, Path folder, List<String> wanted)
            throws IOException, SQLException, StoreExport.NotThere {
        boolean sites = wanted.isEmpty();
        Map<String, Path> files = SampleFiles.in(folder, sites ? List.of(store) : wanted);
        for (Path file : files.values()) {
            requireFree(file);
        }
        Files.createDirectories(folder);
        for (Map.Entry<String, Path> file : files.entrySet()) {
            run.toFile(
                    exports.of(sites ? List.of() : List.of(file.getKey()), Optional.ofNullable(region)),
                    file.getValue());
        }
    }

    private void requirePlace(Path target) {
        if (!Files.isDirectory(target.toAbsolutePath().getParent())) {
            throw new Failure(2, "there is no folder for " + target);
        }
        requireFree(target);
    }

    private void requireFree(Path target) {
        if (Files.exists(target) && !force) {
            throw new Failure(5, target + " exists; replace it with --force");
        }
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}

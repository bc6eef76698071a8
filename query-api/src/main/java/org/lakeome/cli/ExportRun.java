package org.lakeome.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.lakeome.export.ExportFile;
import org.lakeome.export.StoreExport;
import org.lakeome.vcf.VcfFile;

/** Writes exports to where they belong, and says on the way how far they are and at the end what came of them. */
final class ExportRun {
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final PrintWriter err;

    ExportRun(PrintWriter err) {
        this.err = err;
    }

    /** The file is there when it is whole. */
    void toFile(StoreExport export, Path target) throws IOException, SQLException {
        try (ExportFile file = new ExportFile(target);
                VcfFile vcf = export.file(file.aside())) {
            StoreExport.Written written = export.read(vcf, progress());
            boolean indexed = file.place(vcf);
            say(written, target + (indexed ? " and " + target + ".tbi" : ""));
            if (file.isPacked() && !indexed) {
                err.println("No index: a position is beyond 536,870,912; make one with `bcftools index -c`.");
            }
        }
    }

    void toOutput(StoreExport export, PrintWriter out) throws IOException, SQLException {
        Path folder = Files.createTempDirectory("lakeome-export");
        try (VcfFile vcf = export.file(folder.resolve("records"))) {
            StoreExport.Written written = export.read(vcf, progress());
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
        err.printf(Locale.ROOT, "Wrote %,d records of %,d rows to %s%n", written.records(), written.rows(), where);
        if (written.gaps() > 0) {
            err.printf(
                    Locale.ROOT,
                    "Of the calls %,d are '.': the sample has no row at a site that another has.%n",
                    written.gaps());
        }
        if (written.unpaired() > 0) {
            err.printf(
                    Locale.ROOT,
                    "Of the records %,d are alike in all columns of the site: which sample's call stood beside which in the"
                            + " imported files is not known.%n",
                    written.unpaired());
        }
        written.notes().forEach(err::println);
        err.flush();
    }

    private Consumer<StoreExport.Progress> progress() {
        long[] last = {System.nanoTime()};
        return progress -> {
            long now = System.nanoTime();
            if (now - last[0] > PAUSE.toNanos()) {
                last[0] = now;
                err.printf(
                        Locale.ROOT,
                        "  %,d of %,d rows (%d%%), at %s:%,d%n",
                        progress.rows(),
                        progress.total(),
                        100 * progress.rows() / Math.max(1, progress.total()),
                        progress.contig(),
                        progress.start() + 1);
                err.flush();
            }
        };
    }
}

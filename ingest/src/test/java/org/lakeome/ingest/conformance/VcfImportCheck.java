package org.lakeome.ingest.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lakeome.ingest.conformance.ImportedVcfs.Imported;

/**
 * Valid files are imported with the counts of {@code facts.tsv}; files that break a rule are refused with a message that names
 * the file, or imported with a reported repair. A file that breaks a rule and is read without a word differs.
 */
public final class VcfImportCheck implements ConformanceCheck {
    /** Notes that say which rule a file breaks; others, as those on drift, are not about rules. */
    private static final List<String> REPORTS = List.of(
            "Values that break a rule of VCF",
            "INFO END was not taken as the end of the record",
            "Values that their column cannot hold",
            "The header breaks rules of VCF",
            "fields that the header does not declare",
            "The last line has no end");

    private final ImportedVcfs imported;

    public VcfImportCheck(ImportedVcfs imported) {
        this.imported = imported;
    }

    @Override
    public String name() {
        return "import";
    }

    @Override
    public List<Verdict> run(Path data) throws IOException, InterruptedException {
        Facts facts = Facts.of(data);
        List<Verdict> verdicts = new ArrayList<>();
        for (Imported one : imported.all(data)) {
            verdicts.add(
                    Verdict.of(one.file(), () -> one.outcome().completed() ? read(one, facts) : refused(one, facts)));
        }
        return verdicts;
    }

    private static boolean breaksARule(Imported one) {
        return one.file().contains("/failed/");
    }

    private static Verdict refused(Imported one, Facts facts) {
        String message = one.outcome().message();
        if (message.startsWith("CRASH")
                || !message.contains(one.path().getFileName().toString())) {
            return Verdict.differing(one.file(), message);
        }
        boolean emptyToBcftools = facts.count(one.file(), "records").equals(Optional.of(0L));
        boolean expected = breaksARule(one)
                || emptyToBcftools
                || one.file().endsWith(".bz2")
                || facts.text(one.file(), "bcftools").equals(Optional.of("rejects"));
        return expected ? Verdict.refusedRightly(one.file(), message) : Verdict.differing(one.file(), message);
    }

    private Verdict read(Imported one, Facts facts) throws IOException {
        if (breaksARule(one)) {
            return REPORTS.stream().noneMatch(one.outcome().message()::contains)
                    ? Verdict.differing(one.file(), "It breaks a rule and was read without a word.")
                    : Verdict.agreed(one.file());
        }
        List<String> differences = new ArrayList<>();
        long samples = facts.count(one.file(), "samples").orElse(0L);
        compare("records", facts, one, one.outcome().records(), differences);
        facts.count(one.file(), "records").ifPresent(records -> {
            long rows = records * Math.max(1, samples);
            if (rows != one.outcome().rows()) {
                differences.add("rows " + one.outcome().rows() + " instead of " + rows);
            }
        });
        long[] alleles = {0, 0};
        imported.rows(one, 0, List.of("alternatealleles"), row -> {
            List<?> alternates = (List<?>) row.getField("alternatealleles");
            alleles[0] += alternates == null ? 0 : alternates.size();
            alleles[1] += alternates != null && alternates.size() > 1 ? 1 : 0;
        });
        compare("alts", facts, one, alleles[0], differences);
        compare("multi", facts, one, alleles[1], differences);
        return differences.isEmpty()
                ? Verdict.agreed(one.file())
                : Verdict.differing(one.file(), String.join(", ", differences));
    }

    private static void compare(String fact, Facts facts, Imported one, long ours, List<String> differences) {
        facts.count(one.file(), fact)
                .filter(count -> count != ours)
                .ifPresent(count -> differences.add(fact + " " + ours + " instead of " + count));
    }
}
